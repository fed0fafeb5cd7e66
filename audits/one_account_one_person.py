"""One payee account belongs to one person (R44 同一账号多人领取)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from audits._finding import Finding, in_order
from audits._rule import OURS, SOFTWARE, Basis, Parameter, Rule
from ledger.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._books import Books
    from audits._payouts import Paid

PERSONS = Parameter("persons_min", 2, OURS)

RULE = Rule(
    "R44", "同一账号多人领取", "One account, several payees", "W",
    (Basis(SOFTWARE, "第二十一条（二）"), Basis("实名发放要求", "收款账户应为本人账户")),
    (PERSONS,),
)  # fmt: skip


def check(books: Books) -> Iterator[Finding]:
    """Report every account through which several persons were paid."""
    accounts: dict[str, list[Paid]] = defaultdict(list)
    for paid in books.payouts.payments():
        if paid.payee is not None:
            accounts[paid.payee].append(paid)
    for account, payments in accounts.items():
        persons = in_order([books.people.one(p.person) for p in payments])
        if len(persons) < PERSONS.number:
            continue
        fen = sum(p.fen for p in payments)
        unions = tuple(dict.fromkeys(p.union for p in payments))
        years = {p.year for p in payments}
        yield Finding(
            RULE, account, unions[-1],
            f"收款账户 {account} 收到 {len(persons)} 人的款项，{len(payments)} 笔 {yuan(fen)} 元",
            f"{len(persons)} persons were paid through account {account}: "
            f"{len(payments)} payments, {yuan(fen)}",
            tuple(p.position for p in payments), fen, persons,
            year=years.pop() if len(years) == 1 else None, also=unions[:-1],
        )  # fmt: skip
