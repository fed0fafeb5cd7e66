"""The store: the one door to the ledger's database, and to the `eventsourcing` library.

Why: positions are dense and in commit order because every append holds its ledger's head row;
a decision is made on states read under that lock, so that no two officers spend the same yuan.
SQLite and PostgreSQL share everything here; what differs is in `_sqlite.py` and `_pg.py`.
`LedgerRecorder` is imported when it is first asked for: `eventsourcing` patches `dataclasses`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import unquote

from ledger import _database as sql
from ledger._database import PAGE, Database, Link
from ledger._sqlite import Sqlite
from ledger._stored import Head, NewEvent, StoredEvent, StoredKey, StoredState, StoreError
from ledger._transaction import WriteTransaction

if TYPE_CHECKING:
    import sqlalchemy

    from ledger._recorder import LedgerRecorder

__all__ = [
    "Head",
    "LedgerRecorder",
    "NewEvent",
    "Store",
    "StoreError",
    "StoredEvent",
    "StoredKey",
    "StoredState",
    "WriteTransaction",
    "utc_now",
]


_KINDS = frozenset(("sqlite", "postgresql", "postgres"))


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
        try:
            store._check_revision()
        except StoreError:
            store.close()
            raise
        return store

    @classmethod
    def scratch(cls, path: Path) -> Store:
        """Open an SQLite file for view tables alone: a replay's, thrown away afterwards."""
        return cls(Sqlite(path))

    @classmethod
    def upgrade(cls, url: str) -> None:
        """Bring an older store's tables to this version's revision (make a backup first).

        Rejects: what `open` rejects, but for store.older.
        """
        database = _database(url, read_only=False, lock_timeout=sql.LOCK_TIMEOUT_SECONDS)
        database.check(create=False)
        with cls(database) as store:
            store._refuse_if_newer()
        with database.told():
            database.upgrade()

    def close(self) -> None:
        """Close the idle connections, and the engine if it was used."""
        while self._idle:
            self._idle.pop().close()
        if "engine" in self.__dict__:
            self.engine.dispose()
            del self.__dict__["engine"]

    def __enter__(self) -> Self:
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
        from sqlalchemy.exc import OperationalError

        self._refuse_if_read_only()
        waiting = self._database.writing()
        connecting = self.engine.connect().execution_options(sqlite_begin="IMMEDIATE")
        try:
            with waiting, connecting as connection, connection.begin():
                yield connection
        except OperationalError as error:
            with self._database.told():
                raise error.orig or error from error

    # --- reading ------------------------------------------------------------------------------

    def ledgers(self) -> list[str]:
        """List the ledgers in this database."""
        return [ledger for (ledger,) in self.select(sql.LEDGERS, ())]

    def head(self, ledger: str) -> Head:
        """Say how far a ledger is.

        Rejects: ledger.unknown.
        """
        rows = self.select(sql.HEAD, (ledger,))
        if not rows:
            raise StoreError.of("ledger.unknown", ledger=ledger)
        return Head(*rows[0])

    def read(
        self, ledger: str, *, after: int = 0, upto: int | None = None
    ) -> Iterator[StoredEvent]:
        """Read events in order, in pages, as far as the log stood at the start (or to `upto`)."""
        last = self.head(ledger).size if upto is None else upto
        with self._link() as link:
            yield from link.events(ledger, after, last)

    def tagged(self, ledger: str, tag: str, *, after: int = 0) -> Iterator[StoredEvent]:
        """Read the events with one tag in order, in pages."""
        while True:
            page = self.select(sql.TAGGED, (ledger, tag, after, PAGE, ledger))
            yield from map(StoredEvent._make, page)
            if len(page) < PAGE:
                return
            after = page[-1][0]

    def states(self, ledger: str, scopes: Iterable[str]) -> dict[str, StoredState]:
        """Return stored states without the lock: good for what never changes once it is there."""
        text = sql.STATES.format(among=self._database.among)
        values = (ledger, self._database.listed(sorted(scopes)))
        return {row[0]: StoredState(*row[1:]) for row in self.select(text, values)}

    def select(self, statement: str, values: Sequence[Any]) -> list[sql.Row]:
        """Run one reading statement: `?` for each value, `{among}` where the value is a list."""
        with self._link() as link:
            return link.select(statement, values)

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
        self._refuse_if_read_only()
        with self._database.writing(), self._link() as link:
            try:
                tx = WriteTransaction(link, ledger, scopes, keys, clock, create=create)
                yield tx
                tx.finish()
            finally:
                link.rollback()

    @property
    def address(self) -> str:
        """What opens this store in another process; it may hold a password: never shown."""
        return self._database.address

    @property
    def dialect(self) -> str:
        """The kind of database: "sqlite" or "postgresql"."""
        return self._database.dialect

    @contextmanager
    def snapshot(self) -> Iterator[Link]:
        """Read everything from one snapshot, however long it takes."""
        with self._link() as link:
            try:
                with self._database.told():
                    self._database.begin(link.connection, write=False)
                yield link
            finally:
                link.rollback()

    @contextmanager
    def tables(self, *, write: bool = False) -> Iterator[Any]:
        """Lend the driver's own connection for view tables, in one transaction or one snapshot.

        Rejects: store.read_only and store.locked where it is to write.
        """
        if write and self.read_only:
            raise StoreError.of("store.read_only", url=self.url)
        with self._database.writing() if write else nullcontext(), self._link() as link:
            try:
                with self._database.told():
                    self._database.begin(link.connection, write=write)
                    yield link.connection
                    link.connection.execute("COMMIT")
            finally:
                link.rollback()

    # --- connections --------------------------------------------------------------------------

    def _refuse_if_newer(self) -> str:
        rows = self.select(sql.REVISION, ())
        revision: str = rows[0][0] if rows else ""
        if revision not in sql.REVISIONS:
            raise StoreError.of("store.newer", url=self.url, revision=revision)
        return revision

    def _check_revision(self) -> None:
        revision = self._refuse_if_newer()
        if revision != sql.REVISIONS[-1]:
            raise StoreError.of("store.older", url=self.url, revision=revision)

    def _refuse_if_read_only(self) -> None:
        if self.read_only:
            raise StoreError.of("store.read_only", url=self.url)

    @contextmanager
    def _link(self) -> Iterator[Link]:
        """Lend a connection; one that failed is closed and not lent again."""
        if self._process != os.getpid():  # a forked child must not use its parent's connections
            self._process, self._idle = os.getpid(), []
        with self._database.told():
            connection = self._idle.pop() if self._idle else self._database.connect()
        try:
            yield Link(self._database, connection)
        finally:
            if self._database.is_usable(connection):
                self._idle.append(connection)
            else:
                connection.close()


def _database(url: str, *, read_only: bool, lock_timeout: float) -> Database:
    """Choose the database by its URL; anything without `://` is the path of an SQLite file."""
    scheme, separator, rest = url.partition("://")
    kind = scheme.partition("+")[0]
    if separator and kind not in _KINDS:
        raise StoreError.of("store.unknown_kind", kind=kind)
    if not separator:
        return Sqlite(Path(url), read_only=read_only, lock_timeout=lock_timeout)
    if kind == "sqlite":
        path = Path(unquote(rest.partition("?")[0].removeprefix("/")))
        return Sqlite(path, read_only=read_only, lock_timeout=lock_timeout)
    from ledger._pg import Postgres

    return Postgres(url, read_only=read_only, lock_timeout=lock_timeout)
