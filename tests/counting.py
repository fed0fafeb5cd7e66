"""Counts a ledger again from its log alone, and holds everything derived against it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ledger import events
from ledger.events import Event
from ledger.events.commands import CommandAccepted
from ledger.leaf import Frontier, envelope, leaf_hash
from ledger.scopes._scope import Scope
from ledger.store import Store, StoredEvent
from ledger.world import World

GIVEN = "test.given/1"
"""What stands in a scenario's log where a command would."""


class Entry(NamedTuple):
    """A stored event, what it says (None for what only tests write), and what it touches."""

    stored: StoredEvent
    fact: Event | None
    touched: tuple[Scope[Any], ...]


def entries(store: Store, ledger: str) -> Iterator[Entry]:
    """Read the log from the beginning."""
    for stored in store.read(ledger):
        if stored.name == GIVEN:
            yield Entry(stored, None, ())
        else:
            fact = events.decode(stored.name, stored.data)
            yield Entry(stored, fact, fact.touches())


def facts(store: Store, ledger: str) -> list[Event]:
    """Return all facts in order."""
    return [entry.fact for entry in entries(store, ledger) if entry.fact is not None]


def refolded(log: Sequence[Entry]) -> dict[Scope[Any], tuple[int, int, bytes]]:
    """Fold the whole log again; return position, fold version and state of every scope."""
    world = World(0, lambda _: {})
    for stored, fact, touched in log:
        if fact is None:
            world.evolve_accepted()
        else:
            assert world.evolve(fact, touched) == stored.position
    return world.changes()


def assert_whole(store: Store, ledger: str) -> int:
    """Hold head, hashes, tags, states and keys against the log; return the log's size."""
    log = list(entries(store, ledger))
    _assert_chained(store, ledger, log)
    rows = store.select(
        "SELECT scope, position, fold, state FROM scope_state WHERE ledger = ?", (ledger,)
    )
    assert {scope: (at, fold, bytes(state)) for scope, at, fold, state in rows} == refolded(log)
    tags = store.select("SELECT tag, position FROM event_tag WHERE ledger = ?", (ledger,))
    touched = [(str(scope), entry.stored.position) for entry in log for scope in entry.touched]
    assert sorted(tags) == sorted(touched)
    _assert_batches(store, ledger, log)
    return len(log)


def _assert_chained(store: Store, ledger: str, log: Sequence[Entry]) -> None:
    """Positions are dense; each leaf, and the frontier over all, is the hash of what is stored."""
    head = store.head(ledger)
    frontier = Frontier()
    leaves = []
    for position, (stored, _, _) in enumerate(log, 1):
        assert stored.position == position
        data = envelope(ledger, position, stored.name, stored.recorded_at, stored.data)
        leaves.append(leaf_hash(data))
        assert leaves[-1] == bytes(stored.leaf)
        assert canonical(json.loads(stored.data)) == stored.data
    frontier.add_many(leaves)
    assert head.size == head.folded_to == len(log)
    counted = store.select("SELECT count(*), max(position) FROM event WHERE ledger = ?", (ledger,))
    assert counted == [(len(log), len(log) or None)]
    assert frontier.to_bytes() == head.frontier


def canonical(value: Any) -> bytes:
    """Write canonical JSON, with another library than the ledger's own."""
    separators = (",", ":")
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=separators)
    return text.encode()


def _assert_batches(store: Store, ledger: str, log: Sequence[Entry]) -> None:
    """A command stands before exactly the facts that it says; its key leads to them."""
    keys: dict[str, tuple[bytes, int, int]] = {}
    left, command = 0, 0
    for stored, fact, _ in log:
        if isinstance(fact, CommandAccepted):
            assert left == 0, f"facts are missing before {stored.position}"
            left, command = fact.facts, stored.position
            assert fact.command == command
            if fact.key is not None:
                keys[fact.key] = (bytes.fromhex(fact.digest), command, command + left)
        elif left:
            assert fact is not None
            assert fact.command == command
            left -= 1
    assert left == 0
    rows = store.select("SELECT key, digest, first, last FROM command_key WHERE ledger = ?",
                        (ledger,))  # fmt: skip
    assert {key: (bytes(digest), first, last) for key, digest, first, last in rows} == keys
