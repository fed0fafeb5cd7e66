"""Counts a ledger again from its log alone, and holds everything derived against it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ledger import events
from ledger.events import Event
from ledger.events.commands import CommandAccepted
from ledger.leaf import Frontier, envelope, leaf_hash
from ledger.scopes._scope import Scope
from ledger.store import Store, StoredEvent
from ledger.world import World

GIVEN = "test.given/1"
"""What stands in a scenario's log where a command would."""


def facts(store: Store, ledger: str) -> Iterator[tuple[StoredEvent, Event | None]]:
    """Return every stored event with what it says; None for what only tests write."""
    for stored in store.read(ledger):
        known = stored.name != GIVEN
        yield stored, events.decode(stored.name, stored.data) if known else None


def refolded(store: Store, ledger: str) -> dict[Scope, tuple[int, int, bytes]]:  # type: ignore[type-arg]
    """Fold the whole log again; return position, fold version and state of every scope."""
    world = World(0, lambda _: {})
    for stored, fact in facts(store, ledger):
        position = stored.position
        if fact is None:
            world.evolve_accepted()
        else:
            assert world.evolve(fact, fact.touches()) == position
    return world.changes()


def assert_whole(store: Store, ledger: str) -> int:
    """Hold head, hashes, tags, states and keys against the log; return the log's size."""
    size = _assert_chained(store, ledger)
    states = store.select(
        "SELECT scope, position, fold, state FROM scope_state WHERE ledger = ?", (ledger,)
    )
    assert {scope: (p, f, bytes(s)) for scope, p, f, s in states} == refolded(store, ledger)
    tags = store.select("SELECT tag, position FROM event_tag WHERE ledger = ?", (ledger,))
    touched = {
        (str(scope), stored.position)
        for stored, fact in facts(store, ledger)
        for scope in (() if fact is None else fact.touches())
    }
    assert {(tag, position) for tag, position in tags} == touched
    assert len(tags) == len(touched)
    _assert_batches(store, ledger)
    return size


def _assert_chained(store: Store, ledger: str) -> int:
    """Positions are dense; each leaf, and the frontier over all, is the hash of what is stored."""
    head = store.head(ledger)
    frontier = Frontier()
    position = 0
    for position, stored in enumerate(store.read(ledger), 1):
        assert stored.position == position
        bytes_of_leaf = envelope(ledger, position, stored.name, stored.recorded_at, stored.data)
        leaf = leaf_hash(bytes_of_leaf)
        assert leaf == bytes(stored.leaf)
        frontier.add(leaf)
    assert head.size == head.folded_to == position
    counted = store.select("SELECT count(*), max(position) FROM event WHERE ledger = ?", (ledger,))
    assert counted == [(position, position or None)]
    assert frontier.to_bytes() == head.frontier
    return position


def _assert_batches(store: Store, ledger: str) -> None:
    """A command stands before exactly the facts that it says; its key leads to them."""
    keys: dict[str, tuple[bytes, int, int]] = {}
    left, command = 0, 0
    for stored, fact in facts(store, ledger):
        assert json.dumps(json.loads(stored.data), ensure_ascii=False, sort_keys=True,
                          separators=(",", ":")).encode() == stored.data  # fmt: skip
        if isinstance(fact, CommandAccepted):
            assert left == 0, f"facts are missing before {stored.position}"
            left, command = fact.facts, stored.position
            assert fact.command == command
            if fact.key is not None:
                last = stored.position + fact.facts
                keys[fact.key] = (bytes.fromhex(fact.digest), command, last)
        elif left:
            assert fact is not None
            assert fact.command == command
            left -= 1
    assert left == 0
    found = store.select(
        "SELECT key, digest, first, last FROM command_key WHERE ledger = ?", (ledger,)
    )
    assert {key: (bytes(d), first, last) for key, d, first, last in found} == keys
