from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import given, settings

from ledger.events import Posted
from ledger.events.members import PersonMerged
from tests.counting import facts
from tests.district import district
from tests.scenario import LEDGER
from tests.strategies import EXAMPLES, Step, histories, play


@settings(max_examples=EXAMPLES)
@given(history=histories())
def test_nobody_is_paid_twice(prepared: Path, history: list[Step]) -> None:
    with district(prepared) as played:
        play(played, history)
        happened = facts(played.store, LEDGER)

    into: dict[str, str] = {}
    standing: Counter[tuple[str, str, str]] = Counter()
    for fact in happened:
        if isinstance(fact, PersonMerged):
            into[fact.person] = fact.into
        elif isinstance(fact, Posted) and (paid := fact.payout) is not None:
            ids = {p for p in (*into, *into.values(), paid.person) if same(into, p, paid.person)}
            before = sum(standing[p, paid.kind, paid.occasion] for p in ids)
            # A merge may show that somebody was paid twice before; nobody pays them after that.
            assert paid.claim <= 0 or before == 0
            standing[paid.person, paid.kind, paid.occasion] += paid.claim
    assert min(standing.values(), default=0) >= 0


def same(into: dict[str, str], one: str, other: str) -> bool:
    while one in into:
        one = into[one]
    while other in into:
        other = into[other]
    return one == other
