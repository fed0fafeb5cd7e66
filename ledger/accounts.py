"""The two charts of accounts (会计科目) of 《工会会计制度》: codes, names, sides, tiers.

Why: first-level accounts and prescribed details must not be merged, renamed or added to.
Source: 财会〔2021〕7号 附件1, in force 2022-01-01; the table itself is accounts.toml.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, Literal, get_args

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = Literal["asset", "liability", "net_asset", "income", "expenditure"]
Side = Literal["debit", "credit"]
Tier = Literal["grassroots", "county_plus"]
Language = Literal["zh", "en"]

CHART: Final = "2021/1"
_FIRST, _DETAIL = 3, 5  # digits of a first-level code, and of a detail; further levels add two each
DIMENSIONS: Final = ("kind", "source", "restriction", "economic", "project", "functional")
_TIERS: Final[dict[str, frozenset[Tier]]] = {
    "B": frozenset({"grassroots"}),
    "C": frozenset({"county_plus"}),
    "BC": frozenset({"grassroots", "county_plus"}),
}


class Account(msgspec.Struct, frozen=True):
    """One account. `tiers`: the charts that print it; `dimensions`: leg fields always needed."""

    code: str
    zh: str
    en: str
    element: Element
    side: Side
    tiers: frozenset[Tier]
    parent: str | None
    dimensions: frozenset[str]
    prescribed: bool = True

    def open_to(self, tier: str) -> bool:
        """Tell whether a union of this tier may use it: 基层 may borrow from 县级以上."""
        return tier in self.tiers or tier == "grassroots"


class Chart:
    """All accounts of one version of the 制度, both tiers."""

    def __init__(self, accounts: dict[str, Account]) -> None:
        self._accounts = accounts
        self._closed = {a.parent for a in accounts.values() if a.parent and a.prescribed}

    def account(self, code: str) -> Account | None:
        """Return the account that a code belongs to, or None.

        A union's own detail belongs to the nearest account above it ("5040501" to 50405), except
        beside prescribed details: nobody but a provincial union adds a "50407".
        """
        found = self._accounts.get(code)
        if found is not None or len(code) < _DETAIL or len(code) % 2 == 0:
            return found
        if not (code.isascii() and code.isdigit()):
            return None
        above = self.account(code[:-2])
        return None if above is None or above.code in self._closed else above

    def first_level(self, tier: Tier) -> tuple[Account, ...]:
        """Return the first-level accounts printed in one tier's chart, by code."""
        return tuple(a for a in self if a.parent is None and tier in a.tiers)

    def name(self, code: str, lang: Language) -> str:
        """Return the name that belongs to a code; an unknown code is shown as it stands."""
        found = self.account(code)
        return code if found is None else getattr(found, lang)

    def __iter__(self) -> Iterator[Account]:
        return iter(self._accounts.values())


@cache
def chart() -> Chart:
    """Return the chart of today's 制度."""
    text = files("ledger").joinpath("accounts.toml").read_text(encoding="utf-8")
    return load(text)


def load(text: str) -> Chart:
    """Read a chart from TOML. Rejects: ValueError that names the account or the table."""
    tables = tomllib.loads(text)
    if tables.pop("chart", None) != CHART:
        raise ValueError(f"accounts.toml: chart must be {CHART!r}")
    unknown = set(tables) - {*get_args(Element), "prescribed", "optional"}
    if unknown:
        raise ValueError(f"accounts.toml: unknown tables {sorted(unknown)}")
    accounts: dict[str, Account] = {}
    for element in get_args(Element):
        for code, row in tables.get(element, {}).items():
            _add(accounts, _first_level(code, element, row))
    for table in ("prescribed", "optional"):
        for code, row in tables.get(table, {}).items():
            _add(
                accounts,
                _detail(code, row, accounts.get(code[:-2]), prescribed=table == "prescribed"),
            )
    return Chart(dict(sorted(accounts.items())))


def required_dimensions(code: str, tier: str) -> frozenset[str]:
    """Return the names of the leg fields that every leg on this account must carry.

    What depends on a leg's values comes on top of that: see `ledger.entry`.
    Rejects: KeyError for a code that is not in the chart, or not open to the tier.
    """
    found = chart().account(code)
    if found is None or not found.open_to(tier):
        raise KeyError(f"no account {code} for a {tier} union")
    return found.dimensions


class _Row(msgspec.Struct, forbid_unknown_fields=True):
    """A line of the tables of first-level accounts."""

    zh: str
    en: str
    side: Side
    tiers: Literal["B", "C", "BC"]
    dimensions: frozenset[str] = frozenset()


class _Name(msgspec.Struct, forbid_unknown_fields=True):
    """A line of the tables of details."""

    zh: str
    en: str


def _first_level(code: str, element: Element, row: object) -> Account:
    try:
        line = msgspec.convert(row, _Row)
    except msgspec.ValidationError as error:
        raise ValueError(f"accounts.toml: {code}: {error}") from error
    if not line.dimensions <= set(DIMENSIONS):
        raise ValueError(f"accounts.toml: {code}: unknown dimensions {sorted(line.dimensions)}")
    if len(code) != _FIRST or code[0] != str(1 + get_args(Element).index(element)):
        raise ValueError(f"accounts.toml: {code} is not a first-level code of {element}")
    tiers = _TIERS[line.tiers]
    return Account(code, line.zh, line.en, element, line.side, tiers, None, line.dimensions)


def _detail(code: str, row: object, above: Account | None, *, prescribed: bool) -> Account:
    try:
        line = msgspec.convert(row, _Name)
    except msgspec.ValidationError as error:
        raise ValueError(f"accounts.toml: {code}: {error}") from error
    if above is None or len(code) != _DETAIL:
        raise ValueError(f"accounts.toml: {code} has no account above it")
    own = {"code": code, "zh": line.zh, "en": line.en, "parent": above.code}
    return msgspec.structs.replace(above, **own, prescribed=prescribed)


def _add(accounts: dict[str, Account], account: Account) -> None:
    if not account.code.isdigit() or account.code in accounts:
        raise ValueError(f"accounts.toml: {account.code} stands twice, or is not a number")
    accounts[account.code] = account
