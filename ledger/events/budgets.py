"""The budget of a union for a fiscal year: a control record, not double entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ledger.events._event import Event, LineShape
from ledger.events._parts import Part
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.budget_year import BudgetYear

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.scopes._scope import Scope


class BudgetedLine(Part, frozen=True):
    """One line of a budget; `amount_fen`: approved, or the change in an adjustment.

    `line`: its code in the union's budget, e.g. "50405" or "50405/SWN2023".
    """

    line: str
    account: str
    amount_fen: int
    kind: str = "basic"
    project: str | None = None
    source: str = "union"
    economic: str | None = None
    functional: str | None = None
    note: str = ""

    def shape(self) -> LineShape:
        """Return the dimensions that legs on this line carry."""
        return (self.account, self.kind, self.project, self.source, self.economic, self.functional)


class _Budget(Event, frozen=True, kw_only=True):
    """What approval and adjustment have in common."""

    union: str
    year: int
    lines: tuple[BudgetedLine, ...]
    approved_by: str
    document: str

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the year's budget and each of its lines."""
        lines = [BudgetLine(self.union, self.year, line.line) for line in self.lines]
        return (BudgetYear(self.union, self.year), *dict.fromkeys(lines))

    def budget_changes(self) -> Iterable[tuple[BudgetLine, int, int]]:
        """Return what each line gains."""
        for line in self.lines:
            yield BudgetLine(self.union, self.year, line.line), line.amount_fen, 0

    def describes(self, line: BudgetLine) -> LineShape | None:
        """Return the dimensions of one of the lines."""
        for budgeted in self.lines:
            if BudgetLine(self.union, self.year, budgeted.line) == line:
                return budgeted.shape()
        return None


class BudgetApproved(_Budget, frozen=True, kw_only=True):
    """年初预算: the year's budget as the upper union approved it."""

    NAME: ClassVar[str] = "budget.approved/1"


class BudgetAdjusted(_Budget, frozen=True, kw_only=True):
    """预算调整: lines raised, lowered or added, by the same procedure as the original."""

    NAME: ClassVar[str] = "budget.adjusted/1"
    reason: str
