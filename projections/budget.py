"""Budget execution (预算执行情况表): what was approved, adjusted, spent, committed, and is left.

Why: 严禁无预算、超预算支出. What was spent is copied from the postings on the budget line.
Unit: fen. available = adjusted - executed - committed; execution rate = executed / adjusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ledger.accounts import chart
from ledger.events.budgets import BudgetApproved
from projections import _columns as c
from projections._columns import Column, rate
from projections._tables import Table
from projections._totals import totals

if TYPE_CHECKING:
    from projections import Recorded
    from projections._columns import Row
    from projections._query import Query
    from projections._tables import Tables

TITLE = ("预算执行情况表", "Budget execution")
COLUMNS = (
    c.UNION, c.YEAR, c.ACCOUNT, c.ACCOUNT_NAME,
    Column("line", "预算项目", "Budget line"),
    Column("original", "年初预算", "Original", "amount"),
    Column("adjustment", "预算调整", "Adjustment", "amount"),
    Column("adjusted", "调整后预算", "Adjusted", "amount"),
    Column("executed", "累计执行", "Executed", "amount"),
    Column("committed", "已承诺", "Committed", "amount"),
    Column("available", "可用", "Available", "amount"),
    Column("execution_rate", "执行率", "Execution rate", "rate"),
)  # fmt: skip
READS = ("postings",)
FOLD = 1
MOVES: Final = Table(
    "budget_moves",
    "ledger position:int item:int union year:int line account moved_on"
    " original_fen:int adjustment_fen:int committed_fen:int",
    key="ledger position item",
)
TABLES = (MOVES,)
ROWS: Final = (
    'SELECT "union", year, line, max(account), sum(original_fen), sum(adjustment_fen),'
    ' sum(committed_fen) FROM {budget_moves} WHERE {where} GROUP BY "union", year, line'
)


def apply(events: Sequence[Recorded], tables: Tables) -> None:
    """Note what each fact approves and commits."""
    moves: list[tuple[Any, ...]] = []
    for position, _, event in events:
        changes = event.budget_changes()
        if not changes:
            continue
        approved_first = isinstance(event, BudgetApproved)
        moved_on = getattr(event, "booked_on", event.occurred_on).isoformat()
        for item, (line, approved, committed) in enumerate(changes, 1):
            union, year, code = line.removeprefix("budget:").split("/", 2)
            shape = event.describes(line)
            moves.append(
                (
                    tables.ledger, position, item, union, int(year), code,
                    "" if shape is None else shape[0], moved_on,
                    approved if approved_first else 0, 0 if approved_first else approved,
                    committed,
                )
            )  # fmt: skip
    tables.insert(MOVES, moves)


def rows(tables: Tables, query: Query) -> Iterator[Row]:
    """Yield one row a line, by union, year and line; a line that was only spent on, too."""
    until = _until(query)
    where = query.where().equal(union=query.union, year=query.year).at_most(moved_on=until)
    lines = {row[:3]: [row[3], *map(int, row[4:])] for row in tables.select(ROWS, where)}
    executed = _executed(tables, query)
    for key, (account, _) in executed.items():
        lines.setdefault(key, [account, 0, 0, 0])
    for key in sorted(lines):
        union, year, line = key
        account, original, adjustment, committed = lines[key]
        posted, spent = executed.get(key, ("", 0))
        account = account or posted
        if query.account and not account.startswith(query.account):
            continue
        adjusted = original + adjustment
        yield (
            union, year, account, chart().name(account, query.lang), line, original, adjustment,
            adjusted, spent, committed, adjusted - spent - committed, rate(spent, adjusted),
        )  # fmt: skip


def _until(query: Query) -> date | str | None:
    """Return the last day asked about: what belongs to a year was mostly decided before it."""
    return f"{query.period}-31" if query.period and query.as_of is None else query.as_of


def _executed(tables: Tables, query: Query) -> dict[tuple[str, int, str], tuple[str, int]]:
    """Return account and fen spent on each line: debits less credits, of the line's own year."""
    spent: dict[tuple[str, int, str], tuple[str, int]] = {}
    since = None if query.year is None else f"{query.year:04d}-01"
    by = ("union", "account", "budget", "period")
    asked = replace(query, account=None)
    for union, account, line, period, debit, credit in totals(tables, asked, by, since=since):
        if line:
            key = (union, int(period[:4]), line)
            before = spent.get(key, ("", 0))[1]
            spent[key] = (account, before + debit - credit)
    return spent
