"""Budget lines counted again: what was approved, and what had been spent at each payment.

Unit: fen.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from ledger.events import Posted
from ledger.events.budgets import BudgetAdjusted, BudgetApproved
from ledger.events.opening import OpeningLoaded

if TYPE_CHECKING:
    from audits._counting import Takes

SPENT: Final = frozenset(f"5{n:02}" for n in range(1, 11))
"""First-level accounts 501 to 510: what a budget must cover (521 is a transfer of the year end)."""


class LineName(NamedTuple):
    """A line of a union's budget of a year; where none is named, the account spent on."""

    union: str
    year: int
    line: str


@dataclass(slots=True)
class Line:
    """A line as it has become. `over`: the most by which spending ever exceeded it."""

    approved: int = 0
    paid: int = 0
    over: int = 0
    at: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Unbudgeted:
    """Spending that no line covered when it happened; `at`: its positions."""

    fen: int = 0
    at: list[int] = field(default_factory=list)


class Lines:
    """All lines, and all spending outside of them."""

    def __init__(self) -> None:
        self.lines: dict[LineName, Line] = {}
        self.unbudgeted: dict[LineName, Unbudgeted] = defaultdict(Unbudgeted)

    def takes(self) -> Takes:
        """Name the facts it counts."""
        return {BudgetApproved: self._budget, BudgetAdjusted: self._budget, Posted: self._posted}

    def _budget(self, _: int, event: BudgetApproved | BudgetAdjusted) -> None:
        for line in event.lines:
            name = LineName(event.union, event.year, line.line)
            self.lines.setdefault(name, Line()).approved += line.amount_fen

    def _posted(self, position: int, event: Posted) -> None:
        for leg in event.legs:
            if leg.account[:3] not in SPENT:
                continue
            name = LineName(leg.union, event.booked_on.year, leg.budget or leg.account)
            line = None if leg.budget is None else self.lines.get(name)
            if line is not None:
                _spend(line, leg.fen, position)
            elif not isinstance(event, OpeningLoaded):
                found = self.unbudgeted[name]
                found.fen += leg.fen
                if leg.fen > 0:
                    found.at.append(position)


def _spend(line: Line, fen: int, position: int) -> None:
    line.paid += fen
    over = line.paid - line.approved
    if fen > 0 and over > 0:
        line.over = max(line.over, over)
        if not line.at or line.at[-1] != position:
            line.at.append(position)
