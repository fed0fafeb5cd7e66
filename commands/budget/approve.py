"""预算批复: the year's budget of a union, as its upper union approved it; once a year.

Why: no yuan is spent that was not budgeted; the lines made here are what payments draw on.
Unit: fen.
Rejects: for each union and row, in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands._budgets import BudgetRow, each_once, fits, line_of
from commands._guards import first_of
from commands._listed import Text, UnionRows, by_union, union_scopes, union_stands
from commands._verb import FINANCE, Decision, Id, Title, Verb, arg
from ledger.events.budgets import BudgetApproved
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.budget_year import BudgetYear
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ledger.scopes._scope import Scope
    from ledger.world import World


class ApproveBudget(UnionRows):
    """Budgets are approved. `approved_by`: the upper union, unless another body approved."""

    union: Id | None = arg("工会", "the union, unless every row names its own", default=None)
    year: int = arg("年度", "the fiscal year", ge=2022, le=9999)
    document: Text = arg("批复文号", "number of the approval")
    approved_by: Text | None = arg(
        "批复单位", "who approved; the upper union if left out", default=None
    )
    rows: tuple[BudgetRow, ...] = arg("年初收支预算表", "the lines", default=())


def scopes(command: ApproveBudget) -> Iterable[Scope[Any]]:
    """Name the unions and their budgets of the year."""
    for union in by_union(command.union, command.rows):
        yield from union_scopes((union,))
        yield BudgetYear(union, command.year)


def decide(command: ApproveBudget, world: World) -> Decision:
    """Approve every union's budget or none."""
    budgets = by_union(command.union, command.rows)
    if not command.rows:
        yield reject("budget.empty")
        return
    for union, rows in budgets.items():
        objections = first_of(
            union_stands(world, union, command.on),
            _not_yet(union, command, world),
            _approver(union, command, world),
            _rows(rows, world[Union(union)].tier),
        )
        yield from objections
        if not objections:
            yield BudgetApproved(
                command=world.command, by=command.by, occurred_on=command.on, union=union,
                year=command.year, lines=tuple(line_of(row) for row in rows),
                approved_by=command.approved_by or str(world[Union(union)].upper),
                document=command.document,
            )  # fmt: skip


def _not_yet(union: str, command: ApproveBudget, world: World) -> Iterator[Rejection]:
    if world[BudgetYear(union, command.year)].approved:
        yield reject("budget.approved_already", union=union, year=command.year)


def _approver(union: str, command: ApproveBudget, world: World) -> Iterator[Rejection]:
    if command.approved_by is None and world[Union(union)].upper is None:
        yield reject("budget.no_approver", union=union)


def _rows(rows: Sequence[BudgetRow], tier: str) -> Iterator[Rejection]:
    yield from each_once(rows)
    for row in rows:
        if row.amount_fen < 0:
            yield reject("budget.negative", row=row.row, amount=yuan(row.amount_fen))
        else:
            yield from fits(row, tier)


VERB = Verb(
    ApproveBudget,
    Title("录入批复的预算", "approve a budget"),
    (*FINANCE, "upper_union_officer"),
    scopes,
    decide,
)
