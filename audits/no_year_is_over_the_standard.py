"""Nobody gets more in a fiscal year than the standard allows, from all unions (R32 年度累计超标准).

Why payment by payment: the limit may change within a year; each payment is held against the one of
its own day, with all that stood before it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from audits._finding import Finding
from audits._rule import ADOPTED, EXPENDITURE, TO_CHECK, Basis, Rule
from ledger.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._books import Books
    from audits._limits import Dated
    from audits._payouts import Paid

RULE = Rule(
    "R32", "年度累计超标准发放", "A person's year over the standard", "E",
    (Basis(ADOPTED, "年度累计限额"), Basis(EXPENDITURE, f"第八条{TO_CHECK}")),
    note="限额及其文号、条款、起止日期取自启用的发放标准；同一限额组内各类别合并计算",
)  # fmt: skip


class Over(NamedTuple):
    """The payment by which a year went furthest beyond its limit; `by`: fen, or payments."""

    by: int
    total: int
    cap: int
    paid: Paid
    limit: Dated


class Tally:
    """What one person got under one cap group in a year, payment by payment."""

    def __init__(self) -> None:
        self._fen: dict[str, int] = defaultdict(int)
        self._times: dict[str, int] = defaultdict(int)
        self.fen: Over | None = None
        self.times: Over | None = None

    def add(self, paid: Paid, limit: Dated | None) -> None:
        """Count a payment, or a recovery, under its group and its kind, and hold it to its limit.

        A limit of the group counts all kinds in it, a limit of the kind that kind alone.
        """
        subjects = (f"group:{paid.group}", paid.kind)
        for subject in subjects:
            self._fen[subject] += paid.fen
            self._times[subject] += paid.fen > 0
        if limit is None or paid.fen <= 0:
            return
        subject = limit.limit.subject
        self.fen = _more(self.fen, self._fen[subject], limit.limit.year_fen, paid, limit)
        count = limit.limit.count_per_year
        self.times = _more(self.times, self._times[subject], count, paid, limit)


def _more(over: Over | None, total: int, cap: int | None, paid: Paid, limit: Dated) -> Over | None:
    if cap is None or total <= cap or (over is not None and total - cap <= over.by):
        return over
    return Over(total - cap, total, cap, paid, limit)


def check(books: Books) -> Iterator[Finding]:
    """Report every person, cap group and year whose standing payments exceed sum or number."""
    years: dict[tuple[str, str, int], list[Paid]] = defaultdict(list)
    for paid in books.payouts.standing:
        if paid.group is not None:
            years[books.people.one(paid.person), paid.group, paid.year].append(paid)
    for subject, payments in years.items():
        tally = Tally()
        for paid in payments:
            tally.add(paid, books.limits.yearly(paid, books.variant(paid)))
        if tally.fen is not None:
            yield _over_sum(subject, tally.fen, payments)
        if tally.times is not None:
            yield _over_count(subject, tally.times, payments)


def _over_sum(subject: tuple[str, str, int], over: Over, payments: list[Paid]) -> Finding:
    person, group, year = subject
    unions = len({p.union for p in payments})
    cap, total = yuan(over.cap), yuan(over.total)
    return _finding(
        subject, "", over, payments, over.by,
        f"{person} {year} 年度 {group} 累计发放 {total} 元（{unions} 家工会，"
        f"{len(payments)} 笔），超过年度标准 {cap} 元（{over.limit.basis}）",
        f"{total} paid to {person} under {group} in {year} ({len(payments)} entries "
        f"of {unions} unions); the standard is {cap} ({over.limit.basis})",
    )  # fmt: skip


def _over_count(subject: tuple[str, str, int], over: Over, payments: list[Paid]) -> Finding:
    person, group, year = subject
    return _finding(
        subject, "/count", over, payments, over.paid.fen,
        f"{person} {year} 年度 {group} 发放 {over.total} 次，"
        f"超过每年 {over.cap} 次（{over.limit.basis}）",
        f"{over.total} payments to {person} under {group} in {year}; the standard is "
        f"{over.cap} a year ({over.limit.basis})",
    )  # fmt: skip


def _finding(
    subject: tuple[str, str, int], measure: str, over: Over, payments: list[Paid], fen: int,
    zh: str, en: str,
) -> Finding:  # fmt: skip
    person, group, year = subject
    union = over.paid.union
    return Finding(
        RULE, f"{person}/{group}/{year}{measure}", union, zh, en,
        tuple(p.position for p in payments), fen, (person,), year=year,
        also=tuple(u for u in dict.fromkeys(p.union for p in payments) if u != union),
    )  # fmt: skip
