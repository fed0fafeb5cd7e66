"""Money for unions below: allotments released, subsidies paid by one union and received by another.

Why: each union is its own accounting entity; either side is posted in its own books on its own day,
and what is between them is in transit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ledger.events._event import Event, Posted
from ledger.scopes.allotment import Allotment
from ledger.scopes.budget_line import BudgetLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.scopes._scope import Scope


class AllotmentReleased(Event, frozen=True, kw_only=True):
    """下达指标: a lower union may count on so much of the upper one's budget line. No entry.

    `amount_fen`: negative withdraws. It is committed on the line until it is paid.
    """

    NAME: ClassVar[str] = "allotment.released/1"
    union: str
    year: int
    lower: str
    line: str
    kind: Literal["general", "special"]
    amount_fen: int
    document: str
    project: str | None = None

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the allotment and the budget line."""
        allotment = Allotment(self.union, self.year, self.lower, self.kind, self.project)
        return (allotment, BudgetLine(self.union, self.year, self.line))

    def budget_changes(self) -> Iterable[tuple[BudgetLine, int, int]]:
        """Return the commitment."""
        yield BudgetLine(self.union, self.year, self.line), 0, self.amount_fen


class SubsidyPaid(Posted, frozen=True, kw_only=True):
    """补助下级拨付: the upper union's side, 508/102; its `transfer` says to whom and for what."""

    NAME: ClassVar[str] = "subsidy.paid/1"
    approved_by: str
    document: str = ""


class SubsidyReceived(Posted, frozen=True, kw_only=True):
    """上级补助到账: the lower union's side, 102/403; its `transfer` names the subsidy paid."""

    NAME: ClassVar[str] = "subsidy.received/1"
