"""Whether a person takes part (参互) in a term of mutual aid, and what they were assessed in it.

Why: a person enrols once a term, through whichever union; the yearly cap counts all their claims.
Unit: fen.
"""

from __future__ import annotations

from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """`union`: through which; empty: not under this id. `assessed`: benefits that stand."""

    union: str = ""
    assessed: int = 0


class Enrolment(Scope[State], kind="enrolled", fold=1, initial=State()):
    """`enrolled:P…/<project>`."""

    __slots__ = ()

    def __new__(cls, person: str, project: str) -> Self:
        """Name a person's part in a term."""
        return str.__new__(cls, f"enrolled:{person}/{project}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Enrol, or count a benefit."""
        match event:
            case events.mutual_aid.EnrolmentRecorded():
                return State(event.union, state.assessed)
            case events.mutual_aid.ClaimAssessed():
                return State(state.union, state.assessed + event.benefit_fen)
            case events.mutual_aid.ClaimRejected():
                return State(state.union, state.assessed - event.released_fen)
            case _:
                return state
