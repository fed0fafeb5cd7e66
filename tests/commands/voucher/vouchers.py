"""General vouchers for tests: leg by leg, as typed."""

from __future__ import annotations

from datetime import date
from typing import Any

from commands._entries import TypedLeg
from commands.voucher.post import PostVoucher
from tests.samples import ACCOUNTANT, BANK, CHAIR, SCHOOL

ON = date(2023, 6, 2)


def debit(row: int, account: str, yuan: str, **more: Any) -> TypedLeg:
    return TypedLeg(row=row, account=account, debit=yuan, **more)  # type: ignore[arg-type]


def credit(row: int, account: str, yuan: str, **more: Any) -> TypedLeg:
    return TypedLeg(row=row, account=account, credit=yuan, **more)  # type: ignore[arg-type]


def spending(yuan: str = "100.00", bank: str = BANK, line: str = "50105") -> tuple[TypedLeg, ...]:
    """Return the legs of an expense: paid from the bank, on a budget line."""
    return debit(1, line[:5], yuan, line=line), credit(2, "102", yuan, bank=bank)


def post(*rows: TypedLeg, **more: Any) -> PostVoucher:
    fields = {"union": SCHOOL, "by": ACCOUNTANT, "on": ON, "summary": "购买慰问品",
              "approved_by": CHAIR}  # fmt: skip
    return PostVoucher(rows=rows or spending(), **fields | more)
