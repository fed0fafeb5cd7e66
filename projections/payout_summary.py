"""Payouts by union and kind (慰问资金汇总表): persons, payments that stand, money, goods, average.

A person counts who has a payment that stands. Unit: fen; the average is per person, rounded to the
fen, half away from zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from projections import _columns as c
from projections._columns import Column
from projections.payouts import asked

if TYPE_CHECKING:
    from projections._columns import Row
    from projections._query import Query
    from projections._tables import Tables

TITLE = ("慰问资金汇总表", "Payouts by kind")
COLUMNS = (
    c.YEAR, c.UNION, c.KIND,
    Column("persons", "人数", "Persons", "count"),
    Column("payments", "人次", "Payments", "count"),
    Column("money", "慰问金", "Money", "amount"),
    Column("goods", "慰问品", "Goods", "amount"),
    c.AMOUNT,
    Column("average", "人均", "Average per person", "amount"),
)  # fmt: skip
READS = ("payouts",)

ROWS: Final = (
    'SELECT year, "union", kind, sum(CASE WHEN payments > 0 THEN 1 ELSE 0 END), sum(payments),'
    ' sum(money), sum(goods) FROM (SELECT year, "union", kind, person, sum(claim) AS payments,'
    " sum(CASE WHEN form = 'goods' THEN 0 ELSE amount_fen END) AS money,"
    " sum(CASE WHEN form = 'goods' THEN amount_fen ELSE 0 END) AS goods"
    ' FROM {payouts} WHERE {where} GROUP BY year, "union", kind, person) AS persons'
    ' GROUP BY year, "union", kind ORDER BY year, "union", kind'
)


def rows(tables: Tables, query: Query) -> Iterator[Row]:
    """Yield one row a year, union and kind."""
    for year, union, kind, *sums in tables.select(ROWS, asked(query)):
        persons, payments, money, goods = map(int, sums)
        amount = money + goods
        average = _share(amount, persons)
        yield year, union, kind, persons, payments, money, goods, amount, average


def _share(amount: int, persons: int) -> int | None:
    if not persons:
        return None
    share = (2 * abs(amount) + persons) // (2 * persons)
    return -share if amount < 0 else share
