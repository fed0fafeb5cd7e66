"""Budget execution (预算执行情况表): what was approved, adjusted, spent, committed, and is left.

Why: 严禁无预算、超预算支出. What was spent is copied from the postings on the budget line; income
from those on the line's account.
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

Line = tuple[str, int, str]
Executed = dict[Line, tuple[str, int]]

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
    executed, received = _executed(tables, query)
    for key, (account, _) in executed.items():
        lines.setdefault(key, [account, 0, 0, 0])
    _place_income(lines, received, executed)
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


def _place_income(lines: dict[Line, list[Any]], received: dict[Line, int], on: Executed) -> None:
    """Count income on the line of its account: income legs name no line, for none stops them.

    Where lines of several projects share the account, the one that bears its code has it all.
    """
    for union, year, line in sorted(lines, key=lambda key: (key[2] != lines[key][0], key)):
        account = lines[union, year, line][0]
        if (union, year, account) in received:
            on[union, year, line] = (account, received.pop((union, year, account)))


def _executed(tables: Tables, query: Query) -> tuple[Executed, dict[Line, int]]:
    """Return what was spent on each line, and the income of each account, of the line's own year.

    Spent: account, and debits less credits. Income: credits less debits, by union, year, account.
    """
    spent: Executed = {}
    received: dict[Line, int] = {}
    since = None if query.year is None else f"{query.year:04d}-01"
    by = ("union", "account", "budget", "period")
    asked = replace(query, account=None)
    for union, account, line, period, debit, credit in totals(tables, asked, by, since=since):
        if line:
            key = (union, int(period[:4]), line)
            before = spent.get(key, ("", 0))[1]
            spent[key] = (account, before + debit - credit)
        elif _is_income(account):
            at = (union, int(period[:4]), account)
            received[at] = received.get(at, 0) + credit - debit
    return spent, received


def _is_income(code: str) -> bool:
    account = chart().account(code)
    return account is not None and account.element == "income"
