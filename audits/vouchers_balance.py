"""Every voucher's debits equal its credits, union by union (R01 凭证借贷不平)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audits._finding import Finding
from audits._rule import ACCOUNTING_SYSTEM, Basis, Rule
from ledger.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._books import Books

RULE = Rule(
    "R01", "凭证借贷不平", "A voucher does not balance", "E",
    (Basis(ACCOUNTING_SYSTEM, "第十条"),),
)  # fmt: skip


def check(books: Books) -> Iterator[Finding]:
    """Report every voucher whose legs do not sum to zero in the books of some union."""
    for series, no, voucher in books.vouchers.each():
        for union, fen in sorted(voucher.off.items()):
            if fen:
                name = series.name(no)
                excess_zh = "借方多" if fen > 0 else "贷方多"
                excess = "debits exceed credits" if fen > 0 else "credits exceed debits"
                yield Finding(
                    RULE, f"{name}/{union}/{voucher.at[0]}", union,
                    f"凭证 {name} 借贷不平，{excess_zh} {yuan(abs(fen))} 元",
                    f"Voucher {name} does not balance: {excess} by {yuan(abs(fen))}",
                    tuple(voucher.odd), abs(fen), year=voucher.booked_on.year,
                )  # fmt: skip
