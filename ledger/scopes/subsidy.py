"""One subsidy on its way from an upper union to a lower one: paid, in transit, received.

Why: two books tell of the same money; what the lower one receives is what the upper one paid, once.
Unit: fen.
"""

from __future__ import annotations

from datetime import date
from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """`paid`, `received`: what stands in either union's books; 0 again once undone."""

    paid: int = 0
    received: int = 0
    lower: str = ""
    kind: str = ""
    project: str | None = None
    paid_on: date | None = None
    booked_on: date | None = None


class Subsidy(Scope[State], kind="subsidy", fold=1, initial=State()):
    """`subsidy:<payer>/<number>`."""

    __slots__ = ()

    def __new__(cls, payer: str, number: str) -> Self:
        """Name a subsidy by the union that pays it and its number there."""
        return str.__new__(cls, f"subsidy:{payer}/{number}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Pay, receive, or take either back."""
        if not isinstance(event, events.Posted) or (moved := event.transfer) is None:
            return state
        if moved.side == "received":
            return msgspec.structs.replace(state, received=state.received + moved.amount_fen)
        return State(
            state.paid + moved.amount_fen, state.received, moved.lower, moved.kind, moved.project,
            event.occurred_on, event.booked_on,
        )  # fmt: skip
