"""Money held for others is never a union's income or expenditure (R20 代管资金入收入).

Why the words of a summary are an error in plain income and a suspicion elsewhere: a union may get a
subsidy for mutual aid, or pay its members' premium itself (50305); nobody may keep a premium.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from audits._custody import WORDS
from audits._finding import Finding
from audits._rule import ACCOUNTING_SYSTEM, OURS, Basis, Parameter, Rule
from ledger.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._books import Books
    from audits._custody import Misbooked

KEYWORDS = Parameter("keywords", WORDS, OURS)
PLAIN_INCOME: Final = ("401", "402", "408")

RULE = Rule(
    "R20", "代管资金列入收入、支出", "Custody money booked as income or expenditure", "E",
    (Basis(ACCOUNTING_SYSTEM, "221 代管经费：不属于工会收入的资金"),), (KEYWORDS,),
    note="仅凭摘要关键词命中支出或补助收入科目的为疑点（W）",
)  # fmt: skip


def check(books: Books) -> Iterator[Finding]:
    """Report legs on 4xx and 5xx that are custody money, or that a summary calls so."""
    groups: dict[tuple[str, int, str, bool], list[Misbooked]] = defaultdict(list)
    for leg in books.custody.misbooked:
        if books.payouts.stands(leg.position):
            groups[leg.union, leg.year, leg.account, _is_error(leg)].append(leg)
    for (union, year, account, error), legs in groups.items():
        fen = sum(leg.fen for leg in legs)
        said = next((f"（摘要“{leg.said}”）" for leg in legs if leg.said), "")
        side = "收入" if account[0] == "4" else "支出"
        yield Finding(
            RULE, f"{union}/{year}/{account}/{'sure' if error else 'words'}", union,
            f"代管资金列入{side}科目 {account}，{len(legs)} 笔，{yuan(abs(fen))} 元{said}",
            f"Custody money on account {account}: {len(legs)} entries, {yuan(abs(fen))}",
            tuple(dict.fromkeys(leg.position for leg in legs)), abs(fen), year=year,
            severity=None if error else "W",
        )  # fmt: skip


def _is_error(leg: Misbooked) -> bool:
    return leg.sure or leg.account[:3] in PLAIN_INCOME
