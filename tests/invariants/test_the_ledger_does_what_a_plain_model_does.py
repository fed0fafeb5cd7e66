from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from commands._handle import Outcome
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.cash import Cash
from ledger.scopes.paid import Paid
from ledger.scopes.roster import Roster
from ledger.scopes.year_total import YearTotal
from tests import rosters
from tests.counting import assert_whole
from tests.district import HAPPENED, JUNE, UNIONS, District, district
from tests.model import Model, Row
from tests.rosters import KIND, LINE
from tests.samples import BANK
from tests.scenario import LEDGER
from tests.strategies import DAYS, EXAMPLES, OCCASIONS, adjustments, indices, people, rows, unions


class Machine(RuleBasedStateMachine):
    """Asks the ledger and the model the same, and compares what came of it."""

    def __init__(self, prepared: Path) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.ledger: District = self.stack.enter_context(district(prepared))
        self.model = Model(*UNIONS)
        self.outside = False

    @initialize()
    def meet(self) -> None:
        self.ids = self.ledger.people()

    def teardown(self) -> None:
        assert_whole(self.ledger.store, LEDGER)
        self.stack.close()

    def same(self, outcome: Outcome, expected: bool) -> None:  # noqa: FBT001
        assert outcome.accepted is expected, [(r.code, r.facts) for r in outcome.rejections]

    @rule(union=unions(), data=st.data(), on=st.sampled_from(DAYS))
    def compile(self, union: str, data: Any, on: date) -> None:
        name = f"R{len(self.model.rosters)}"
        listed = data.draw(rows(union))
        done = self.ledger.compile(name, union, listed, on)
        self.same(done, self.model.compile(name, union, listed))

    def pick(self, index: int) -> tuple[str, str]:
        name = f"R{index % len(self.model.rosters)}"
        return name, self.model.rosters[name].union

    @precondition(lambda self: self.model.rosters)
    @rule(index=indices())
    def review(self, index: int) -> None:
        name, union = self.pick(index)
        done = self.ledger.roster(rosters.review(name, union=union, on=JUNE))
        self.same(done, self.model.step(name, "compiled", "reviewed"))

    @precondition(lambda self: self.model.rosters)
    @rule(index=indices())
    def approve(self, index: int) -> None:
        name, union = self.pick(index)
        done = self.ledger.roster(rosters.approve(name, union=union, on=JUNE))
        self.same(done, self.model.approve(name))

    @precondition(lambda self: self.model.rosters)
    @rule(index=indices(), on=st.sampled_from(DAYS))
    def pay(self, index: int, on: date) -> None:
        name, union = self.pick(index)
        done = self.ledger.roster(rosters.pay(name, union=union, on=on))
        self.same(done, self.model.pay(name, on))

    @precondition(lambda self: any(r.status == "approved" for r in self.model.rosters.values()))
    @rule(index=indices(), on=st.sampled_from(DAYS))
    def pay_what_is_approved(self, index: int, on: date) -> None:
        ready = [n for n, r in self.model.rosters.items() if r.status == "approved"]
        self.pay(int(ready[index % len(ready)][1:]), on)

    @rule(union=unions(), data=st.data(), on=st.sampled_from(DAYS))
    def hurry(self, union: str, data: Any, on: date) -> None:
        """Bring a roster all the way, as far as it goes: else few would ever be paid."""
        self.bring(union, data.draw(rows(union)), on)

    @precondition(lambda self: any(f.row.fen < 0 for f in self.model.facts))
    @rule(index=indices(), on=st.sampled_from(DAYS))
    def pay_again_what_came_back(self, index: int, on: date) -> None:
        back = [fact for fact in self.model.facts if fact.row.fen < 0]
        fact = back[index % len(back)]
        self.bring(fact.union, [fact.row._replace(fen=-fact.row.fen)], on)

    def bring(self, union: str, listed: list[Row], on: date) -> None:
        before = len(self.model.rosters)
        name = f"R{before}"
        done = self.ledger.compile(name, union, listed, on)
        self.same(done, self.model.compile(name, union, listed))
        if len(self.model.rosters) > before:
            self.review(before)
            self.approve(before)
            self.pay(before, on)

    @precondition(lambda self: self.model.rosters)
    @rule(index=indices())
    def reject(self, index: int) -> None:
        name, union = self.pick(index)
        done = self.ledger.roster(rosters.reject(name, union=union, on=JUNE))
        self.same(done, self.model.step(name, "compiled reviewed approved", "rejected"))

    @precondition(lambda self: self.model.facts)
    @rule(index=indices(), on=st.sampled_from(DAYS))
    def return_(self, index: int, on: date) -> None:
        index %= len(self.model.facts)
        self.same(self.ledger.return_(index, on), self.model.return_(index, on))

    @precondition(lambda self: self.model.facts)
    @rule(index=indices(), on=st.sampled_from(DAYS))
    def reverse(self, index: int, on: date) -> None:
        index %= len(self.model.facts)
        self.same(self.ledger.reverse(index, on), self.model.reverse(index, on))

    @precondition(lambda self: any(f.row.fen < 0 for f in self.model.facts))
    @rule(index=indices(), on=st.sampled_from(DAYS))
    def reverse_what_came_back(self, index: int, on: date) -> None:
        back = [n for n, fact in enumerate(self.model.facts) if fact.row.fen < 0]
        back = [n for n in back if self.model.is_paid(self.model.facts[n].row)] or back
        self.reverse(back[index % len(back)], on)

    @rule(union=unions(), data=st.data(), on=st.sampled_from(DAYS))
    def supplement(self, union: str, data: Any, on: date) -> None:
        listed = data.draw(rows(union, recoveries=True))
        done = self.ledger.supplement(union, listed, on)
        self.same(done, self.model.supplement(union, listed, on, HAPPENED))
        self.outside |= done.accepted

    @rule(union=unions(), fen=adjustments())
    def adjust(self, union: str, fen: int) -> None:
        self.same(self.ledger.adjust(union, fen), self.model.adjust(union, fen))

    @rule(union=unions())
    def close_may(self, union: str) -> None:
        self.same(self.ledger.close(union, 5), self.model.close(union, 5))

    @rule(person=people(), into=people())
    def merge(self, person: str, into: str) -> None:
        done = self.ledger.merge(self.ids[person], self.ids[into])
        self.same(done, self.model.merge(person, into))

    @invariant()
    def agree(self) -> None:
        look = self.ledger.scenario.edge().state
        model = self.model
        assert len(self.ledger.posted) == len(model.facts)
        for union in UNIONS:
            line = look(BudgetLine(union, 2023, LINE))
            expected = (model.approved[union], model.committed[union], model.paid[union])
            assert (line.approved, line.committed, line.paid) == expected
            assert look(Cash(union, BANK)).balance == model.cash[union]
            assert self.outside or min(line.free, model.cash[union]) >= 0
        for name, roster in model.rosters.items():
            assert look(Roster(name)).status == roster.status
        for person, known in getattr(self, "ids", {}).items():
            assert look(YearTotal(known, KIND, 2023)).total == model.total[person]
            for occasion in OCCASIONS:
                live = look(Paid(known, KIND, occasion)).live
                assert live == model.live[person, occasion]
                assert self.outside or live <= 1


def test_the_ledger_does_what_a_plain_model_does(prepared: Path) -> None:
    run_state_machine_as_test(
        lambda: Machine(prepared),
        settings=settings(max_examples=EXAMPLES, stateful_step_count=25, deadline=None),
    )
