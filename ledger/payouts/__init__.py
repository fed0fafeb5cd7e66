"""The catalogue of payouts (慰问、帮扶): what may be paid to a person, and what each kind asks for.

Why: adding a kind is adding one TOML file; a wrong one fails at load and says where.
Amounts are not in here: limits are provincial and dated, and are adopted as events.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated, Final, Literal, get_args

import msgspec

from ledger.accounts import Tier, chart
from ledger.money import fen_of
from ledger.payouts._occasions import Once, campaign_key, event_key

Form = Literal["bank", "cash", "goods", "voucher"]
Text = Annotated[str, msgspec.Meta(min_length=1)]
Code = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z_]*$")]

_NOT_IN_NAMES: Final = re.compile(r"[\s_()\[\]、,，。.:：/\\|·\-—]+")
_YEAR: Final = re.compile(r"^20\d\d年?度?", re.ASCII)
_SUFFIXES: Final = "慰问金 慰问品 慰问费 慰问 补助金 补助费 补助 救助金 救助".split()


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name in both languages."""

    zh: Text
    en: Text


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One ask and its answer, run as a test against a standard that allows the amount.

    `again`: the person has been paid for this very occasion before; `occasion`: as a row gives it;
    `then`: "paid" or the code of the rejection.
    """

    says: Text
    on: date
    asked: str
    then: Annotated[str, msgspec.Meta(pattern=r"^(paid|[a-z_]+\.[a-z_]+)$")]
    again: bool = False
    occasion: str | None = None


class PayoutKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of payout. `once`: the rule of its natural key.

    `economic`: 部门预算支出经济分类 款级, by default; `evidence`: documents that belong to a claim;
    `cap_group`: kinds that share one yearly limit share a group; `forms`: how it may be given.
    """

    code: Code
    version: Annotated[int, msgspec.Meta(ge=1)]
    name: Names
    accounts: Mapping[Tier, str] = msgspec.field(name="account")
    once: Once
    forms: Annotated[tuple[Form, ...], msgspec.Meta(min_length=1)]
    evidence: tuple[Code, ...]
    basis: Text
    cap_group: Code
    economic: Annotated[str, msgspec.Meta(pattern=r"^3\d{4}$")]
    aliases: tuple[Text, ...]
    examples: Annotated[tuple[Example, ...], msgspec.Meta(min_length=1)]

    @property
    def zh(self) -> str:
        """Return the Chinese name."""
        return self.name.zh

    @property
    def en(self) -> str:
        """Return the English name."""
        return self.name.en

    @property
    def stamp(self) -> str:
        """Return what a fact says it was judged by: "hospitalization/1"."""
        return f"{self.code}/{self.version}"

    def account(self, tier: str) -> str:
        """Return the expenditure account at a union of this tier. Rejects: KeyError."""
        return self.accounts[tier]  # type: ignore[index]  # a tier read from the log is a str

    def occasion_key(
        self, occurred_on: date, given: str | None, *, own_date: bool = True
    ) -> str | None:
        """Return what one person is paid for once, or None when the row lacks what is needed.

        `own_date`: `occurred_on` is the row's own date, not the roster's.

        The key becomes part of a tag, so that it holds dates and references, never an illness.
        """
        match self.once:
            case "lifetime":
                return "lifetime"
            case "per_year":
                return str(occurred_on.year)
            case "per_event":
                return event_key(occurred_on, given, own_date=own_date)
            case "per_campaign":
                return campaign_key(occurred_on, given, self.names)

    @property
    def names(self) -> tuple[str, ...]:
        """Return every word that means this kind."""
        return (self.name.zh, self.name.en, self.code, *self.aliases)


@cache
def kinds() -> Mapping[str, PayoutKind]:
    """Return every kind by its code, in order of the codes."""
    texts = {
        file.name.removesuffix(".toml"): file.read_text(encoding="utf-8")
        for file in files("ledger.payouts").iterdir()
        if file.name.endswith(".toml") and not file.name.startswith("_")
    }
    return MappingProxyType({code: load(code, texts[code]) for code in sorted(texts)})


@cache
def evidence() -> Mapping[str, Names]:
    """Return the names of the documents that kinds ask for, by their codes."""
    text = files("ledger.payouts").joinpath("_evidence.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Names])


@lru_cache(1024)
def kind_named(text: str) -> PayoutKind | None:
    """Return the kind that a roster means by a word: a code, a name, or an alias."""
    name = _plain(text)
    return _index().get(name) or _index().get(_stem(name))


def load(code: str, text: str) -> PayoutKind:
    """Read one kind from TOML. Rejects: ValueError that names the file and the field."""
    try:
        kind = msgspec.convert({"version": 1, **tomllib.loads(text), "code": code}, PayoutKind)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{code}.toml: {error}") from error
    for tier in get_args(Tier):
        account = chart().account(kind.accounts.get(tier, ""))
        if account is None or account.element != "expenditure" or not account.open_to(tier):
            raise ValueError(f"{code}.toml: account.{tier} is no expenditure account of that tier")
    unknown = set(kind.evidence) - set(evidence())
    if unknown:
        raise ValueError(f"{code}.toml: evidence: {sorted(unknown)} not in _evidence.toml")
    for example in kind.examples:
        try:
            fen_of(example.asked)
        except ValueError as error:
            raise ValueError(f"{code}.toml: examples: {example.says}: {error}") from error
    return kind


@cache
def _index() -> Mapping[str, PayoutKind]:
    return index(kinds().values())


def index(catalogue: Iterable[PayoutKind]) -> Mapping[str, PayoutKind]:
    """Order kinds by all their names. Rejects: ValueError for a name that means two kinds."""
    names: dict[str, PayoutKind] = {}
    for kind in catalogue:
        for name in kind.names:
            plain = _plain(name)
            for form in {plain, _stem(plain)}:
                if names.setdefault(form, kind) is not kind:
                    raise ValueError(
                        f"{kind.code}.toml: aliases: {name} means {names[form].code} too"
                    )
    return names


def _plain(text: str) -> str:
    """Bring a name to one form: half width, no spaces or signs, no case, no year before it."""
    half = unicodedata.normalize("NFKC", text)
    return _YEAR.sub("", _NOT_IN_NAMES.sub("", half)).casefold()


def _stem(name: str) -> str:
    """Take off 慰问金 and the like, unless nothing else is there."""
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and name != suffix:
            return name.removesuffix(suffix)
    return name
