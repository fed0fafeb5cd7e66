"""The minutes of a meeting, and how much of what it decided has been used.

Unit: fen.
"""

from __future__ import annotations

from datetime import date
from typing import Self

import msgspec

from ledger import events
from ledger.entry import total_debit
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """`used`: the sum of what has been approved with reference to these minutes."""

    exists: bool = False
    decided_on: date | None = None
    amount: int = 0
    used: int = 0


class Minutes(Scope[State], kind="minutes", fold=1, initial=State()):
    """`minutes:U0007/<number>`."""

    __slots__ = ()

    def __new__(cls, union: str, minutes: str) -> Self:
        """Name the minutes of a union."""
        return str.__new__(cls, f"minutes:{union}/{minutes}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Record, and count what is approved under it."""
        match event:
            case events.minutes.MinutesRecorded():
                return State(True, event.occurred_on, event.amount_fen, state.used)
            case events.rosters.RosterApproved():
                return msgspec.structs.replace(state, used=state.used + event.total_fen)
            case events.rosters.RosterRejected():
                return msgspec.structs.replace(state, used=state.used - event.released_fen)
            case events.corrections.EntryPosted(legs=legs):
                return msgspec.structs.replace(state, used=state.used + total_debit(legs))
            case (
                events.Posted(transfer=events.Transfer(amount_fen=fen))
                | events.coupons.CampaignApproved(committed_fen=fen)
            ):
                return msgspec.structs.replace(state, used=state.used + fen)
            case _:
                return state
