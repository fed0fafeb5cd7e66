"""What has been done about one recorded fact: reversed, returned, signed for.

Why: a second reversal of the same fact is impossible.
"""

from __future__ import annotations

from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """`undone`: "", "reversed" or "returned"; `recovered`: fen that came back so far."""

    undone: str = ""
    signed: bool = False
    recovered: int = 0


class Fact(Scope[State], kind="fact", fold=1, initial=State()):
    """`fact:<position>`."""

    __slots__ = ()

    def __new__(cls, position: int) -> Self:
        """Name the fact at a position."""
        return str.__new__(cls, f"fact:{position}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Note what was done."""
        match event:
            case events.corrections.EntryReversed():
                return self._reversed(state, event)
            case events.rosters.PaymentReturned():
                return msgspec.structs.replace(state, undone="returned")
            case events.rosters.ReceiptSigned():
                return msgspec.structs.replace(state, signed=True)
            case events.rosters.PayoutRecovered():
                back = -event.payout.amount_fen if event.payout else 0
                return msgspec.structs.replace(state, recovered=state.recovered + back)
            case _:
                return state

    def _reversed(self, state: State, event: events.corrections.EntryReversed) -> State:
        """Undo this fact, or what had been done about it: the return, or the recovery."""
        if self == Fact(event.reverses):
            return msgspec.structs.replace(state, undone="reversed")
        payout = event.payout
        if payout is not None and payout.claim == 0:
            recovered = state.recovered - payout.amount_fen
            return msgspec.structs.replace(state, recovered=recovered)
        return msgspec.structs.replace(state, undone="")
