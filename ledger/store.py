"""The store: the one door to the ledger's database, and to the `eventsourcing` library.

Why: positions are dense and in commit order because every append holds its ledger's head row;
a decision is made on states read under that lock, so that no two officers spend the same yuan.
SQLite and PostgreSQL share everything here; what differs is in `_sqlite.py` and `_pg.py`.
`LedgerRecorder` is imported when it is first asked for: `eventsourcing` patches `dataclasses`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from functools import cached_property
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from ledger import _database as sql
from ledger._database import Batch, Database
from ledger._sqlite import Sqlite
from ledger._stored import Head, NewEvent, StoredEvent, StoredKey, StoredState, StoreError
from ledger.leaf import Frontier, leaves

if TYPE_CHECKING:
    import sqlalchemy

    from ledger._recorder import LedgerRecorder as LedgerRecorder

__all__ = [
    "Head",
    "NewEvent",
    "Store",
    "StoreError",
    "StoredEvent",
    "StoredKey",
    "StoredState",
    "WriteTransaction",
    "utc_now",
]

PAGE: Final = 1000  # events fetched at a time; memory stays flat however long the log
CHUNK: Final = 10_000  # names bound to one statement
EMPTY: Final = Frontier().to_bytes()


def utc_now() -> datetime:
    """Return the time of day in UTC: the clock of every append outside demo and tests."""
    return datetime.now(UTC)


def __getattr__(name: str) -> Any:
    if name == "LedgerRecorder":
        from ledger._recorder import LedgerRecorder

        return LedgerRecorder
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class Store:
    """An open store: many ledgers in one database. Threads may share it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._idle: list[Any] = []
        self._process = os.getpid()
        self.url = database.url
        self.read_only = database.read_only

    @classmethod
    def open(
        cls,
        url: str,
        *,
        read_only: bool = False,
        create: bool = False,
        lock_timeout: float = sql.LOCK_TIMEOUT_SECONDS,
    ) -> Store:
        """Open the store at an SQLAlchemy URL or in an SQLite file.

        Rejects: what is missing, no store, of another version, or on a network drive (StoreError).
        """
        database = _database(url, read_only=read_only, lock_timeout=lock_timeout)
        database.check(create=create and not read_only)
        store = cls(database)
        store._check_revision()
        return store

    @classmethod
    def scratch(cls, path: Path) -> Store:
        """Open an SQLite file for view tables alone: a replay's, thrown away afterwards."""
        return cls(Sqlite(path))

    @staticmethod
    def upgrade(url: str) -> None:
        """Bring an older store's tables to this version's revision (make a backup first)."""
        database = _database(url, read_only=False, lock_timeout=sql.LOCK_TIMEOUT_SECONDS)
        database.check(create=False)
        with database.told():
            database.upgrade()

    def close(self) -> None:
        """Close the idle connections, and the engine if it was used."""
        while self._idle:
            self._idle.pop().close()
        if "engine" in self.__dict__:
            self.engine.dispose()
            del self.__dict__["engine"]

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def engine(self) -> sqlalchemy.Engine:
        """The engine for view tables; who writes them on it begins with `begin()`."""
        return self._database.engine()

    @contextmanager
    def begin(self) -> Iterator[sqlalchemy.Connection]:
        """Write view tables in one transaction that takes SQLite's write lock before it reads."""
        with self._database.writing(), self._database.told():
            options = {"sqlite_begin": "IMMEDIATE"}
            with self.engine.connect().execution_options(**options) as connection:
                with connection.begin():
                    yield connection

    @property
    def dialect(self) -> str:
        """The kind of database: "sqlite" or "postgresql"."""
        return self._database.dialect

    @contextmanager
    def tables(self, *, write: bool = False) -> Iterator[Any]:
        """Lend the driver's own connection for view tables, in one transaction or one snapshot."""
        if write and self.read_only:
            raise StoreError.of("store.read_only", url=self.url)
        with self._database.writing() if write else nullcontext(), self._connection() as connection:
            try:
                with self._database.told():
                    self._database.begin(connection, write=write)
                    yield connection
                    connection.execute("COMMIT")
            finally:
                self._database.rollback(connection)

    # --- reading ------------------------------------------------------------------------------

    def ledgers(self) -> list[str]:
        """List the ledgers in this database."""
        return [ledger for (ledger,) in self._select(sql.LEDGERS, ())]

    def head(self, ledger: str) -> Head:
        """Say how far a ledger is.

        Rejects: ledger.unknown.
        """
        rows = self._select(sql.HEAD, (ledger,))
        if not rows:
            raise StoreError.of("ledger.unknown", ledger=ledger)
        return Head(*rows[0])

    def read(self, ledger: str, *, after: int = 0, upto: int | None = None) -> Iterator[StoredEvent]:
        """Read events in order, in pages, as far as the log stood at the start (or to `upto`)."""
        last = self.head(ledger).size if upto is None else upto
        with self._connection() as connection:
            yield from self._events(connection, ledger, after, last)

    def tagged(self, ledger: str, tag: str, *, after: int = 0) -> Iterator[StoredEvent]:
        """Read the events with one tag in order, in pages."""
        while True:
            page = self._select(sql.TAGGED, (ledger, tag, after, PAGE, ledger))
            yield from map(StoredEvent._make, page)
            if len(page) < PAGE:
                return
            after = page[-1][0]

    def states(self, ledger: str, scopes: Iterable[str]) -> dict[str, StoredState]:
        """Return stored states without the lock: good for what never changes once it is there."""
        text = sql.STATES.format(among=self._database.among)
        values = (ledger, self._database.listed(sorted(scopes)))
        return {row[0]: StoredState(*row[1:]) for row in self._select(text, values)}

    # --- writing ------------------------------------------------------------------------------

    @contextmanager
    def write(
        self,
        ledger: str,
        scopes: Iterable[str] = (),
        keys: Iterable[str] = (),
        *,
        clock: Callable[[], datetime] = utc_now,
        create: bool = False,
    ) -> Iterator[WriteTransaction]:
        """Hold a ledger's append lock for the block; commit at its end, roll back if it raises.

        Rejects: ledger.unknown (unless `create`), store.locked, store.read_only, store.full.
        """
        if self.read_only:
            raise StoreError.of("store.read_only", url=self.url)
        with self._database.writing(), self._connection() as connection:
            try:
                tx = WriteTransaction(self, connection, ledger, scopes, keys, clock, create=create)
                yield tx
                tx._finish()
            finally:
                self._database.rollback(connection)

    # --- connections --------------------------------------------------------------------------

    def _check_revision(self) -> None:
        rows = self._select(sql.REVISION, ())
        revision = rows[0][0] if rows else ""
        if revision not in sql.REVISIONS:
            raise StoreError.of("store.newer", url=self.url, revision=revision)
        if revision != sql.REVISIONS[-1]:
            raise StoreError.of("store.older", url=self.url, revision=revision)

    def _select(self, statement: str, values: Sequence[Any]) -> list[sql.Row]:
        with self._connection() as connection, self._database.told():
            return self._database.select(connection, statement, values)

    def _events(
        self, connection: Any, ledger: str, after: int, upto: int
    ) -> Iterator[StoredEvent]:
        while after < upto:
            with self._database.told():
                values = (ledger, after, upto, PAGE)
                page = self._database.select(connection, sql.EVENTS, values)
            yield from map(StoredEvent._make, page)
            if not page:
                return
            after = page[-1][0]

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        """Lend a connection; one that failed is closed and not lent again."""
        if self._process != os.getpid():  # a forked child must not use its parent's connections
            self._process, self._idle = os.getpid(), []
        with self._database.told():
            connection = self._idle.pop() if self._idle else self._database.connect()
        try:
            yield connection
        finally:
            if self._database.is_usable(connection):
                self._idle.append(connection)
            else:
                connection.close()


