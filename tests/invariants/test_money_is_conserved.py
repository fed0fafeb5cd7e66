from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import given, settings

from ledger.events import Posted
from ledger.scopes.cash import Cash
from tests.counting import facts
from tests.district import UNIONS, district
from tests.model import CASH
from tests.samples import BANK
from tests.scenario import LEDGER
from tests.strategies import EXAMPLES, Step, histories, play


@settings(max_examples=EXAMPLES)
@given(history=histories(outside=True))
def test_money_is_conserved(prepared: Path, history: list[Step]) -> None:
    with district(prepared) as played:
        play(played, history)
        posted = [fact for fact in facts(played.store, LEDGER) if isinstance(fact, Posted)]
        balances = {u: played.scenario.edge().state(Cash(u, BANK)).balance for u in UNIONS}

    banked: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    for fact in posted:
        assert {leg.union for leg in fact.legs} == {fact.union}
        assert sum(leg.fen for leg in fact.legs) == 0
        banked[fact.union] += sum(leg.fen for leg in fact.legs if leg.account == "102")
        spent[fact.union] += sum(leg.fen for leg in fact.legs if leg.account[0] == "5")
    for union in UNIONS:
        assert banked[union] == balances[union] == CASH - spent[union]
