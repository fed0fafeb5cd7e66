"""期次方案启用: adopt the figures of one term (期) of a mutual-aid scheme, with its document.

Why: premiums, bands, deductible and caps are set by whoever runs the scheme; they are data.
Adopted again for the same term, the figures hold for whoever is enrolled or assessed afterwards.
Unit: fen, typed in yuan; rates in percent as typed, parts of a million as recorded.
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from commands._figures import Percent, Yuan, percent
from commands._guards import first_of
from commands._listed import Text
from commands._verb import Command, Decision, Id, Title, Verb, arg
from ledger.benefits import WHOLE
from ledger.events.mutual_aid import Band, SchemeAdopted
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.scheme import Scheme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World

BANDS_MAX = 12
"""A state stays small."""


class BandRow(BaseModel):
    """The rate on the part of the eligible amount from `lower` to `upper`, or to no end."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    lower: Yuan
    upper: Yuan | None = None
    rate: Percent


class AdoptScheme(Command):
    """A term's figures. What is not capped is left out."""

    scheme: Id = arg("互助方案编号", "an id for the scheme, the same in every term")
    term: int = arg("期次", "number of the term", ge=1, le=9999)
    document: Text = arg("文号", "number of the document")
    title: Text = arg("文件名称", "title of the document")
    valid_from: date = arg("参互期起", "first day of the term")
    valid_to: date = arg("参互期止", "last day of the term")
    premium_renewal: Yuan = arg("续参互助金", "premium of who took part before")
    premium_new: Yuan = arg("新参互互助金", "premium of who is new")
    deductible: Yuan = arg("起付线", "below it nothing is paid")
    bands: tuple[BandRow, ...] = arg("分段比例", "rates by band", max_length=BANDS_MAX)
    per_claim_cap: Yuan | None = arg("单次封顶线", "most for one claim", default=None)
    per_year_cap: Yuan | None = arg("年度封顶线", "most for one person in the term", default=None)
    filing_days: int = arg("申请期限（天）", "days after discharge to file a claim", ge=0, le=3650)


def scopes(command: AdoptScheme) -> Iterable[Scope[Any]]:
    """Name the term."""
    return (Scheme(command.scheme, command.term),)


def decide(command: AdoptScheme, world: World) -> Decision:
    """Adopt the term's figures, all or none."""
    objections = first_of(
        _dates(command, world), _amounts(command), _bands_join(command), _rates(command)
    )
    yield from objections
    if not objections:
        yield SchemeAdopted(
            command=world.command, by=command.by, occurred_on=command.on, scheme=command.scheme,
            term=command.term, document=command.document, title=command.title,
            valid_from=command.valid_from, valid_to=command.valid_to,
            premium_renewal_fen=command.premium_renewal, premium_new_fen=command.premium_new,
            deductible_fen=command.deductible, per_claim_cap_fen=command.per_claim_cap,
            per_year_cap_fen=command.per_year_cap, filing_days=command.filing_days,
            bands=tuple(
                Band(lower_fen=b.lower, upper_fen=b.upper, ppm=b.rate) for b in command.bands
            ),
        )  # fmt: skip


def _dates(command: AdoptScheme, world: World) -> Iterator[Rejection]:
    """The term ends after it begins, and its days stay what they were."""
    begins, ends = command.valid_from, command.valid_to
    adopted = world[Scheme(command.scheme, command.term)]
    if ends < begins:
        yield reject("date.ends_before_it_begins", begins=begins.isoformat(), ends=ends.isoformat())
    elif adopted.version and (adopted.valid_from, adopted.valid_to) != (begins, ends):
        yield reject(
            "scheme.other_days", scheme=command.scheme, term=command.term,
            begins=adopted.valid_from.isoformat(), ends=adopted.valid_to.isoformat(),
        )  # fmt: skip


def _amounts(command: AdoptScheme) -> Iterator[Rejection]:
    """No amount is below zero, and a cap leaves something."""
    for field in ("premium_renewal", "premium_new", "deductible"):
        if (fen := getattr(command, field)) < 0:
            yield reject("scheme.bad_amount", field=field, amount=yuan(fen))
    for field in ("per_claim_cap", "per_year_cap"):
        fen = getattr(command, field)
        if fen is not None and fen <= 0:
            yield reject("scheme.bad_amount", field=field, amount=yuan(fen))


def _bands_join(command: AdoptScheme) -> Iterator[Rejection]:
    """Each band begins where the one before ends; only the last may have no end."""
    if not command.bands:
        yield reject("scheme.no_bands", scheme=command.scheme)
        return
    lower: int | None = max(command.bands[0].lower, 0)
    for number, band in enumerate(command.bands, 1):
        if band.lower != lower:
            before = "" if lower is None else yuan(lower)
            yield reject(
                "scheme.bands_apart", band=number, lower=yuan(band.lower), before=before or "-"
            )
        elif band.upper is not None and band.upper <= band.lower:
            yield reject("scheme.band_empty", band=number, lower=yuan(band.lower))
        lower = band.upper


def _rates(command: AdoptScheme) -> Iterator[Rejection]:
    for number, band in enumerate(command.bands, 1):
        if not 0 <= band.rate <= WHOLE:
            yield reject("scheme.rate_over_whole", band=number, rate=percent(band.rate))


VERB = Verb(
    AdoptScheme,
    Title("启用互助期次方案", "adopt a term of a mutual-aid scheme"),
    ("administrator", "finance_supervisor", "chairperson"),
    scopes,
    decide,
)
