"""下达指标: tell unions below what they may count on from a budget line of subsidies. No entry.

Why: what is allotted is committed on the line, so that nothing else uses it; where there is an
allotment, no more than it is paid.
Unit: fen; typed in yuan.
Rejects: in the guards' order, see `decide`; every refused row is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands._guards import first_of
from commands._listed import Text, union_scopes
from commands._subsidies import Kind, fits_kind, line_pays
from commands._transfers import LowerRow, ToLower, is_below
from commands._verb import FINANCE, Decision, Id, Title, Verb, arg
from ledger.events.subsidies import AllotmentReleased
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.allotment import Allotment
from ledger.scopes.budget_line import BudgetLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World


class ReleaseAllotments(ToLower):
    """Allotments of the year of `on`, all for one purpose; a negative amount withdraws."""

    line: str = arg("预算项目", "the budget line, of 50801 or 50802")
    kind: Kind = arg("补助类别", "general, or special for a project")
    project: Id | None = arg("专项", "the project of special subsidies", default=None)
    document: Text = arg("文号", "number of the notice")

    def allotment(self, row: LowerRow) -> Allotment:
        """Return what a row adds to."""
        return Allotment(self.union, self.on.year, row.lower, self.kind, self.project)


def scopes(command: ReleaseAllotments) -> Iterable[Scope[Any]]:
    """Name the line, the unions below and what they have been allotted."""
    yield BudgetLine(command.union, command.on.year, command.line)
    rows = command.listed()
    yield from union_scopes(row.lower for row in rows)
    yield from map(command.allotment, rows)


def decide(command: ReleaseAllotments, world: World) -> Decision:
    """Release every allotment or none."""
    year = command.on.year
    objections = first_of(
        _rows(command, world),
        line_pays(world, command.union, year, command.line, command.kind, command.project),
        fits_kind(command.kind, command.project),
        _same_line(command, world),
        _not_below_paid(command, world),
        _within_budget(command, world),
    )
    yield from objections
    if objections:
        return
    for row in command.listed():
        yield AllotmentReleased(
            command=world.command, by=command.by, occurred_on=command.on, union=command.union,
            year=year, lower=row.lower, line=command.line, kind=command.kind,
            amount_fen=row.amount_fen, document=command.document, project=command.project,
        )  # fmt: skip


def _rows(command: ReleaseAllotments, world: World) -> Iterator[Rejection]:
    for row in command.listed():
        yield from is_below(world, command.union, row.lower, command.on, row.row)
        if row.amount_fen == 0:
            yield reject("allotment.no_amount", row=row.row, lower=row.lower)


def _same_line(command: ReleaseAllotments, world: World) -> Iterator[Rejection]:
    """All of one allotment comes from one line."""
    for row in command.listed():
        line = world[command.allotment(row)].line
        if line not in ("", command.line):
            yield reject("allotment.other_line", row=row.row, lower=row.lower, line=line)


def _not_below_paid(command: ReleaseAllotments, world: World) -> Iterator[Rejection]:
    """No more is withdrawn than is still there; rows add up."""
    free: dict[Allotment, int] = {}
    for row in command.listed():
        scope = command.allotment(row)
        before = free.get(scope, world[scope].free)
        free[scope] = before + row.amount_fen
        if row.amount_fen < 0 and free[scope] < 0:
            yield reject(
                "allotment.below_paid", row=row.row, lower=row.lower, free=yuan(before),
                asked=yuan(-row.amount_fen),
            )  # fmt: skip


def _within_budget(command: ReleaseAllotments, world: World) -> Iterator[Rejection]:
    free, total = (
        world[BudgetLine(command.union, command.on.year, command.line)].free,
        command.total,
    )
    if total > free:
        yield reject(
            "budget.short", line=command.line, free=yuan(free), asked=yuan(total),
            short_by=yuan(total - free),
        )  # fmt: skip


VERB = Verb(
    ReleaseAllotments,
    Title("下达指标", "release allotments to unions below"),
    FINANCE,
    scopes,
    decide,
)
