"""互助金: what the persons that a union enrolled in a term owe, and what it has collected of it.

Unit: fen.
"""

from __future__ import annotations

from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """Enrolled and collected: persons, and the sum of their premiums."""

    persons: int = 0
    premiums: int = 0
    collected_persons: int = 0
    collected: int = 0

    @property
    def due_persons(self) -> int:
        """Return how many have not paid yet."""
        return self.persons - self.collected_persons

    @property
    def due(self) -> int:
        """Return what they owe."""
        return self.premiums - self.collected


class Premium(Scope[State], kind="premium", fold=1, initial=State()):
    """`premium:U0007/<project>`."""

    __slots__ = ()

    def __new__(cls, union: str, project: str) -> Self:
        """Name the premiums of a union's enrolments."""
        return str.__new__(cls, f"premium:{union}/{project}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Enrol, collect, or take a collection back."""
        if isinstance(event, events.mutual_aid.EnrolmentRecorded):
            return State(
                state.persons + 1,
                state.premiums + event.premium_fen,
                state.collected_persons,
                state.collected,
            )
        if isinstance(event, events.Posted) and event.custody is not None:
            return State(
                state.persons,
                state.premiums,
                state.collected_persons + event.custody.persons,
                state.collected + event.custody.amount_fen,
            )
        return state
