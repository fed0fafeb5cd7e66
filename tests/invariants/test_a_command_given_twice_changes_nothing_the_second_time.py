from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings

from commands._handle import handle
from tests.counting import entries
from tests.district import district
from tests.scenario import LEDGER
from tests.strategies import EXAMPLES, Step, histories, play


@settings(max_examples=EXAMPLES)
@given(history=histories(outside=True))
def test_a_command_given_twice_changes_nothing(prepared: Path, history: list[Step]) -> None:
    with district(prepared) as played:
        play(played, history)
        before = list(entries(played.store, LEDGER)), played.store.head(LEDGER)

        for verb, command, first in played.asked:
            if first.accepted and first.facts:
                again = handle(played.scenario.books, verb, command)
                assert again.known
                assert (again.first, again.last) == (first.first, first.last)

        assert (list(entries(played.store, LEDGER)), played.store.head(LEDGER)) == before
