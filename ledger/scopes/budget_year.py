"""Whether a union has an approved budget for a fiscal year, and how often it was adjusted."""

from __future__ import annotations

from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """`adjustments`: in principle one a year."""

    approved: bool = False
    adjustments: int = 0


class BudgetYear(Scope[State], kind="budgetyear", fold=1, initial=State()):
    """`budgetyear:U0007/2023`."""

    __slots__ = ()

    def __new__(cls, union: str, year: int) -> Self:
        """Name the budget of a union for a fiscal year."""
        return str.__new__(cls, f"budgetyear:{union}/{year}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Approve or adjust."""
        match event:
            case events.budgets.BudgetApproved():
                return State(True, state.adjustments)
            case events.budgets.BudgetAdjusted():
                return State(state.approved, state.adjustments + 1)
            case _:
                return state
