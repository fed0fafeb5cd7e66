"""What a person has received in a fiscal year under one yearly cap, from all unions together.

Unit: fen.
"""

from __future__ import annotations

from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """`total`: money and goods; `count`: payments that stand."""

    total: int = 0
    count: int = 0


class YearTotal(Scope[State], kind="year", fold=1, initial=State()):
    """`year:P…/<cap group>/2023`."""

    __slots__ = ()

    def __new__(cls, person: str, cap_group: str, year: int) -> Self:
        """Name a person's total of one cap group and fiscal year."""
        return str.__new__(cls, f"year:{person}/{cap_group}/{year}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Add the payout."""
        if not isinstance(event, events.Posted) or event.payout is None:
            return state
        payout = event.payout
        return State(state.total + payout.amount_fen, state.count + payout.claim)
