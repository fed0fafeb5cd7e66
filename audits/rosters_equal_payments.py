"""A paid roster, its payments and its voucher agree in number and sum (R46 名单与付款不符)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audits._finding import Finding
from audits._rosters import Sum
from audits._rule import BASIC_WORK, OURS, SOFTWARE, Basis, Parameter, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._books import Books
    from audits._rosters import Roster

TOLERANCE = Parameter("tolerance_fen", 0, OURS)

RULE = Rule(
    "R46", "名单与付款、凭证不符", "Roster, payments and voucher differ", "E",
    (Basis(BASIC_WORK, "第四十八条"), Basis(SOFTWARE, "第二十一条")), (TOLERANCE,),
)  # fmt: skip


def check(books: Books) -> Iterator[Finding]:
    """Report every roster with payments whose parts do not agree; none is taken as right."""
    for roster in books.rosters.all.values():
        if roster.order is None and not roster.paid.count:
            continue
        parts = _parts(books, roster)
        sums = [part.fen for _, _, part in parts]
        differs = max(sums) - min(sums) > TOLERANCE.number
        counts = {part.count for _, _, part in parts if part.count >= 0}
        if differs or len(counts) > 1:
            yield _finding(roster, parts)


Parts = list[tuple[str, str, Sum]]


def _parts(books: Books, roster: Roster) -> Parts:
    """Return what each paper says; a voucher does not say how many it paid (-1)."""
    none = Sum()
    parts = [
        ("花名册载明", "roster states", roster.stated or none),
        ("花名册各行", "roster rows", roster.listed),
        ("发放指令", "payment order", roster.order or none),
        ("实际发放", "payments", roster.paid),
    ]
    if roster.approved is not None:
        parts.append(("审批金额", "approved", Sum(-1, roster.approved_fen)))
    if roster.voucher is not None:
        found = books.vouchers.of(*roster.voucher)
        parts.append(("记账凭证", "voucher", Sum(-1, sum(v.debit for v in found))))
    return parts


def _finding(roster: Roster, parts: Parts) -> Finding:
    sums = [part.fen for _, _, part in parts]
    return Finding(
        RULE, f"{roster.union}/{roster.name}", roster.union,
        f"花名册 {roster.name}（人数/金额）：" + "，".join(f"{zh} {p}" for zh, _, p in parts),
        f"Roster {roster.name} (count/sum): " + ", ".join(f"{en} {p}" for _, en, p in parts),
        roster.evidence, max(sums) - min(sums), times=roster.paid.count, year=roster.year,
    )  # fmt: skip
