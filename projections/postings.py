"""Postings (明细账): every leg that was ever booked, as it stands in its event.

Why: the centre of all reports. Legs are copied and never derived, so that no later mending of code
or data rewrites posted books; what was booked or known at any time is a query over these rows.
Unit: fen; a debit is positive, a credit negative; `red` marks the legs of a red entry (红字冲销).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from ledger.accounts import chart
from ledger.entry import Leg
from ledger.events import Posted
from ledger.events.corrections import EntryReversed
from ledger.events.opening import OpeningLoaded
from projections import _columns as c
from projections._columns import Column
from projections._tables import Table
from projections._totals import ACCOUNTS, DAYS, MONTHS, booked_until

if TYPE_CHECKING:
    from projections import Recorded
    from projections._columns import Row
    from projections._query import Query
    from projections._tables import Tables

TITLE = ("明细账", "Postings")
COLUMNS = (
    c.UNION, c.BOOKED_ON, c.VOUCHER,
    Column("entry", "分录号", "Entry", "count"), c.ACCOUNT, c.ACCOUNT_NAME, c.DEBIT, c.CREDIT,
    Column("bank", "账户", "Bank account"),
    Column("custody", "代管项目", "Custody project"),
    Column("basic_or_project", "基本/项目", "Basic or project", "code"),
    Column("project", "项目", "Project"),
    Column("source", "资金来源", "Source of funds", "code"),
    Column("economic", "经济分类", "Economic class"),
    Column("functional", "功能分类", "Functional class"),
    Column("restriction", "专项", "Restriction", "code"),
    Column("counterparty", "往来单位", "Counterparty"),
    Column("budget", "预算项目", "Budget line"),
    Column("occurred_on", "业务日期", "Occurred on", "date"),
    c.POSITION,
    Column("line", "行号", "Line", "count"),
)  # fmt: skip
FOLD = 1
POSTINGS: Final = Table(
    "postings",
    "ledger position:int line:int union account amount_fen:int bank custody kind project"
    " source economic functional restriction counterparty budget"
    " booked_on occurred_on voucher_type period voucher_no:int entry:int red:int opening:int",
    key="ledger position line",
    indexes=("ledger union booked_on",),
)
TABLES = (POSTINGS, ACCOUNTS, MONTHS, DAYS)
assert POSTINGS.columns.split()[3:16] == [
    "union", "account", "amount_fen:int", *Leg.__struct_fields__[3:],
], "legs are copied, field by field"  # fmt: skip

ROWS: Final = (
    'SELECT "union", booked_on, voucher_type, voucher_no, entry, account, amount_fen, red,'
    " bank, custody, kind, project, source, economic, functional, restriction, counterparty,"
    " budget, occurred_on, position, line FROM {postings} WHERE {where}"
    ' ORDER BY "union", booked_on, position, line'
)

_Sums = dict[tuple[Any, ...], list[int]]


def apply(events: Sequence[Recorded], tables: Tables) -> None:
    """Copy the legs, and add them to the totals of their day and month."""
    ledger = tables.ledger
    rows: list[tuple[Any, ...]] = []
    days: _Sums = {}
    for position, _, event in events:
        if not isinstance(event, Posted):
            continue
        booked_on = event.booked_on.isoformat()
        red = isinstance(event, EntryReversed)
        opening = int(isinstance(event, OpeningLoaded))
        voucher = event.voucher
        dated = (
            booked_on, event.occurred_on.isoformat(),
            voucher.type, voucher.period, voucher.no, voucher.entry, int(red), opening,
        )  # fmt: skip
        for line, leg in enumerate(event.legs, 1):
            rows.append((ledger, position, line, *_copied(leg), *dated))
            fen = leg.fen
            key = (booked_on, leg.union, leg.account, opening, leg.budget or "")
            sums = days.get(key)
            if sums is None:
                sums = days[key] = [0, 0]
            if (fen > 0) != red:
                sums[0] += fen
            else:
                sums[1] -= fen
    tables.insert(POSTINGS, rows)
    tables.add(DAYS, [(ledger, *key, *sums) for key, sums in days.items()])
    months = _sums(days, lambda day: (day[1], day[2], day[0][:7], day[3], day[4]))
    tables.add(MONTHS, [(ledger, *key, *sums) for key, sums in months.items()])
    accounts = _sums(months, lambda month: month[:2])
    tables.add(ACCOUNTS, [(ledger, *key, *sums) for key, sums in accounts.items()])


def _copied(leg: Leg) -> tuple[Any, ...]:
    """Return a leg's fields; written out, which takes half the time of a loop over them."""
    return (
        leg.union, leg.account, leg.fen, leg.bank or "", leg.custody or "", leg.kind or "",
        leg.project or "", leg.source or "", leg.economic or "", leg.functional or "",
        leg.restriction or "", leg.counterparty or "", leg.budget or "",
    )  # fmt: skip


def _sums(some: _Sums, wider: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> _Sums:
    """Add up sums under wider keys."""
    found: _Sums = {}
    for key, (debit, credit) in some.items():
        sums = found.setdefault(wider(key), [0, 0])
        sums[0] += debit
        sums[1] += credit
    return found


def rows(tables: Tables, query: Query) -> Iterator[Row]:
    """Yield one row a leg, by union, day and position."""
    where = query.where().equal(union=query.union).begins(account=query.account)
    where.at_most(booked_on=booked_until(query))
    where.at_least(booked_on=first_day(query))
    name = chart().name
    for row in tables.select(ROWS, where):
        union, booked_on, kind, number, entry, account, fen, red, *rest = row
        debit, credit = (fen, 0) if (fen > 0) == (red == 0) else (0, -fen)
        named = name(account, query.lang)
        yield (
            union, booked_on, f"{kind}-{number}", entry, account, named, debit, credit, *rest
        )  # fmt: skip


def first_day(query: Query) -> str | None:
    """Return the first day of the period or year asked for."""
    if query.period:
        return f"{query.period}-01"
    return None if query.year is None else f"{query.year:04d}-01-01"
