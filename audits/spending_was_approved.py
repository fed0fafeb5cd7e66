"""Spending was approved beforehand, by another hand, and where it is large by a meeting (R63).

Why thresholds are counted again: 集体领导下的主席负责制; the union's adopted policy says from what
sum on minutes are needed, and the policy in force before the approval counts.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from audits import _kind_names as named
from audits._finding import Finding, in_order
from audits._rule import EXPENDITURE, SOFTWARE, TO_CHECK, Basis, Rule
from ledger.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._approvals import Spending
    from audits._books import Books
    from audits._rosters import Roster

RULE = Rule(
    "R63", "审批缺失、越权、自批", "Approval is missing, late, or by the same hand", "E",
    (
        Basis(SOFTWARE, "第二十一条（二）"),
        Basis(EXPENDITURE, f"第十八条{TO_CHECK}：集体领导、民主管理"),
    ),
    note="集体研究的金额起点取自各工会启用的 collective_decision_above",
)  # fmt: skip

Gap = tuple[str, str, str]
"""A gap's code, and how it is told in Chinese and in English."""

UNAPPROVED: Gap = ("unapproved", "未经审批即付款", "was paid without approval")
LATE: Gap = ("late", "先付款后审批", "was approved after it was paid")
SELF: Gap = ("self", "审批人与经办人为同一人", "was approved by its maker")
REJECTED: Gap = ("rejected", "已退回的花名册仍付款", "was paid though it had been sent back")


def check(books: Books) -> Iterator[Finding]:
    """Report the gaps of rosters, of other spending, and minutes that do not reach."""
    for roster in books.rosters.all.values():
        for code, zh, en in _roster_gaps(books, roster):
            if roster.paid.count or roster.order is not None:
                yield Finding(
                    RULE, f"{roster.union}/{roster.name}/{code}", roster.union,
                    f"花名册 {roster.name}（{yuan(_fen(roster))} 元）{zh}",
                    f"Roster {roster.name} ({yuan(_fen(roster))}) {en}",
                    roster.evidence, _fen(roster), times=roster.paid.count, year=roster.year,
                )  # fmt: skip
    yield from _other_spending(books)
    yield from _exceeded(books)


def _other_spending(books: Books) -> Iterator[Finding]:
    for spending in books.approvals.standing(books.payouts.stands):
        what = spending.what.removeprefix(f"{spending.kind}/")
        on, fen = spending.on.isoformat(), yuan(spending.fen)
        for code, zh, en in _spending_gaps(books, spending):
            yield Finding(
                RULE, f"{spending.subject}/{code}", spending.union,
                f"{on} 支出{named.zh(spending.kind)} {fen} 元（{what}）{zh}",
                f"{named.en(spending.kind)} {fen} of {on} ({what}) {en}".lstrip(),
                spending.positions, spending.fen,
                in_order([books.people.one(p) for p in spending.persons]),
                times=len(spending.parts) if spending.persons else 0, year=spending.on.year,
            )  # fmt: skip


def _fen(roster: Roster) -> int:
    return roster.paid.fen or (roster.order.fen if roster.order else 0)


def _roster_gaps(books: Books, roster: Roster) -> Iterator[Gap]:
    approved, ordered = roster.approved, roster.ordered
    first = min([*roster.paid_at[:1], *([ordered.position] if ordered else [])], default=0)
    if roster.rejected is not None and roster.rejected.position < first:
        yield REJECTED
    if approved is None:
        yield UNAPPROVED
        return
    if approved.position > first or (ordered is not None and approved.on > ordered.on):
        yield LATE
    if roster.compiled is not None and approved.by == roster.compiled.by:
        yield SELF
    yield from _undecided(
        books, roster.union, approved.minutes, roster.approved_fen, approved.position
    )


def _spending_gaps(books: Books, spending: Spending) -> Iterator[Gap]:
    if spending.approved_by is None:
        yield UNAPPROVED
    elif spending.approved_by == spending.by:
        yield SELF
    minutes = spending.minutes
    if spending.outside and (spending.union, minutes) not in books.approvals.meetings:
        minutes = None  # the evidence is some other paper
    if spending.is_own:
        yield from _undecided(books, spending.union, minutes, spending.fen, spending.positions[0])


def _undecided(
    books: Books, union: str, minutes: str | None, fen: int, position: int
) -> Iterator[Gap]:
    """Tell that a large sum has no minutes, or minutes that nobody recorded by then."""
    threshold = books.approvals.threshold(union, position)
    if minutes is None:
        if threshold is not None and fen > threshold:
            limit = yuan(threshold)
            yield ("minutes", f"超过 {limit} 元，应集体研究而无会议纪要",
                   f"is above {limit} and has no minutes of a meeting")  # fmt: skip
        return
    meeting = books.approvals.meetings.get((union, minutes))
    if meeting is None or meeting.position > position:
        yield ("no_minutes", f"所依据的会议纪要 {minutes} 在审批时不存在",
               f"rests on minutes {minutes} that were not there")  # fmt: skip


def _exceeded(books: Books) -> Iterator[Finding]:
    """Report minutes under which more was approved than they decided on."""
    used: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for roster in books.rosters.all.values():
        step = roster.approved
        if step is not None and step.minutes is not None and roster.rejected is None:
            used[roster.union, step.minutes].append((step.position, roster.approved_fen))
    for spending in books.approvals.standing(books.payouts.stands):
        if spending.minutes is not None:
            used[spending.union, spending.minutes] += spending.parts
    for (union, minutes), amounts in used.items():
        meeting = books.approvals.meetings.get((union, minutes))
        fen = sum(fen for _, fen in amounts)
        if meeting is None or fen <= meeting.fen:
            continue
        yield Finding(
            RULE, f"{union}/{minutes}/exceeded", union,
            f"会议纪要 {minutes} 决定 {yuan(meeting.fen)} 元，据此审批 {yuan(fen)} 元",
            f"Minutes {minutes} decided on {yuan(meeting.fen)}; {yuan(fen)} was approved by them",
            tuple(sorted({meeting.position, *(at for at, _ in amounts)})), fen - meeting.fen,
        )  # fmt: skip
