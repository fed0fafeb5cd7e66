from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings

from tests.counting import assert_whole
from tests.district import district
from tests.scenario import LEDGER
from tests.strategies import EXAMPLES, Step, histories, play


@settings(max_examples=EXAMPLES)
@given(history=histories(outside=True))
def test_replay_equals_live(prepared: Path, history: list[Step]) -> None:
    with district(prepared) as played:
        play(played, history)

        assert assert_whole(played.store, LEDGER) == played.store.head(LEDGER).size
