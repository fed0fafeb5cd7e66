"""Given what happened, when a verb is asked for, then these facts, or that refusal.

Facts are written as the log has them; the verb goes the whole way: vault, lock, decision, store.
A verb that needs no vault is decided a second time without any store, and must decide the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from commands._edge import Books, Edge
from commands._handle import Outcome, _always, _decide, handle
from commands._verb import Command, Verb, as_typed
from ledger import events
from ledger.events import Event
from ledger.rejections import Rejection
from ledger.store import NewEvent, Store, StoredState
from ledger.vault import Vault
from ledger.world import World

LEDGER = "呈贡区总工会"
START = datetime(2023, 1, 1, tzinfo=UTC)


class Scenario:
    """One ledger in a store of its own, with its vault; facts are given, then verbs asked for."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self.store = Store.open(url or str(folder / "union-ledger.db"), create=True)
        self.vault = Vault.open(str(folder / "vault.db"), ids=_counted())
        self.books = Books(self.store, self.vault, LEDGER)
        self._happened: list[Event] = []
        self._now = START

    @classmethod
    def copied(cls, empty: Path, folder: Path) -> Scenario:
        """Begin in a copy of an empty store and vault: making them anew takes longer."""
        shutil.copytree(empty, folder, dirs_exist_ok=True)
        return cls(folder)

    def close(self) -> None:
        """Close store and vault."""
        self.store.close()
        self.vault.close()

    def given(self, *facts: Event) -> Scenario:
        """Record facts as they are: nobody is asked whether they are allowed."""
        if facts:
            with self.store.write(LEDGER, clock=self.clock, create=True) as tx:
                world = World(tx.size, tx.states)
                touched = [fact.touches() for fact in facts]
                world.evolve_accepted()
                batch = [NewEvent("test.given/1", b"{}", ())]
                for fact, scopes in zip(facts, touched, strict=True):
                    world.evolve(fact, scopes)
                    batch.append(NewEvent(fact.NAME, events.encode(fact), scopes))
                tx.append(batch)
                tx.put_states({s: StoredState(*c) for s, c in world.changes().items()})
        self._happened += facts
        return self

    def when(self, verb: Verb[Any, Any], command: Command, *, dry_run: bool = False) -> Result:
        """Ask for something."""
        pure = self._decided_without_store(verb, command)
        outcome = handle(self.books, verb, command, dry_run=dry_run, clock=self.clock)
        if pure is not None and not outcome.known:
            assert _shown(outcome.facts if outcome.accepted else ()) == _shown(pure.facts)
            assert outcome.rejections == pure.rejections
        self._happened += outcome.facts if outcome.accepted and not dry_run else ()
        return Result(self, outcome)

    def clock(self) -> datetime:
        """Tell a time a minute later than before."""
        self._now += timedelta(minutes=1)
        return self._now

    def _decided_without_store(self, verb: Verb[Any, Any], command: Command) -> Outcome | None:
        if verb.prepare is not as_typed:
            return None
        world = World(0, lambda _: {})
        for fact in self._happened:
            world.evolve(fact, fact.touches())
        world.name([*_always(verb, command), *verb.scopes(command)])
        decided = _decide(verb, command, command, world)
        refused = tuple(decided.refused)
        return Outcome("", refused, facts=() if refused else decided.facts)

    def edge(self) -> Edge:
        """Return a way to the vault and to history."""
        return Edge(self.books, "test")


Given = Callable[..., Scenario]
"""What the fixture `given` is: `given(*facts)`."""


class Result:
    """What came of it."""

    def __init__(self, scenario: Scenario, outcome: Outcome) -> None:
        self.scenario = scenario
        self.outcome = outcome

    def then(self, *facts: Event) -> Scenario:
        """These facts were recorded; ciphertext and the command's position are not compared."""
        assert self.refusals() == []
        assert _shown(self.outcome.facts) == _shown(facts)
        return self.scenario

    def accepted(self) -> Scenario:
        """Something was recorded; what, is another test's affair."""
        assert self.refusals() == []
        assert self.outcome.facts
        return self.scenario

    def rejected(self, *codes: str, row: int | None = None, **facts: Any) -> Scenario:
        """It was refused for these reasons, in this order; `row`, `facts`: of the first one."""
        assert [r.code for r in self.outcome.rejections] == list(codes)
        first = self.outcome.rejections[0]
        assert row is None or first.row == row
        assert {name: first.facts.get(name) for name in facts} == facts
        for refusal in self.outcome.rejections:
            _is_readable(refusal)
        return self.scenario

    def refusals(self) -> list[tuple[str, dict[str, Any], int | None]]:
        """Return code, facts and row of each refusal: what a failing test should show."""
        return [(r.code, r.facts, r.row) for r in self.outcome.rejections]


def _is_readable(refusal: Rejection) -> None:
    """Every fact that a text speaks of is there, in both languages."""
    for lang in ("zh", "en"):
        text = refusal.message(lang) + refusal.hint(lang)
        assert "{" not in text, f"{refusal.code}: {text}"


def _shown(facts: Sequence[Event]) -> list[Event]:
    shown = []
    for fact in facts:
        same: dict[str, Any] = {"command": 0}
        if hasattr(fact, "sealed"):
            same["sealed"] = {}
        shown.append(msgspec.structs.replace(fact, **same))
    return shown


def _counted() -> Any:
    """Return a source of ids that counts: P0001, P0002 and so on."""
    counters: dict[str, int] = {}

    def draw(prefix: str) -> str:
        counters[prefix] = counters.get(prefix, 0) + 1
        return f"{prefix}{counters[prefix]:04}"

    return draw
