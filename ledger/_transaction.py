"""One transaction under a ledger's append lock: what was read there, and what it will write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import repeat
from typing import Any, Final

from ledger import _database as sql
from ledger._database import Batch, Link
from ledger._stored import Head, NewEvent, StoredEvent, StoredKey, StoredState, StoreError
from ledger.leaf import Frontier, leaves

CHUNK: Final = 10_000  # names bound to one statement
EMPTY: Final = Frontier().to_bytes()


class WriteTransaction:
    """The append lock of one ledger, what was read under it, and what will be written."""

    def __init__(
        self,
        link: Link,
        ledger: str,
        scopes: Iterable[str],
        keys: Iterable[str],
        clock: Callable[[], datetime],
        *,
        create: bool,
    ) -> None:
        _check((ledger,))
        self._link = link
        self.ledger = ledger
        self._asked, self._asked_keys = set(scopes), set(keys)
        empty = EMPTY if create else b""
        locked = link.lock(ledger, sorted(self._asked), sorted(self._asked_keys), empty)
        if locked.head is None:
            raise StoreError.of("ledger.unknown", ledger=ledger)
        head = Head(*locked.head)
        self.size = head.size
        self.folded_to = head.folded_to
        self.recorded_at = max(_text(clock()), head.recorded_at)
        self._recorded_at = head.recorded_at
        self._frontier = Frontier.from_bytes(head.frontier)
        self._states = {row[0]: StoredState(*row[1:]) for row in locked.states}
        self._keys = {row[0]: StoredKey(*row[1:]) for row in locked.keys}
        self._batch = Batch(ledger, self.recorded_at)
        self._abandoned = False

    def states(self, scopes: Iterable[str]) -> dict[str, StoredState]:
        """Return the stored states of these scopes; one that nothing has touched is not in it."""
        wanted = list(scopes)
        missing = sorted(map(str, set(wanted) - self._asked))
        for row in self._named(sql.STATES, missing):
            self._states[row[0]] = StoredState(*row[1:])
        self._asked.update(missing)
        return {scope: self._states[scope] for scope in wanted if scope in self._states}

    def keys(self, keys: Iterable[str]) -> dict[str, StoredKey]:
        """Return what these idempotency keys stand for; one that nobody claimed is not in it."""
        wanted = list(keys)
        missing = sorted(set(wanted) - self._asked_keys)
        for row in self._named(sql.KEYS, missing):
            self._keys[row[0]] = StoredKey(*row[1:])
        self._asked_keys.update(missing)
        return {key: self._keys[key] for key in wanted if key in self._keys}

    def read(self, after: int, upto: int) -> Iterator[StoredEvent]:
        """Read events under the lock, those of this transaction among them."""
        self._flush()
        return self._link.events(self.ledger, after, min(upto, self.size))

    def append(self, events: Sequence[NewEvent], *, folded: bool = True) -> int:
        """Append events, all recorded at `recorded_at`; return the first position.

        `folded=False`: nobody folds them into the scope states, so `folded_to` stays behind.
        Rejects: names and tags that no database can hold (ValueError).
        """
        _check(name for event in events for name in (event.name, *event.tags))
        first = self.size + 1
        names = [event.name for event in events]
        datas = [event.data for event in events]
        hashes = leaves(self.ledger, first, names, datas, self.recorded_at)
        batch = self._batch
        batch.positions += range(first, first + len(events))
        batch.names += names
        batch.datas += datas
        batch.leaves += hashes
        for position, event in enumerate(events, first):
            tags = set(event.tags)
            batch.tags += map(str, tags)  # sorted and bound far quicker than a subclass of str is
            batch.tagged += repeat(position, len(tags))
        self._frontier.add_many(hashes)
        if events:
            self._recorded_at = self.recorded_at
        if folded and self.folded_to == self.size:
            self.folded_to += len(events)
        self.size += len(events)
        return first

    def put_states(self, states: Mapping[str, StoredState]) -> None:
        """Store what these scopes have become."""
        _check(states)
        self._states.update(states)
        self._asked.update(states)
        self._batch.states.update(zip(map(str, states), states.values(), strict=True))

    def put_key(self, key: str, digest: bytes, first: int, last: int) -> None:
        """Claim an idempotency key for the positions `first` to `last`."""
        _check((key,))
        self._keys[key] = self._batch.keys[key] = StoredKey(digest, first, last)
        self._asked_keys.add(key)

    def abandon(self) -> None:
        """Roll back at the end, though nothing was raised: a dry run, a refused command."""
        self._abandoned = True

    def select(self, statement: str, values: Sequence[Any]) -> list[sql.Row]:
        """Run one reading statement under the lock; see `Store.select`."""
        self._flush()
        return self._link.select(statement, values)

    def _named(self, statement: str, names: list[str]) -> Iterator[sql.Row]:
        """Read the rows of these names, a chunk of names at a time."""
        for start in range(0, len(names), CHUNK):
            values = (self.ledger, names[start : start + CHUNK])
            yield from self._link.select(statement, values)

    def finish(self) -> None:
        """Write and commit, unless abandoned: what the store does at the end of its block."""
        if not self._abandoned:
            self._write(commit=True)

    def _flush(self) -> None:
        if self._batch:
            self._write(commit=False)
            self._batch = Batch(self.ledger, self.recorded_at)

    def _write(self, *, commit: bool) -> None:
        frontier = self._frontier.to_bytes()
        self._batch.head = (self.size, self.folded_to, frontier, self._recorded_at)
        self._link.write(self._batch, commit=commit)


def _text(time: datetime) -> str:
    """Write a time as stored: UTC, fixed width, microseconds, Z."""
    assert time.tzinfo is not None, "the clock must tell its time zone"
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _check(texts: Iterable[str]) -> None:
    """Refuse text that one of the databases cannot hold, on both of them."""
    together = "".join(texts)
    try:
        bad = b"\0" in together.encode()
    except UnicodeEncodeError:
        bad = True
    if bad:
        raise ValueError("a text with NUL or a lone surrogate in it cannot be stored")
