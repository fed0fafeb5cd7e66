"""Whether a person's stay in hospital has been claimed for in a term.

Why: the same stay is not claimed twice. The name holds the day of discharge and no illness.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope

if TYPE_CHECKING:
    from datetime import date


class State(msgspec.Struct, frozen=True, array_like=True):
    """`claim`: the claim that stands; empty: none, or it was rejected."""

    claim: str = ""


class Stay(Scope[State], kind="stay", fold=1, initial=State()):
    """`stay:P…/<project>/2023-05-10`."""

    __slots__ = ()

    def __new__(cls, person: str, project: str, discharged_on: date) -> Self:
        """Name a stay by the day of discharge."""
        return str.__new__(cls, f"stay:{person}/{project}/{discharged_on.isoformat()}")

    def evolve(self, state: State, event: events.Event) -> State:
        """File, or reject."""
        match event:
            case events.mutual_aid.ClaimFiled():
                return State(event.claim)
            case events.mutual_aid.ClaimRejected():
                return State()
            case _:
                return state
