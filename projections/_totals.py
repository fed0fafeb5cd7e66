"""Totals of debits and credits: what balances, statements and budget execution are made of.

Why: totals of all time, of months, and of days for a part of a month are kept beside the postings,
so that a balance costs the same however many events there are. As known earlier, the postings
themselves are summed.
Unit: fen. A red entry (红字冲销) takes back on the side that it undoes, as a voucher shows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ledger.calendar import period_days, period_of
from projections._tables import Table

if TYPE_CHECKING:
    from projections._query import Query, Where
    from projections._tables import Tables

MONTHS: Final = Table(
    "month_totals",
    "ledger union account period opening:int budget debit_fen:int credit_fen:int",
    key="ledger union account period opening budget",
)
DAYS: Final = Table(
    "day_totals",
    "ledger booked_on union account opening:int budget debit_fen:int credit_fen:int",
    key="ledger booked_on union account opening budget",
)

ACCOUNTS: Final = Table(
    "account_totals",
    "ledger union account debit_fen:int credit_fen:int",
    key="ledger union account",
)

_ACCOUNTS: Final = (
    'SELECT "union", account, debit_fen, credit_fen FROM {account_totals}'
    ' WHERE {where} ORDER BY "union", account'
)
_MONTHS: Final = (
    "SELECT {by}, sum(debit_fen), sum(credit_fen) FROM {month_totals}"
    " WHERE {where} GROUP BY {groups} ORDER BY {groups}"
)
_DAYS: Final = (
    "SELECT {by}, sum(debit_fen), sum(credit_fen) FROM {day_totals} WHERE {where} GROUP BY {groups}"
)
_POSTINGS: Final = (
    "SELECT {by}, sum(CASE WHEN (amount_fen > 0) = (red = 0) THEN amount_fen ELSE 0 END),"
    " sum(CASE WHEN (amount_fen > 0) = (red = 0) THEN 0 ELSE -amount_fen END)"
    " FROM {postings} WHERE {where} GROUP BY {groups} ORDER BY {groups}"
)
_EXPRESSIONS: Final = {
    "union": '"union"',
    "account": "account",
    "opening": "opening",
    "budget": "budget",
    "period": "substr(booked_on, 1, 7)",
}


def booked_until(query: Query) -> date | None:
    """Return the last `booked_on` that a question is about: of its period, year and as-of date."""
    ends = [query.as_of] if query.as_of else []
    if query.period:
        ends.append(period_days(query.period)[1])
    if query.year:
        ends.append(date(query.year, 12, 31))
    return min(ends, default=None)


def totals(
    tables: Tables, query: Query, by: tuple[str, ...], *, since: str | None = None
) -> Iterator[tuple[Any, ...]]:
    """Yield (*by, debit, credit), in order, of what was booked from a period on to the end asked.

    `by`: of union, account, period, opening, budget.
    """
    until = booked_until(query)
    if query.known_at is not None:
        where = _where(query, query.where()).at_most(booked_on=until)
        since_day = None if since is None else f"{since}-01"
        return _sums(tables, _POSTINGS, where.at_least(booked_on=since_day), by, _EXPRESSIONS)
    if until is None and since is None and by == ("union", "account"):
        return tables.select(_ACCOUNTS, _where(query, query.where()))
    where = _where(query, query.where()).at_least(period=since)
    months = {**_EXPRESSIONS, "period": "period"}
    if until is None:
        return _sums(tables, _MONTHS, where, by, months)
    first, last = period_days(period_of(until))
    if until == last:
        return _sums(tables, _MONTHS, where.at_most(period=period_of(until)), by, months)
    whole = _sums(tables, _MONTHS, where.below(period=period_of(until)), by, months)
    if since is not None and period_of(until) < since:
        return whole
    days = _where(query, query.where()).at_least(booked_on=first).at_most(booked_on=until)
    return _together(whole, _sums(tables, _DAYS, days, by, _EXPRESSIONS), len(by))


def _where(query: Query, where: Where) -> Where:
    return where.equal(union=query.union).begins(account=query.account)


def _sums(
    tables: Tables, statement: str, where: Where, by: tuple[str, ...], names: dict[str, str]
) -> Iterator[tuple[Any, ...]]:
    """Run a statement; PostgreSQL's sums of whole numbers come as decimals."""
    columns = ", ".join(names[name] for name in by)
    for row in tables.select(statement, where, by=columns, groups=columns):
        yield (*row[:-2], int(row[-2]), int(row[-1]))


def _together(
    some: Iterator[tuple[Any, ...]], more: Iterator[tuple[Any, ...]], width: int
) -> Iterator[tuple[Any, ...]]:
    """Add totals of the same group."""
    sums = {row[:width]: row[width:] for row in some}
    for row in more:
        debit, credit = sums.get(row[:width], (0, 0))
        sums[row[:width]] = (debit + row[width], credit + row[width + 1])
    for group in sorted(sums):
        yield (*group, *sums[group])
