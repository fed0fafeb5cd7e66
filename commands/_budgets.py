"""Budget lines as unions write them: their codes, and what is filled in where the form is silent.

Source: 工会预算 by account, 基本支出/项目支出, 财政拨款/工会资金; 部门预算支出经济分类 by 款.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import StrictInt, StringConstraints

from commands._accounts import account_of, in_chart
from commands._guards import first_of
from commands._listed import Project, UnionRow
from commands._words import ExpenseKind, FundSource
from ledger.events.budgets import BudgetedLine
from ledger.rejections import Rejection, reject

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LineCode = Annotated[str, StringConstraints(pattern=r"^[^\s\x00-\x1f][^\x00-\x1f]{0,99}$")]
BUDGETED: Final = ("income", "expenditure")

ECONOMIC: Final = {
    "50104": "30399", "50105": "30399", "50204": "30399", "50205": "30399", "50305": "30399",
    "50404": "30399", "50405": "30399", "50601": "30199", "50603": "30399", "507": "31099",
}  # fmt: skip
"""Economic class by account where a form gives none; others are 30299 其他商品和服务支出."""
OTHER_GOODS_AND_SERVICES: Final = "30299"


class BudgetRow(UnionRow):
    """One line of a budget form. `amount_fen`: approved, or the change in an adjustment."""

    line: LineCode | None = None
    account: str | None = None
    amount_fen: StrictInt
    expense_kind: ExpenseKind | None = None
    project: Project | None = None
    fund_source: FundSource = "union"
    economic_class: str | None = None
    functional_class: str | None = None
    note: str = ""

    def code(self) -> str | None:
        """Return the line's code: as given, else account[/project][/fiscal]."""
        if self.line is not None or self.account is None:
            return self.line
        fiscal = "fiscal" if self.fund_source == "fiscal" else None
        parts = (self.account, self.project, fiscal)
        return "/".join(part for part in parts if part)


def fits(row: BudgetRow, tier: str) -> Iterator[Rejection]:
    """The row can be a budget line: an income or expenditure account, with what it needs."""
    if row.account is None:
        yield reject("budget.no_account", row=row.row)
        return
    yield from first_of(
        in_chart(row.account, tier, row.row),
        _is_budgeted(row),
        _dimensions(row),
    )


def _is_budgeted(row: BudgetRow) -> Iterator[Rejection]:
    if account_of(str(row.account)).element not in BUDGETED:
        yield reject("budget.not_an_account", row=row.row, account=row.account)


def _dimensions(row: BudgetRow) -> Iterator[Rejection]:
    """Project money names its project, fiscal money its functional class."""
    facts: dict[str, Any] = {"row": row.row, "account": row.account}
    if row.expense_kind == "project" and row.project is None:
        yield reject("entry.dimension_missing", **facts, dimension="project")
    if row.fund_source == "fiscal" and row.functional_class is None and _is_spent(row):
        yield reject("entry.dimension_missing", **facts, dimension="functional")


def _is_spent(row: BudgetRow) -> bool:
    return "economic" in account_of(str(row.account)).dimensions


def line_of(row: BudgetRow) -> BudgetedLine:
    """Return a row that fits as a line, with kind and economic class filled in."""
    account, code = row.account, row.code()
    assert account is not None, "`fits` has let it pass"
    assert code is not None, "it comes from the account"
    return BudgetedLine(
        line=code, account=account, amount_fen=row.amount_fen, project=row.project,
        kind=row.expense_kind or usual_kind(row.project), source=row.fund_source,
        economic=row.economic_class or usual_economic(account), functional=row.functional_class,
        note=row.note,
    )  # fmt: skip


def usual_kind(project: str | None) -> str:
    """Return the kind of expenditure where a form is silent: a project's is project money."""
    return "project" if project else "basic"


def usual_economic(account: str) -> str | None:
    """Return the economic class where a form is silent; None for what is not spent."""
    if "economic" not in account_of(account).dimensions:
        return None
    return ECONOMIC.get(account[:5]) or ECONOMIC.get(account[:3]) or OTHER_GOODS_AND_SERVICES


def each_once(rows: Sequence[BudgetRow]) -> Iterator[Rejection]:
    """No line stands twice in a form."""
    first: dict[str, int | None] = {}
    for row in rows:
        code = row.code()
        if code is None:
            continue
        if code in first:
            yield reject("budget.line_twice", row=row.row, line=code, earlier=first[code])
        first.setdefault(code, row.row)
