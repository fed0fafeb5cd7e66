"""At every moment 508 above equals 403 below and what is in transit; nothing is overdrawn by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from commands._edge import Edge
from commands._handle import _always, _decide
from commands._transfers import LowerRow
from commands._verb import Command, Verb
from commands.allotment import release
from commands.subsidy import pay, receive
from commands.voucher import reverse
from ledger.events import Event, Posted
from ledger.scopes.allotment import Allotment
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.cash import Cash
from ledger.scopes.subsidy import Subsidy
from ledger.world import World
from tests.commands._district import GENERAL, JUNE, PLANT, PROJECT, SPECIAL, district
from tests.samples import ACCOUNTANT, BANK, CASHIER, CHAIR, CITY, SCHOOL

LINES = {"general": (GENERAL, None), "special": (SPECIAL, PROJECT)}
LOWER = (SCHOOL, PLANT)
BUDGET = 1000

PURPOSES = (st.sampled_from(LOWER), st.sampled_from(sorted(LINES)))
RELEASES = st.tuples(st.just("release"), *PURPOSES, st.integers(-300, 600))
STEPS = st.one_of(
    st.tuples(st.just("pay"), *PURPOSES, st.integers(1, 300), st.booleans()),
    st.tuples(st.just("receive"), st.integers(0, 20), st.booleans(), st.integers(0, 40)),
    st.tuples(st.just("undo"), st.integers(0, 6)),
    RELEASES,
)
HISTORIES = st.builds(
    lambda first, then: [*first, *then],
    st.lists(RELEASES, max_size=4),
    st.lists(STEPS, max_size=25),
)


@dataclass
class History:
    """A district in memory; whatever is asked of it goes through the verbs' own decisions."""

    world: World = field(default_factory=lambda: World(0, lambda _: {}))
    facts: list[Event] = field(default_factory=list)
    paid: list[pay.PaySubsidies] = field(default_factory=list)

    def event(self, position: int) -> Event | None:
        """Return the fact at a position, as an edge does."""
        return self.facts[position - 1] if 0 < position <= len(self.facts) else None

    def ask(self, verb: Verb[Any, Any], command: Command) -> bool:
        """Decide; keep the facts unless it is refused."""
        ask = verb.prepare(command, cast("Edge", self))
        self.world.name([*_always(verb, command), *verb.scopes(ask)])
        decided = _decide(verb, command, ask, self.world)
        assert not (decided.refused and decided.facts)
        self.facts += decided.facts
        return bool(decided.facts)

    def take(self, step: tuple[Any, ...]) -> None:
        """Take one of the steps."""
        match step:
            case "pay", lower, kind, fen, both:
                self._pay(lower, kind, fen, both=both)
            case "receive", number, right, days:
                self._receive(number, date(2023, 6, 1) + timedelta(days), right=right)
            case "undo", back:
                undo = reverse.ReverseEntry(
                    by=ACCOUNTANT, on=JUNE, union=self._union(back), reason="错",
                    position=max(1, len(self.facts) - back),
                )  # fmt: skip
                self.ask(reverse.VERB, undo)
            case "release", lower, kind, fen:
                line, project = LINES[kind]
                row = LowerRow(row=2, lower=lower, amount_fen=fen)
                released = release.ReleaseAllotments(
                    by=ACCOUNTANT, on=JUNE, union=CITY, line=line, kind=kind, project=project,
                    document="1", rows=(row,),
                )  # fmt: skip
                self.ask(release.VERB, released)

    def _pay(self, lower: str, kind: Any, fen: int, *, both: bool) -> None:
        line, project = LINES[kind]
        command = pay.PaySubsidies(
            by=CASHIER, on=JUNE, union=CITY, lower=lower, amount=fen, number=f"N{len(self.paid)}",
            line=line, kind=kind, project=project, bank=BANK, approved_by=CHAIR, received=both,
            lower_bank=BANK,
        )  # fmt: skip
        if self.ask(pay.VERB, command):
            self.paid.append(command)

    def _receive(self, number: int, on: date, *, right: bool) -> None:
        if not self.paid:
            return
        paid = self.paid[number % len(self.paid)]
        command = receive.ReceiveSubsidy(
            by=ACCOUNTANT, on=on, union=paid.lower, number=paid.number, bank=BANK,
            amount=(paid.amount or 0) + (not right), kind=paid.kind, project=paid.project,
        )  # fmt: skip
        self.ask(receive.VERB, command)

    def _union(self, back: int) -> str:
        return getattr(self.event(max(1, len(self.facts) - back)), "union", None) or CITY

    def sums(self, account: str) -> Iterator[int]:
        """Return the amounts on an account, in any union's books."""
        posted = (fact for fact in self.facts if isinstance(fact, Posted))
        return (leg.fen for fact in posted for leg in fact.legs if leg.account.startswith(account))


def begun() -> History:
    """Return the district on its first day."""
    history = History()
    for fact in district(subsidies_fen=BUDGET):
        history.world.evolve(fact, fact.touches())
        history.facts.append(fact)
    return history


@settings(max_examples=60)
@given(HISTORIES)
def test_what_was_paid_below_was_received_or_is_in_transit(steps: list[tuple[Any, ...]]) -> None:
    history = begun()
    for step in steps:
        history.take(step)
        world = history.world
        subsidies = [world[Subsidy(CITY, str(paid.number))] for paid in history.paid]

        assert all(state.received in (0, state.paid) for state in subsidies)
        transit = sum(state.paid - state.received for state in subsidies)
        assert sum(history.sums("508")) == -sum(history.sums("403")) + transit
        assert transit >= 0
        for line, _ in LINES.values():
            world.name([BudgetLine(CITY, 2023, line)])
            state = world[BudgetLine(CITY, 2023, line)]
            assert state.free >= 0
            assert state.committed >= 0
        world.name([Cash(CITY, BANK)])
        assert world[Cash(CITY, BANK)].balance >= 0


@settings(max_examples=60)
@given(HISTORIES)
def test_an_allotment_is_never_overpaid_and_is_committed_on_its_line(
    steps: list[tuple[Any, ...]],
) -> None:
    history = begun()
    for step in steps:
        history.take(step)

    for kind, (line, project) in LINES.items():
        allotments = [Allotment(CITY, 2023, lower, kind, project) for lower in LOWER]
        history.world.name([*allotments, BudgetLine(CITY, 2023, line)])
        states = [history.world[allotment] for allotment in allotments]

        assert all(0 <= state.paid <= state.released for state in states)
        committed = history.world[BudgetLine(CITY, 2023, line)].committed
        assert committed == sum(state.free for state in states)
