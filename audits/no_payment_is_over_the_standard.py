"""No payment exceeds the standard in force on its day (R31 单次超标准)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audits import _kind_names as named
from audits._finding import Finding
from audits._rule import ADOPTED, EXPENDITURE, TO_CHECK, Basis, Rule
from ledger.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._books import Books
    from audits._limits import Dated
    from audits._payouts import Paid

RULE = Rule(
    "R31", "单次超标准发放", "A payment over the standard", "E",
    (Basis(ADOPTED, "各类别单次限额"), Basis(EXPENDITURE, f"第八条{TO_CHECK}")),
    note="限额及其文号、条款、起止日期取自启用的发放标准；按发生日适用",
)  # fmt: skip


def check(books: Books) -> Iterator[Finding]:
    """Report every standing payment above its limit; money and goods count together."""
    for paid in books.payouts.payments():
        limit = books.limits.each(paid, books.variant(paid))
        if limit is not None and limit.limit.each_fen is not None:
            over = paid.fen - limit.limit.each_fen
            if over > 0:
                yield _finding(books, paid, limit, over)


def _finding(books: Books, paid: Paid, limit: Dated, over: int) -> Finding:
    """A payment without a roster row does not tell its variant: it may have had a higher limit."""
    most = books.limits.most_generous(paid) if paid.roster is None else None
    doubtful = most is not None and (most.limit.each_fen is None or paid.fen <= most.limit.each_fen)
    person = books.people.one(paid.person)
    cap = yuan(limit.limit.each_fen or 0)
    unless = "；如为特殊情形（如手术）则未超" if doubtful else ""
    unless_en = "; within a special case, such as surgery" if doubtful else ""
    return Finding(
        RULE, f"{paid.union}/{person}/{paid.key}/{paid.position}", paid.union,
        f"{person} {named.zh(paid.kind)}（{paid.occasion}）发放 {yuan(paid.fen)} 元，"
        f"超过单次标准 {cap} 元（{limit.basis}）{unless}",
        f"{named.en(paid.kind)} ({paid.occasion}): {yuan(paid.fen)} paid to {person}, "
        f"the standard is {cap} ({limit.basis}){unless_en}",
        (paid.position,), over, (person,), year=paid.year,
        severity="W" if doubtful else None,
    )  # fmt: skip
