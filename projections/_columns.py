"""The columns of a report: names for programs, titles for people, and how a value is written.

A row is a tuple of plain values in the order of the columns; amounts are whole fen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from ledger.money import yuan

Row = tuple[Any, ...]
Kind = Literal[
    "text", "code", "union", "account", "person", "amount", "count", "rate", "date", "flag"
]  # fmt: skip
"""What a column holds. amount: fen; rate: ten-thousandths or None; flag: 0 or 1.

code: a word of the program's own, such as a payout kind; people read it in their language.
"""


class Column(NamedTuple):
    """One column of a report."""

    name: str
    zh: str
    en: str
    kind: Kind = "text"

    def written(self, value: Any) -> Any:
        """Return a value as JSON and CSV have it: amounts in yuan, rates as decimals, as text."""
        if value is None or value == "":
            return None
        if self.kind == "amount":
            return yuan(value)
        if self.kind == "rate":
            return f"{'-' if value < 0 else ''}{abs(value) // 10_000}.{abs(value) % 10_000:04d}"
        return bool(value) if self.kind == "flag" else value


def as_record(columns: Sequence[Column], row: Row) -> dict[str, Any]:
    """Return a row as JSON has it."""
    return {c.name: c.written(value) for c, value in zip(columns, row, strict=True)}


def rate(part: int, whole: int) -> int | None:
    """Return part/whole in ten-thousandths, half away from zero; None where there is no whole."""
    if whole <= 0:
        return None
    rounded = (abs(part) * 20_000 + whole) // (2 * whole)
    return -rounded if part < 0 else rounded


# Columns that many reports have.
POSITION = Column("position", "序号", "Position", "count")
UNION = Column("union", "工会", "Union", "union")
ACCOUNT = Column("account", "科目编号", "Account", "account")
ACCOUNT_NAME = Column("account_name", "科目名称", "Account name")
DEBIT = Column("debit", "借方", "Debit", "amount")
CREDIT = Column("credit", "贷方", "Credit", "amount")
BALANCE = Column("balance", "余额", "Balance", "amount")
AMOUNT = Column("amount", "金额", "Amount", "amount")
KIND = Column("kind", "类别", "Kind", "code")
PERSON = Column("person", "人员", "Person", "person")
YEAR = Column("year", "年度", "Year")
BOOKED_ON = Column("booked_on", "记账日期", "Booked on", "date")
VOUCHER = Column("voucher", "凭证字号", "Voucher")
SUMMARY = Column("summary", "摘要", "Summary")
BY = Column("by", "经办", "By")
