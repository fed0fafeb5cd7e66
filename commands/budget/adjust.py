"""预算调整: raise, lower or add lines of an approved budget, by the procedure of the original.

Why: in principle once a year; a further adjustment says why, and the audit looks at it.
Unit: fen.
Rejects: for each union and row, in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import StrictInt, model_validator

from commands._budgets import BudgetRow, each_once, fits, line_of
from commands._guards import first_of
from commands._listed import Text, UnionRows, by_union, union_scopes, union_stands
from commands._verb import FINANCE, Decision, Id, Title, Verb, arg
from ledger.events.budgets import BudgetAdjusted, BudgetedLine
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.budget_year import BudgetYear
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ledger.scopes._scope import Scope
    from ledger.scopes.budget_line import State as LineState
    from ledger.world import World


class ChangeRow(BudgetRow):
    """One line of an adjustment form; a line that does not change may stand there too."""

    amount_fen: StrictInt = 0
    adjustment_fen: StrictInt | None = None

    @model_validator(mode="before")
    @classmethod
    def _change(cls, values: Any) -> Any:
        if isinstance(values, dict) and values.get("adjustment_fen") is not None:
            return {**values, "amount_fen": values["adjustment_fen"]}
        return values


class AdjustBudget(UnionRows):
    """Approved budgets change. Rows name a line by its code, or a new one by its account."""

    union: Id | None = arg("工会", "the union, unless every row names its own", default=None)
    year: int = arg("年度", "the fiscal year", ge=2022, le=9999)
    document: Text = arg("批复文号", "number of the approval")
    approved_by: Text | None = arg(
        "批复单位", "who approved; the upper union if left out", default=None
    )
    reason: str = arg("调整原因", "why; needed from the second one in a year", default="")
    rows: tuple[ChangeRow, ...] = arg("预算调整表", "the changes of the lines", default=())


def scopes(command: AdjustBudget) -> Iterable[Scope[Any]]:
    """Name the unions, their budgets of the year and the lines."""
    for union, rows in by_union(command.union, command.rows).items():
        yield from union_scopes((union,))
        yield BudgetYear(union, command.year)
        codes = (row.code() for row in rows)
        yield from (BudgetLine(union, command.year, code) for code in codes if code)


def decide(command: AdjustBudget, world: World) -> Decision:
    """Adjust every union's budget or none."""
    if not command.rows:
        yield reject("budget.empty")
        return
    for union, listed in by_union(command.union, command.rows).items():
        rows = [row for row in listed if row.amount_fen]
        objections = first_of(
            union_stands(world, union, command.on),
            _approved(union, command, world),
            _approver(union, command, world),
            _rows(union, rows, command, world),
        )
        yield from objections
        if not objections:
            yield BudgetAdjusted(
                command=world.command, by=command.by, occurred_on=command.on, union=union,
                year=command.year, reason=command.reason, document=command.document,
                lines=tuple(_line(row, _state(union, row, command, world)) for row in rows),
                approved_by=command.approved_by or str(world[Union(union)].upper),
            )  # fmt: skip


def _state(union: str, row: BudgetRow, command: AdjustBudget, world: World) -> LineState:
    return world[BudgetLine(union, command.year, str(row.code()))]


def _approved(union: str, command: AdjustBudget, world: World) -> Iterator[Rejection]:
    state = world[BudgetYear(union, command.year)]
    if not state.approved:
        yield reject("budget.not_approved", union=union, year=command.year)
    elif state.adjustments and not command.reason:
        yield reject(
            "budget.reason_missing", union=union, year=command.year, before=state.adjustments
        )


def _approver(union: str, command: AdjustBudget, world: World) -> Iterator[Rejection]:
    if command.approved_by is None and world[Union(union)].upper is None:
        yield reject("budget.no_approver", union=union)


def _rows(
    union: str, rows: Sequence[BudgetRow], command: AdjustBudget, world: World
) -> Iterator[Rejection]:
    if not rows:
        yield reject("budget.no_change", union=union)
    yield from each_once(rows)
    for row in rows:
        if row.code() is None:
            yield reject("budget.no_account", row=row.row)
        else:
            line = _state(union, row, command, world)
            known = _agrees(row, line) if line.exists else fits(row, world[Union(union)].tier)
            yield from first_of(known, _not_below_spent(row, line))


def _agrees(row: BudgetRow, line: LineState) -> Iterator[Rejection]:
    """What a row says of a line that exists is what the line is."""
    said = {"account": row.account, "kind": row.expense_kind, "project": row.project,
            "economic": row.economic_class, "functional": row.functional_class}  # fmt: skip
    for name, value in said.items():
        if value is not None and value != getattr(line, name):
            yield reject(
                "budget.line_differs", row=row.row, line=row.code(), dimension=name,
                said=value, approved=getattr(line, name),
            )  # fmt: skip
            return


def _not_below_spent(row: BudgetRow, line: LineState) -> Iterator[Rejection]:
    if line.approved + row.amount_fen < line.paid + line.committed or (
        line.approved + row.amount_fen < 0
    ):
        yield reject(
            "budget.below_spent", row=row.row, line=row.code(), approved=yuan(line.approved),
            change=yuan(row.amount_fen), spent=yuan(line.paid + line.committed),
        )  # fmt: skip


def _line(row: BudgetRow, line: LineState) -> BudgetedLine:
    """Return the change with the line's own dimensions where it exists already."""
    if not line.exists:
        return line_of(row)
    return BudgetedLine(
        line=str(row.code()), account=line.account, amount_fen=row.amount_fen, kind=line.kind,
        project=line.project, source=line.source, economic=line.economic,
        functional=line.functional, note=row.note,
    )  # fmt: skip


VERB = Verb(
    AdjustBudget,
    Title("录入预算调整", "adjust a budget"),
    (*FINANCE, "upper_union_officer"),
    scopes,
    decide,
)
