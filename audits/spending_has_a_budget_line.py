"""Nothing is spent that no budget line covers (R23 无预算支出).

Why at that position: a line that is approved afterwards did not cover what was spent before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audits._finding import Finding
from audits._rule import EXPENDITURE, TO_CHECK, Basis, Rule
from ledger.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._books import Books

RULE = Rule(
    "R23", "无预算支出", "Spending without a budget line", "E",
    (Basis(EXPENDITURE, f"第十六条{TO_CHECK}：严禁无预算支出"),),
)  # fmt: skip


def check(books: Books) -> Iterator[Finding]:
    """Report what was spent on 501 to 510 under no line approved by then, line by line."""
    for name, spent in books.lines.unbudgeted.items():
        at = tuple(p for p in dict.fromkeys(spent.at) if books.payouts.stands(p))
        if not at or spent.fen <= 0:
            continue
        yield Finding(
            RULE, "/".join(map(str, name)), name.union,
            f"{name.union} {name.year} 年度在 {name.line} 上支出 {yuan(spent.fen)} 元，"
            f"支出时没有已批准的预算项目（{len(at)} 笔）",
            f"{name.union} spent {yuan(spent.fen)} on {name.line} in {name.year} without an "
            f"approved budget line ({len(at)} entries)",
            at, spent.fen, year=name.year,
        )  # fmt: skip
