"""What is spent on a budget line stays within its adjusted budget at each payment (R24 超预算支出).

Why at each payment: a budget that is raised afterwards does not heal what was overspent before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audits._finding import Finding
from audits._rule import EXPENDITURE, OURS, TO_CHECK, Basis, Parameter, Rule
from ledger.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._books import Books

TOLERANCE = Parameter("tolerance_fen", 0, OURS)

RULE = Rule(
    "R24", "超预算支出", "A budget line is overspent", "E",
    (Basis(EXPENDITURE, f"第十六条{TO_CHECK}：严禁超预算支出"),), (TOLERANCE,),
)  # fmt: skip


def check(books: Books) -> Iterator[Finding]:
    """Report every line whose spending ever exceeded what had been approved by then."""
    for name, line in books.lines.lines.items():
        if line.over <= TOLERANCE.number:
            continue
        yield Finding(
            RULE, "/".join(map(str, name)), name.union,
            f"{name.union} {name.year} 年度预算项目 {name.line} 超预算，最多超 {yuan(line.over)} 元"
            f"（累计支出 {yuan(line.paid)} 元，现预算 {yuan(line.approved)} 元）",
            f"{name.union} overspent budget line {name.line} of {name.year} by up to "
            f"{yuan(line.over)} (spent {yuan(line.paid)}, budget now {yuan(line.approved)})",
            tuple(line.at), line.over, year=name.year,
        )  # fmt: skip
