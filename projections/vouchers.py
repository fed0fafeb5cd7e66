"""Vouchers (序时账、凭证清单): the lines of every 记账凭证, in the order of their numbers.

Why: 3,000 payees under one voucher are one 记账凭证: legs on the same account and dimensions are
one line, with the number of facts behind it.
Unit: fen. A red entry stands with a minus sign on the side that it takes back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ledger.accounts import chart
from projections import _columns as c
from projections._columns import Column
from projections._totals import booked_until
from projections.postings import first_day

if TYPE_CHECKING:
    from projections._columns import Row
    from projections._query import Query
    from projections._tables import Tables

TITLE = ("序时账（凭证清单）", "Vouchers")
COLUMNS = (
    c.UNION, c.BOOKED_ON,
    Column("period", "期间", "Period"), c.VOUCHER,
    Column("line", "行号", "Line", "count"), c.SUMMARY, c.ACCOUNT, c.ACCOUNT_NAME,
    Column("dimensions", "辅助核算", "Dimensions"), c.DEBIT, c.CREDIT,
    Column("facts", "笔数", "Facts", "count"), c.BY, c.POSITION,
)  # fmt: skip
READS = ("postings", "event_log")
DIMENSIONS: Final = (
    "bank custody kind project source economic functional restriction counterparty budget".split()
)
ROWS: Final = (
    'SELECT v.*, e.summary, e."by" FROM (SELECT "union", period, voucher_type, voucher_no,'
    " min(booked_on) AS booked_on, account, red, CASE WHEN amount_fen > 0 THEN 1 ELSE 0 END AS up,"
    " {dimensions}, sum(amount_fen) AS fen, count(*) AS facts, min(position) AS position,"
    " min(line) AS line FROM {postings} WHERE {where}"
    ' GROUP BY "union", period, voucher_type, voucher_no, account, red, 8, {dimensions}) AS v'
    " JOIN {event_log} AS e ON e.ledger = ? AND e.position = v.position"
    ' ORDER BY v."union", v.period, v.voucher_type, v.voucher_no, v.position, v.line'
)


def rows(tables: Tables, query: Query) -> Iterator[Row]:
    """Yield one row a line of a voucher."""
    where = query.where().equal(union=query.union).begins(account=query.account)
    where.at_least(booked_on=first_day(query)).at_most(booked_on=booked_until(query))
    before, line = None, 0
    for row in tables.select(ROWS, where.then(query.ledger), dimensions=", ".join(DIMENSIONS)):
        union, period, kind, number, booked_on, account, red, up, *rest = row
        *dimensions, fen, facts, position, _, summary, by = rest
        line = line + 1 if row[:4] == before else 1
        before = row[:4]
        fen = int(fen)
        debit, credit = (fen, 0) if bool(up) != bool(red) else (0, -fen)
        pairs = zip(DIMENSIONS, dimensions, strict=True)
        yield (
            union, booked_on, period, f"{kind}-{number}", line, summary, account,
            chart().name(account, query.lang), " ".join(f"{n}={v}" for n, v in pairs if v),
            debit, credit, facts, by, position,
        )  # fmt: skip
