"""Trial balance (科目余额表): opening, this period, this year, closing, by account and its parents.

Asked without a period it covers the whole time; with a year, that year; with a month, that month.
Opening balances (期初余额) loaded within the year count as the year's opening, not as turnover.
Unit: fen; opening and closing balances stand on the debit or the credit side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger.accounts import chart
from projections import _columns as c
from projections._columns import Column
from projections._totals import totals

if TYPE_CHECKING:
    from projections._columns import Row
    from projections._query import Query
    from projections._tables import Tables

TITLE = ("科目余额表", "Trial balance")
COLUMNS = (
    c.UNION, c.ACCOUNT, c.ACCOUNT_NAME,
    Column("level", "级次", "Level", "count"),
    Column("year_opening_debit", "年初余额借方", "Year opening debit", "amount"),
    Column("year_opening_credit", "年初余额贷方", "Year opening credit", "amount"),
    Column("opening_debit", "期初余额借方", "Opening debit", "amount"),
    Column("opening_credit", "期初余额贷方", "Opening credit", "amount"),
    Column("period_debit", "本期发生额借方", "Period debit", "amount"),
    Column("period_credit", "本期发生额贷方", "Period credit", "amount"),
    Column("year_debit", "本年累计借方", "Year debit", "amount"),
    Column("year_credit", "本年累计贷方", "Year credit", "amount"),
    Column("closing_debit", "期末余额借方", "Closing debit", "amount"),
    Column("closing_credit", "期末余额贷方", "Closing credit", "amount"),
)  # fmt: skip
READS = ("postings",)


@dataclass(slots=True)
class _Line:
    year_opening: int = 0
    opening: int = 0
    period_debit: int = 0
    period_credit: int = 0
    year_debit: int = 0
    year_credit: int = 0

    def add(self, when: str, debit: int, credit: int) -> None:
        """Add what was booked before the year, before the period, or in it."""
        if when == "before":
            self.year_opening += debit - credit
        else:
            self.year_debit += debit
            self.year_credit += credit
        if when == "now":
            self.period_debit += debit
            self.period_credit += credit
        else:
            self.opening += debit - credit

    def amounts(self) -> tuple[int, ...]:
        """Return the ten columns."""
        closing = self.year_opening + self.year_debit - self.year_credit
        return (
            *_sides(self.year_opening), *_sides(self.opening),
            self.period_debit, self.period_credit, self.year_debit, self.year_credit,
            *_sides(closing),
        )  # fmt: skip


def rows(tables: Tables, query: Query) -> Iterator[Row]:
    """Yield one row a union and account, an account before its details."""
    year = query.period[:4] if query.period else f"{query.year:04d}" if query.year else ""
    first = query.period or (f"{year}-01" if year else "")
    lines: dict[tuple[str, str], _Line] = {}
    by = ("union", "account", "period", "opening")
    for union, account, period, opening, debit, credit in totals(tables, query, by):
        when = "before" if opening or period[:4] < year else "earlier" if period < first else "now"
        for code in _with_parents(account):
            lines.setdefault((union, code), _Line()).add(when, debit, credit)
    for union, account in sorted(lines):
        level = (len(account) - 1) // 2
        name = chart().name(account, query.lang)
        yield (union, account, name, level, *lines[union, account].amounts())


def _with_parents(account: str) -> list[str]:
    """Return the codes above an account, three digits first, and its own."""
    return [*(account[:length] for length in range(3, len(account), 2)), account]


def _sides(balance: int) -> tuple[int, int]:
    return (balance, 0) if balance >= 0 else (0, -balance)