class WriteTransaction:
    """The append lock of one ledger, what was read under it, and what will be written."""

    def __init__(
        self,
        store: Store,
        connection: Any,
        ledger: str,
        scopes: Iterable[str],
        keys: Iterable[str],
        clock: Callable[[], datetime],
        *,
        create: bool,
    ) -> None:
        self._store = store
        self._database = store._database
        self._connection = connection
        self.ledger = ledger
        self._asked = set(scopes)
        self._asked_keys = set(keys)
        empty = EMPTY if create else b""
        with self._database.told():
            locked = self._database.lock(
                connection, ledger, sorted(self._asked), sorted(self._asked_keys), empty
            )
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
        missing = sorted(set(wanted) - self._asked)
        rows = self._select(sql.STATES, missing)
        self._states.update((row[0], StoredState(*row[1:])) for row in rows)
        self._asked.update(missing)
        return {scope: self._states[scope] for scope in wanted if scope in self._states}

    def keys(self, keys: Iterable[str]) -> dict[str, StoredKey]:
        """Return what these idempotency keys stand for; one that nobody claimed is not in it."""
        wanted = list(keys)
        missing = sorted(set(wanted) - self._asked_keys)
        rows = self._select(sql.KEYS, missing)
        self._keys.update((row[0], StoredKey(*row[1:])) for row in rows)
        self._asked_keys.update(missing)
        return {key: self._keys[key] for key in wanted if key in self._keys}

    def read(self, after: int, upto: int) -> Iterator[StoredEvent]:
        """Read events under the lock, those of this transaction among them."""
        self._flush()
        return self._store._events(self._connection, self.ledger, after, min(upto, self.size))

    def append(self, events: Sequence[NewEvent], *, folded: bool = True) -> int:
        """Append events, all recorded at `recorded_at`; return the first position.

        `folded=False`: nobody folds them into the scope states, so `folded_to` stays behind.
        """
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
            batch.tags += tags
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
        self._states.update(states)
        self._asked.update(states)
        self._batch.states.update(states)

    def put_key(self, key: str, digest: bytes, first: int, last: int) -> None:
        """Claim an idempotency key for the positions `first` to `last`."""
        self._keys[key] = self._batch.keys[key] = StoredKey(digest, first, last)
        self._asked_keys.add(key)

    def abandon(self) -> None:
        """Roll back at the end, though nothing was raised: a dry run, a refused command."""
        self._abandoned = True

    def _select(self, statement: str, names: Sequence[str]) -> Iterator[sql.Row]:
        """Read the rows of these names, a chunk of names at a time."""
        database = self._database
        text = statement.format(among=database.among)
        for start in range(0, len(names), CHUNK):
            with database.told():
                values = (self.ledger, database.listed(names[start : start + CHUNK]))
                yield from database.select(self._connection, text, values)

    def _finish(self) -> None:
        if not self._abandoned:
            self._write(commit=True)

    def _flush(self) -> None:
        if self._batch:
            self._write(commit=False)
            self._batch = Batch(self.ledger, self.recorded_at)

    def _write(self, *, commit: bool) -> None:
        self._batch.head = (
            self.size,
            self.folded_to,
            self._frontier.to_bytes(),
            self._recorded_at,
        )
        with self._database.told():
            self._database.write(self._connection, self._batch, commit=commit)


def _text(time: datetime) -> str:
    """Write a time as stored: UTC, fixed width, microseconds, Z."""
    assert time.tzinfo is not None, "the clock must tell its time zone"
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _database(url: str, *, read_only: bool, lock_timeout: float) -> Database:
    """Choose the database by its URL; anything without `://` is the path of an SQLite file."""
    scheme, separator, rest = url.partition("://")
    if not separator:
        return Sqlite(Path(url), read_only=read_only, lock_timeout=lock_timeout)
    if scheme.split("+")[0] == "sqlite":
        path = Path(unquote(rest.partition("?")[0].removeprefix("/")))
        return Sqlite(path, read_only=read_only, lock_timeout=lock_timeout)
    from ledger._pg import Postgres

    return Postgres(url, read_only=read_only, lock_timeout=lock_timeout)
