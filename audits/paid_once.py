"""Nobody is paid twice for one occasion (R43 重复发放).

Why: a payment cannot be taken back. This rule does not ask `decide`; it counts, over all unions,
rosters, sources and ids of a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audits import _kind_names as named
from audits._finding import Finding
from audits._rule import ADOPTED, EXPENDITURE, TO_CHECK, Basis, Rule
from ledger.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._books import Books

RULE = Rule(
    "R43", "重复发放", "Paid twice for one occasion", "E",
    (Basis(ADOPTED, "同一事由只发放一次"), Basis(EXPENDITURE, f"第八条{TO_CHECK}")),
    note="按人员（含已合并的编号）、类别、事由在所有工会、花名册和来源之间比对；已退回或冲销的不计",
)  # fmt: skip


def check(books: Books) -> Iterator[Finding]:
    """Report every payment after the first that stands under the same natural key."""
    for (person, kind, occasion), payments in books.paid_again().items():
        extra = payments[1:]
        fen = sum(p.fen for p in extra)
        unions = dict.fromkeys(p.union for p in payments)
        where = "、".join(f"{p.union} {p.voucher}" for p in payments)
        yield Finding(
            RULE, f"{person}/{kind}/{occasion}", extra[0].union,
            f"{person} {named.zh(kind)}（{occasion}）发放 {len(payments)} 次："
            f"{where}；重复金额 {yuan(fen)} 元",
            f"{named.en(kind)} ({occasion}) was paid {len(payments)} times to {person}: "
            f"{where.replace('、', ', ')}; {yuan(fen)} too much",
            tuple(p.position for p in payments), fen, (person,), times=len(extra),
            year=extra[0].year, also=tuple(u for u in unions if u != extra[0].union),
        )  # fmt: skip
