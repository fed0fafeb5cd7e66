"""One term (期) of a mutual-aid scheme, as adopted last.

Unit: fen; rates in parts of a million.
"""

from __future__ import annotations

from datetime import date
from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """`version`: how often the term has been adopted, stamped on assessments; 0: never.

    `bands`: (lower, upper or None, rate). Caps are None where there is none.
    """

    version: int = 0
    valid_from: date = date.min
    valid_to: date = date.min
    premium_renewal: int = 0
    premium_new: int = 0
    deductible: int = 0
    bands: tuple[tuple[int, int | None, int], ...] = ()
    claim_cap: int | None = None
    year_cap: int | None = None
    filing_days: int = 0

    def premium(self, kind: str) -> int:
        """Return the premium (互助金) of a new or a renewed enrolment."""
        return self.premium_new if kind == "new" else self.premium_renewal


class Scheme(Scope[State], kind="scheme", fold=1, initial=State()):
    """`scheme:<scheme>-<term>`: named as the custody project of its money is."""

    __slots__ = ()

    def __new__(cls, scheme: str, term: int) -> Self:
        """Name a term of a scheme."""
        return str.__new__(cls, f"scheme:{project_of(scheme, term)}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Adopt."""
        if not isinstance(event, events.mutual_aid.SchemeAdopted):
            return state
        return State(
            version=state.version + 1,
            valid_from=event.valid_from,
            valid_to=event.valid_to,
            premium_renewal=event.premium_renewal_fen,
            premium_new=event.premium_new_fen,
            deductible=event.deductible_fen,
            bands=tuple((b.lower_fen, b.upper_fen, b.ppm) for b in event.bands),
            claim_cap=event.per_claim_cap_fen,
            year_cap=event.per_year_cap_fen,
            filing_days=event.filing_days,
        )


def project_of(scheme: str, term: int) -> str:
    """Return the custody project (代管项目) of a term: mutual-aid, 19 -> mutual-aid-19."""
    return f"{scheme}-{term}"
