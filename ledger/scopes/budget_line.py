"""What is left of one budget line.

Why: no yuan is spent that was not budgeted (严禁无预算、超预算支出).
Unit: fen.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Self

import msgspec
from msgspec.structs import replace

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """approved = paid + committed + free, for all that is not 补录."""

    approved: int = 0
    committed: int = 0
    paid: int = 0
    exists: bool = False
    account: str = ""
    kind: str = "basic"
    project: str | None = None
    source: str = "union"
    economic: str | None = None
    functional: str | None = None

    @property
    def free(self) -> int:
        """Return what may still be committed or paid."""
        return self.approved - self.committed - self.paid


class BudgetLine(Scope[State], kind="budget", fold=1, initial=State()):
    """`budget:U0007/2023/<line code>`; the line's dimensions are part of its state."""

    __slots__ = ()

    def __new__(cls, union: str, year: int, line: str) -> Self:
        """Name a line of a union's budget of one fiscal year."""
        return str.__new__(cls, f"budget:{union}/{year}/{line}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Add what the event approves, commits or pays on this line."""
        approved, committed, paid = state.approved, state.committed, state.paid
        for line, more_approved, more_committed in event.budget_changes():
            if line == self:
                approved += more_approved
                committed += more_committed
        if isinstance(event, events.Posted):
            year = event.booked_on.year
            for leg in event.legs:
                if leg.budget is not None and budget_line(leg.union, year, leg.budget) == self:
                    paid += leg.fen
        described = event.describes(self)
        if described is not None:
            return State(approved, committed, paid, True, *described)
        return replace(state, approved=approved, committed=committed, paid=paid)


@lru_cache(1024)
def budget_line(union: str, year: int, line: str) -> BudgetLine:
    """Name a line; a bulk roster names the same one thirty thousand times."""
    return BudgetLine(union, year, line)
