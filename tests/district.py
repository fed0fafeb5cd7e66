"""A small district to play with: two unions, five persons, every command by its usual officer."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

from commands._handle import Outcome, handle
from commands._verb import Command, Verb
from commands.budget import adjust as adjusting
from commands.budget.adjust import AdjustBudget, ChangeRow
from commands.member import merge as merging
from commands.member.merge import MergePersons
from commands.period import close as closing
from commands.period.close import ClosePeriod
from commands.roster.compile import RosterRow
from commands.supplement import record as recording
from commands.supplement.record import RecordSupplement, SupplementRow
from commands.voucher import reverse as reversing
from commands.voucher.reverse import ReverseEntry
from ledger.events import Event, Posted
from ledger.vault import PersonClaim
from tests import rosters, samples
from tests.model import APPROVED, CASH, EACH, YEAR, Row
from tests.rosters import KIND, LINE, STEPS
from tests.samples import ACCOUNTANT, BANK, CHAIR, SCHOOL, SUPERVISOR
from tests.scenario import LEDGER, Scenario

UNIONS = (SCHOOL, "U0008")
MAY, JUNE, HAPPENED = date(2023, 5, 10), date(2023, 6, 12), date(2023, 5, 2)
PEOPLE = {"甲": 1, "乙": 2, "丙": 3}
"""Persons with an ID number; who else there is has a member number in one union."""
STRANGERS = {f"丁@{union}": union for union in UNIONS}


MEMORY: Final = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
"""Where thousands of short-lived books do not wait for a disk."""


class District:
    """Asks the ledger; remembers where each posted fact is."""

    def __init__(self, folder: Path) -> None:
        self.scenario = Scenario(folder)
        self.store = self.scenario.store
        self.asked: list[tuple[Verb[Any, Any], Command, Outcome]] = []
        self.posted: list[tuple[int, Posted]] = []
        self.rosters: dict[str, str] = {}

    def people(self) -> dict[str, str]:
        """Return the vault's id of everybody."""
        claims = [PersonClaim(rosters.id_number(n), SCHOOL, None, p) for p, n in PEOPLE.items()]
        claims += [PersonClaim(None, union, "17", p) for p, union in STRANGERS.items()]
        names = [*PEOPLE, *STRANGERS]
        found = self.scenario.vault.identify(LEDGER, claims)
        return {name: who.person for name, who in zip(names, found, strict=True)}

    def ask(self, verb: Verb[Any, Any], command: Command) -> Outcome:
        """Ask with a key of its own."""
        keyed = command.model_copy(update={"key": f"K{len(self.asked)}"})
        outcome = handle(self.scenario.books, verb, keyed, clock=self.scenario.clock)
        self.asked.append((verb, keyed, outcome))
        if outcome.accepted:
            self.posted += [
                (position, fact)
                for position, fact in enumerate(outcome.facts, outcome.first + 1)
                if isinstance(fact, Posted)
            ]
        return outcome

    def roster(self, command: Any) -> Outcome:
        """Ask for a step of a roster's way."""
        return self.ask(STEPS[type(command)], command)

    def compile(self, name: str, union: str, rows: list[Row], on: date) -> Outcome:
        typed = tuple(
            RosterRow(row=n, amount_fen=row.fen, occasion=row.occasion, **_who(row.person))
            for n, row in enumerate(rows, 1)
        )
        self.rosters[name] = union
        return self.roster(rosters.compile_(*typed, roster=name, union=union, on=on))

    def return_(self, index: int, on: date) -> Outcome:
        position, fact = self.posted[index]
        return self.roster(rosters.return_(position, union=fact.union, on=on))

    def reverse(self, index: int, on: date) -> Outcome:
        position, fact = self.posted[index]
        return self.ask(reversing.VERB, ReverseEntry(
            by=ACCOUNTANT, on=on, union=fact.union, position=position, reason="录入有误",
        ))  # fmt: skip

    def supplement(self, union: str, rows: list[Row], on: date) -> Outcome:
        typed = tuple(
            SupplementRow(row=n, union=union, kind=KIND, occurred_on=HAPPENED, amount_fen=row.fen,
                          occasion=row.occasion, **_who(row.person))
            for n, row in enumerate(rows, 1)
        )  # fmt: skip
        return self.ask(recording.VERB, RecordSupplement(
            by="bulu", on=on, system="旧台账", evidence=f"第{len(self.asked)}册", approved_by=CHAIR,
            bank=BANK, rows=typed,
        ))  # fmt: skip

    def adjust(self, union: str, fen: int) -> Outcome:
        return self.ask(adjusting.VERB, AdjustBudget(
            by=SUPERVISOR, on=JUNE, union=union, year=2023, document="呈工财〔2023〕9号",
            reason="增减", rows=(ChangeRow(row=1, line=LINE, amount_fen=fen),),
        ))  # fmt: skip

    def close(self, union: str, month: int) -> Outcome:
        return self.ask(closing.VERB, ClosePeriod(
            by=SUPERVISOR, on=date(2023, 7, 1), union=union, period=f"2023-{month:02}",
        ))  # fmt: skip

    def merge(self, person: str, into: str) -> Outcome:
        return self.ask(merging.VERB, MergePersons(
            by=SUPERVISOR, on=JUNE, person=person, into=into, evidence="户口本",
        ))  # fmt: skip


def _who(person: str) -> dict[str, Any]:
    if person in PEOPLE:
        return {"name": person, "national_id": rosters.id_number(PEOPLE[person])}
    return {"name": person, "member_no": "17"}


def begun() -> tuple[Event, ...]:
    """Return what has happened before play begins; the months up to April are closed."""
    facts: list[Event] = [*samples.founded(), samples.union(UNIONS[1])]
    facts += [samples.officer("bulu", "supplementer"), samples.standard(KIND, EACH, YEAR)]
    for union in UNIONS:
        facts += [samples.bank(union), samples.opened(union, CASH)]
        facts.append(samples.budget(samples.budgeted(LINE, APPROVED), union=union))
        facts += [samples.closed(f"2023-{month:02}", union) for month in range(1, 5)]
    return tuple(facts)


def prepare(folder: Path) -> None:
    """Make the books that every play begins with."""
    scenario = Scenario(folder).given(*begun())
    scenario.close()


@contextmanager
def district(prepared: Path, kind: type[District] = District) -> Iterator[District]:
    """Yield a district in a copy of the prepared books."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        shutil.copytree(prepared, folder, dirs_exist_ok=True)
        played = kind(Path(folder))
        try:
            yield played
        finally:
            played.scenario.close()
