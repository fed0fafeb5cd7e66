from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given, settings

from commands._handle import Outcome
from commands._verb import Command, Verb
from ledger.events.commands import CommandRefused
from tests.district import District, district
from tests.scenario import LEDGER
from tests.strategies import EXAMPLES, Step, histories, play

DERIVED = ("scope_state", "event_tag", "command_key")


class Watched(District):
    """Looks at everything derived before and after each command that is refused."""

    def ask(self, verb: Verb[Any, Any], command: Command) -> Outcome:
        before, size = self.derived(), self.store.head(LEDGER).size
        outcome = super().ask(verb, command)
        if not outcome.accepted:
            assert self.derived() == before
            assert (outcome.first, outcome.last) == (size + 1, size + 1)
            [stored] = self.store.read(LEDGER, after=size)
            assert stored.name == CommandRefused.NAME
        return outcome

    def derived(self) -> list[Any]:
        return [
            self.store.select(f"SELECT * FROM {table} ORDER BY 1, 2, 3", ()) for table in DERIVED
        ]


@settings(max_examples=EXAMPLES)
@given(history=histories())
def test_a_refused_command_changes_nothing_but_its_refusal(
    prepared: Path, history: list[Step]
) -> None:
    with district(prepared, Watched) as played:
        play(played, history)
