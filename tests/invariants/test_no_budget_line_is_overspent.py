from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import given, settings

from ledger.events import Event, Posted
from ledger.events.budgets import BudgetAdjusted, BudgetApproved
from ledger.events.rosters import RosterApproved, RosterPaid, RosterRejected
from tests.counting import facts
from tests.district import district
from tests.scenario import LEDGER
from tests.strategies import EXAMPLES, Step, histories, play


def change(fact: Event) -> int:
    """Return how much more may be spent after a fact, in a union of one line."""
    match fact:
        case BudgetApproved() | BudgetAdjusted():
            return sum(line.amount_fen for line in fact.lines)
        case RosterApproved():
            return -fact.total_fen
        case RosterRejected():
            return fact.released_fen
        case RosterPaid():
            return fact.total_fen
        case Posted():
            return -sum(leg.fen for leg in fact.legs if leg.budget)
        case _:
            return 0


@settings(max_examples=EXAMPLES)
@given(history=histories())
def test_no_budget_line_is_overspent(prepared: Path, history: list[Step]) -> None:
    with district(prepared) as played:
        play(played, history)
        happened = facts(played.store, LEDGER)

    free: Counter[str] = Counter()
    before = 0
    for fact in happened:
        if fact.command != before:  # between the facts of one command a sum may be on its way
            assert min(free.values(), default=0) >= 0
        before = fact.command
        if moved := change(fact):
            free[fact.union] += moved  # type: ignore[attr-defined]
    assert min(free.values()) >= 0
