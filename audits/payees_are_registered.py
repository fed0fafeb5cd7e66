"""Whoever is paid stands in the real-name registry of members (R48 领款人不在会员库).

Why a suspicion and no error: fewer than half of a district's members may be in the registry yet.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from audits import _kind_names as named
from audits._finding import Finding, in_order
from audits._rule import EXPENDITURE, OURS, TO_CHECK, Basis, Parameter, Rule
from ledger.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._books import Books
    from audits._payouts import Paid

OPEN_TO_ALL = Parameter(
    "kinds_open_to_non_members",
    ("warmth", "disaster", "frontline", "summer_cooling", "hardship_living", "hardship_medical",
     "hardship_education", "study_aid"),
    OURS,
)  # fmt: skip

RULE = Rule(
    "R48", "领款人不在会员实名库", "Payees who are not in the member registry", "W",
    (Basis("会员实名制管理要求", "实名发放"), Basis(EXPENDITURE, f"第八条{TO_CHECK}")),
    (OPEN_TO_ALL,),
    note="面向非会员职工的类别为提示（I）；附会员实名制覆盖率供参考",
)  # fmt: skip


class Group(NamedTuple):
    """What is told together: a roster, or a union's payments of a kind in a year."""

    union: str
    roster: str | None
    kind: str
    year: int

    @property
    def subject(self) -> str:
        """Return what the finding is about."""
        return f"{self.union}/{self.roster or f'{self.year}/{self.kind}'}"


def check(books: Books) -> Iterator[Finding]:
    """Report, roster by roster, the payees whom the registry does not know."""
    groups: dict[Group, list[Paid]] = defaultdict(list)
    for paid in books.payouts.payments():
        groups[Group(paid.union, paid.roster, paid.kind, paid.year)].append(paid)
    for group, payments in groups.items():
        registered = books.people.registered
        missing = [p for p in payments if books.people.one(p.person) not in registered]
        if missing:
            yield _finding(books, group, missing, len(payments))


def _finding(books: Books, group: Group, missing: list[Paid], of: int) -> Finding:
    persons = in_order([books.people.one(p.person) for p in missing])
    strangers = sum(1 for p in persons if p not in books.people.members)
    coverage = books.people.coverage(group.union)
    fen = sum(p.fen for p in missing)
    what = f"花名册 {group.roster}" if group.roster else f"{group.year} 年度{named.zh(group.kind)}"
    what_en = (
        f"roster {group.roster}" if group.roster else f"{named.en(group.kind)} in {group.year}"
    )
    return Finding(
        RULE, group.subject, group.union,
        f"{what}：{of} 人次中 {len(missing)} 人次不在会员实名库（其中 {strangers} 人不是会员），"
        f"{yuan(fen)} 元；该会会员 {coverage.members} 人，实名覆盖率 {coverage.percent}",
        f"{what_en}: {len(missing)} of {of} payees are not in the registry ({strangers} are no "
        f"members), {yuan(fen)}; the union has {coverage.members} members, {coverage.percent} "
        "of them registered",
        tuple(p.position for p in missing), fen, persons, times=len(missing), year=group.year,
        severity="I" if group.kind in OPEN_TO_ALL.words else None,
    )  # fmt: skip
