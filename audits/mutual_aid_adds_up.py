"""Mutual-aid money adds up: held is owed, premiums match persons, benefits what came (R57)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from audits._finding import Finding
from audits._rule import ACCOUNTING_SYSTEM, OURS, Basis, Parameter, Rule
from ledger.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._books import Books
    from audits._custody import Held, Project

TOLERANCE = Parameter("tolerance_fen", 0, OURS)

RULE = Rule(
    "R57", "互助（代管）资金不平", "Mutual-aid custody money does not add up", "E",
    (Basis(ACCOUNTING_SYSTEM, "221 代管经费"),), (TOLERANCE,),
)  # fmt: skip


def check(books: Books) -> Iterator[Finding]:
    """Report custody projects, premiums, enrolments and benefits that do not add up."""
    for project, held in books.custody.projects.items():
        yield from _held(project, held)
    for union, legs in books.custody.nameless.items():
        fen = sum(fen for _, fen in legs)
        if any(books.payouts.stands(p) for p, _ in legs):
            yield _of(
                union, "", "nameless", f"221 代管经费有 {len(legs)} 笔未注明代管项目",
                f"{len(legs)} entries on 221 name no custody project",
                [p for p, _ in legs], abs(fen),
            )  # fmt: skip
    yield from _premiums(books)
    yield from _enrolments(books)
    yield from _benefits(books)


def _of(
    union: str, project: str, gap: str, zh: str, en: str, positions: list[int], fen: int
) -> Finding:
    place = f"{union} 代管项目 {project}：" if project else f"{union}："
    place_en = f"{union}, custody project {project}: " if project else f"{union}: "
    return Finding(
        RULE, f"{union}/{project}/{gap}", union, place + zh, place_en + en, tuple(positions), fen
    )


def _held(project: Project, held: Held) -> Iterator[Finding]:
    """What is held in money is what is owed on 221; nothing lies anywhere else."""
    off = held.money + held.owed + held.other
    if abs(off) > TOLERANCE.number:
        yield _of(
            *project, "balance",
            f"收入 {yuan(held.received)} − 支出 {yuan(held.paid)} = {yuan(-held.owed)} 元，"
            f"而代管资金余额为 {yuan(held.money)} 元",
            f"in {yuan(held.received)} less out {yuan(held.paid)} is {yuan(-held.owed)}, "
            f"but {yuan(held.money)} is held",
            held.at, abs(off),
        )  # fmt: skip
    if held.lowest > 0:
        yield _of(
            *project, "overdrawn", f"支出超过收入，最多超 {yuan(held.lowest)} 元",
            f"more went out than came in, by up to {yuan(held.lowest)}", held.at, held.lowest,
        )  # fmt: skip


def _premiums(books: Books) -> Iterator[Finding]:
    for project, aid in books.mutual_aid.terms.items():
        gaps = [gap for gap in aid.gaps if books.payouts.stands(gap.position)]
        if gaps:
            last = gaps[-1]
            yield _of(
                *project, "premium",
                f"参互 {last.enrolled} 人应收互助金 {yuan(last.premiums)} 元，"
                f"实收 {last.persons} 人 {yuan(last.collected)} 元",
                f"{last.enrolled} enrolled owe {yuan(last.premiums)}; {yuan(last.collected)} was "
                f"collected of {last.persons}",
                [g.position for g in gaps], abs(last.premiums - last.collected),
            )  # fmt: skip
        if aid.misstated:
            yield _of(
                *project, "misstated", f"{len(aid.misstated)} 笔载明金额与分录不符",
                f"{len(aid.misstated)} facts state other amounts than their legs",
                aid.misstated, 0,
            )  # fmt: skip
    for project, wrong in books.mutual_aid.overcharged.items():
        yield _of(
            *project, "rate", f"{len(wrong)} 人登记的互助金与期次方案不符",
            f"the premium of {len(wrong)} enrolments is not the scheme's",
            [p for p, _ in wrong], sum(abs(fen) for _, fen in wrong),
        )  # fmt: skip


def _enrolments(books: Books) -> Iterator[Finding]:
    """Nobody is enrolled twice in a term, through whichever union or id."""
    persons: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for (person, project), found in books.mutual_aid.enrolments.items():
        persons[books.people.one(person), project] += found
    for (person, project), found in persons.items():
        if len(found) > 1:
            unions = [union for _, union in found]
            yield Finding(
                RULE, f"{person}/{project}/enrolled", unions[-1],
                f"{person} 在 {project} 重复参互 {len(found)} 次（{'、'.join(unions)}）",
                f"{person} is enrolled {len(found)} times in {project} ({', '.join(unions)})",
                tuple(sorted(p for p, _ in found)), persons=(person,), also=tuple(unions[:-1]),
            )  # fmt: skip


def _benefits(books: Books) -> Iterator[Finding]:
    for project, aid in books.mutual_aid.terms.items():
        at = [p for p in aid.short_at if books.payouts.stands(p)]
        if at:
            yield _of(
                *project, "benefits",
                f"补助金发放累计 {yuan(aid.paid)} 元，收到 {yuan(aid.funded)} 元，"
                f"最多垫付 {yuan(aid.short)} 元",
                f"benefits of {yuan(aid.paid)} were paid out of {yuan(aid.funded)} received, up to "
                f"{yuan(aid.short)} in advance",
                at, aid.short,
            )  # fmt: skip
