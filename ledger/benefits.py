"""What a mutual-aid scheme pays for one claim (补助金): a pure function of its figures.

Why: bands, deductible and caps are adopted with a document, never code; who counts again with the
same version gets the same fen.
Unit: fen; rates in parts of a million. The sum over the bands is floored to the fen, once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from ledger.scopes.scheme import State as Scheme

WHOLE: Final = 1_000_000
Cap = Literal["claim", "year"]


class Benefit(NamedTuple):
    """A benefit, and the cap that cut it, if one did."""

    fen: int
    cap: Cap | None = None


def benefit_of(scheme: Scheme, eligible_fen: int, received_fen: int = 0) -> Benefit:
    """Return the benefit for an eligible amount (可补助额).

    Each band pays its rate on the part of the amount that lies in it and above the deductible.
    `received_fen`: what the person was assessed before in the term; the yearly cap counts it.
    """
    parts = 0
    for lower, upper, ppm in scheme.bands:
        begins = max(lower, scheme.deductible)
        ends = eligible_fen if upper is None else min(eligible_fen, upper)
        parts += max(0, ends - begins) * ppm
    benefit = Benefit(parts // WHOLE)
    if scheme.claim_cap is not None and benefit.fen > scheme.claim_cap:
        benefit = Benefit(scheme.claim_cap, "claim")
    if scheme.year_cap is not None:
        left = max(0, scheme.year_cap - received_fen)
        if benefit.fen > left:
            benefit = Benefit(left, "year")
    return benefit
