"""The demo's findings, two lines each: what a rule found where, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import audits
from audits._books import Books
from commands._demo_people import FEDERATION_NAME
from commands._language import pick, say
from ledger.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._finding import Finding
    from ledger.store import Store


def findings(store: Store) -> Iterator[str]:
    """Yield the lines; hints (I) are counted together."""
    books = Books.read(store, FEDERATION_NAME)
    found = audits.findings(books)
    told = [f for f in found if f.weight != "I"]
    errors = sum(f.weight == "E" for f in told)
    yield say("demo.found", errors=errors, suspicions=len(told) - errors)
    for no, finding in enumerate(told, 1):
        yield from _two_lines(no, finding, books.people.unions)
    hints = [f for f in found if f.weight == "I"]
    if hints:
        times = sum(f.person_times for f in hints)
        yield say("demo.hints", count=len(hints), times=times)


def records(store: Store) -> list[dict[str, str]]:
    """Return the findings for a program, each as `audit run` names it."""
    return [
        {"id": f.id, "rule": f.rule.code, "severity": f.weight, "union": f.union,
         "amount": yuan(f.amount_fen)}
        for f in audits.findings(Books.read(store, FEDERATION_NAME))
    ]  # fmt: skip


def _two_lines(no: int, finding: Finding, names: dict[str, str]) -> Iterator[str]:
    rule = finding.rule
    yield say(
        "demo.finding", no=no, severity=finding.weight, rule=rule.code,
        title=pick(rule.zh, rule.en), amount=yuan(finding.amount_fen),
        union=names.get(finding.union, finding.union),
    )  # fmt: skip
    yield "        " + pick(finding.zh, finding.en)
