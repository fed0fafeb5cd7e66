"""Nobody gets more in a fiscal year than the standard allows, from all unions (R32 年度累计超标准).

Why payment by payment: the limit may change within a year; each payment is held against the one of
its own day, with all that stood before it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from audits._finding import Finding
from audits._rule import ADOPTED, EXPENDITURE, Basis, Rule
from ledger.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._books import Books
    from audits._limits import Dated
    from audits._payouts import Paid

RULE = Rule(
    "R32", "年度累计超标准发放", "A person's year over the standard", "E",
    (Basis(ADOPTED, "年度累计限额"), Basis(EXPENDITURE, "第八条")),
    note="限额及其文号、条款、起止日期取自启用的发放标准；同一限额组内各类别合并计算",
)  # fmt: skip


class Over(NamedTuple):
    """The payment by which a year went furthest beyond its limit."""

    fen: int
    total: int
    paid: Paid
    limit: Dated


def check(books: Books) -> Iterator[Finding]:
    """Report every person, cap group and year whose standing payments exceed the limit."""
    years: dict[tuple[str, str, int], list[Paid]] = defaultdict(list)
    for paid in books.payouts.standing:
        if paid.group is not None:
            years[books.people.one(paid.person), paid.group, paid.year].append(paid)
    for (person, group, year), payments in years.items():
        over = _most(books, payments)
        if over is not None:
            yield _finding(person, group, year, over, payments)


def _most(books: Books, payments: list[Paid]) -> Over | None:
    total, most = 0, None
    for paid in payments:
        total += paid.fen
        limit = books.limits.yearly(paid, books.variant(paid)) if paid.fen > 0 else None
        if limit is None or limit.limit.year_fen is None:
            continue
        fen = total - limit.limit.year_fen
        if fen > 0 and (most is None or fen > most.fen):
            most = Over(fen, total, paid, limit)
    return most


def _finding(person: str, group: str, year: int, over: Over, payments: list[Paid]) -> Finding:
    unions = dict.fromkeys(p.union for p in payments)
    cap = yuan(over.limit.limit.year_fen or 0)
    return Finding(
        RULE, f"{person}/{group}/{year}", over.paid.union,
        f"{year} 年度 {group} 累计发放 {yuan(over.total)} 元（{len(unions)} 家工会，"
        f"{len(payments)} 笔），超过年度标准 {cap} 元（{over.limit.basis}）",
        f"{yuan(over.total)} paid to one person under {group} in {year} ({len(payments)} entries "
        f"of {len(unions)} unions); the standard is {cap} ({over.limit.basis})",
        tuple(p.position for p in payments), over.fen, (person,), year=year,
        also=tuple(u for u in unions if u != over.paid.union),
    )  # fmt: skip
