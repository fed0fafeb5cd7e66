"""The store on SQLite: one file, one machine, one writer at a time.

Why: WAL lets readers go on while an officer pays; `synchronous=FULL` means that what was accepted
survives a power cut; `BEGIN IMMEDIATE` takes the lock before the first read, because a transaction
that starts by reading cannot start writing once another has written.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from ledger import _database as sql
from ledger._database import Batch, Columns, Locked, Row
from ledger._network import MOUNTS, network_filesystem
from ledger._stored import StoreError

if TYPE_CHECKING:
    import sqlalchemy

PAGE_SIZE: Final = 8192
CACHE_KIB: Final = 16 * 1024
WAL_LIMIT_BYTES: Final = 64 * 1024 * 1024

AMONG: Final = "IN (SELECT value FROM json_each(?))"
STATES: Final = sql.STATES.format(among=AMONG)
KEYS: Final = sql.KEYS.format(among=AMONG)
# OR ROLLBACK: with the guard's trigger any other form makes SQLite keep a journal for each row.
PUT_EVENTS: Final = (
    "INSERT OR ROLLBACK INTO event (ledger, recorded_at, position, name, data, leaf) VALUES {rows}"
)
PUT_TAGS: Final = "INSERT INTO event_tag (ledger, tag, position) VALUES {rows}"
PUT_STATES: Final = (
    "INSERT INTO scope_state (ledger, scope, position, fold, state) VALUES {rows}"
    " ON CONFLICT (ledger, scope) DO UPDATE SET"
    " position = excluded.position, fold = excluded.fold, state = excluded.state"
)
PUT_KEYS: Final = "INSERT INTO command_key (ledger, key, digest, first, last) VALUES {rows}"
ROWS: Final = 100  # rows in one statement of a bulk write: half the time of one row a statement

# A file that outgrows its limit (EFBIG, quota) comes as an I/O error of writing, not as FULL.
_FULL: Final = frozenset(
    (
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
        sqlite3.SQLITE_IOERR_SHMOPEN,
    )
)
_CODES: Final = {
    sqlite3.SQLITE_BUSY: "store.locked",
    sqlite3.SQLITE_LOCKED: "store.locked",
    sqlite3.SQLITE_FULL: "store.full",
    sqlite3.SQLITE_READONLY: "store.read_only",
    sqlite3.SQLITE_PERM: "store.read_only",
    sqlite3.SQLITE_CORRUPT: "store.damaged",
    sqlite3.SQLITE_CONSTRAINT: "store.damaged",
    sqlite3.SQLITE_NOTADB: "store.not_a_store",
    sqlite3.SQLITE_IOERR: "store.unavailable",
    sqlite3.SQLITE_PROTOCOL: "store.locked",
}


class Sqlite:
    """A store in one SQLite file."""

    dialect = "sqlite"
    among = AMONG

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        lock_timeout: float = sql.LOCK_TIMEOUT_SECONDS,
        mounts: Path = MOUNTS,
    ) -> None:
        self.path = path
        self.url = self.address = str(path)
        self.read_only = read_only
        self._lock_timeout = lock_timeout
        self._mounts = mounts
        self._writer = Lock()

    # --- opening ------------------------------------------------------------------------------

    def check(self, *, create: bool) -> None:
        """Refuse what is no store of ours; with `create`, make one where nothing stands yet."""
        self._check_place(create=create)
        with self.told():
            connection = self.connect()
            try:
                tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
                if create and not tables:
                    self._create(connection)
                elif not {"ledger_head", "ledger_version"} <= tables:
                    raise StoreError.of("store.not_a_store", url=self.url)
                elif not self.read_only and os.access(self.path, os.W_OK):
                    connection.execute("PRAGMA journal_mode = WAL")  # a copy may have lost it
            finally:
                connection.close()

    def _check_place(self, *, create: bool) -> None:
        if self.path.is_dir():
            raise StoreError.of("store.directory", url=self.url)
        if not (self.path.exists() or (create and self.path.parent.is_dir())):
            raise StoreError.of("store.missing", url=self.url)
        filesystem = network_filesystem(self.path, self._mounts)
        if filesystem is not None:
            raise StoreError.of("store.network_drive", url=self.url, filesystem=filesystem)

    def _create(self, connection: sqlite3.Connection) -> None:
        connection.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        connection.execute("PRAGMA journal_mode = WAL")
        self.upgrade()

    def upgrade(self) -> None:
        """Run the missing revisions in one transaction."""
        from ledger import _migrate

        engine = self.engine().execution_options(sqlite_begin="IMMEDIATE")
        _migrate.upgrade(engine)
        engine.dispose()

    # --- connections --------------------------------------------------------------------------

    def connect(self) -> sqlite3.Connection:
        """Open a connection in autocommit mode: the store says BEGIN itself."""
        connection = sqlite3.connect(
            f"file:{quote(str(self.path.absolute()))}?{self._mode()}",
            uri=True,
            timeout=self._lock_timeout,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(f"PRAGMA journal_size_limit = {WAL_LIMIT_BYTES}")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        if self.read_only:
            connection.execute("PRAGMA query_only = ON")
        return connection

    def _mode(self) -> str:
        if not self.read_only:
            return "mode=rwc"
        folder = self.path.absolute().parent
        wal = self.path.with_name(self.path.name + "-wal")
        if os.access(folder, os.W_OK) or (wal.exists() and wal.stat().st_size):
            return "mode=ro"
        return "mode=ro&immutable=1"  # an auditor's copy on a medium that nobody writes

    def is_usable(self, connection: sqlite3.Connection) -> bool:
        """Say whether a connection that was used before can be used again."""
        return not connection.in_transaction

    def engine(self) -> sqlalchemy.Engine:
        """Make an engine; `execution_options(sqlite_begin="IMMEDIATE")` for who will write."""
        import sqlalchemy

        engine = sqlalchemy.create_engine(
            "sqlite://", creator=self.connect, poolclass=sqlalchemy.QueuePool
        )

        @sqlalchemy.event.listens_for(engine, "begin")
        def begin(connection: sqlalchemy.Connection) -> None:
            how = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
            connection.exec_driver_sql(f"BEGIN {how}")

        return engine

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Let this process's threads queue here: SQLite's own waiting is sleep and retry."""
        if not self._writer.acquire(timeout=self._lock_timeout):
            raise StoreError.of("store.locked", seconds=self._lock_timeout)
        try:
            yield
        finally:
            self._writer.release()

    # --- statements ---------------------------------------------------------------------------

    def listed(self, values: Sequence[str | int]) -> str:
        """Bind a list as one JSON value."""
        return json.dumps(values)

    def begin(self, connection: sqlite3.Connection, *, write: bool) -> None:
        """Begin; who will write takes the file's write lock before the first read."""
        connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")

    def select(self, connection: sqlite3.Connection, sql: str, values: Sequence[Any]) -> list[Row]:
        """Run one reading statement."""
        return connection.execute(sql, values).fetchall()

    def stream(
        self, connection: sqlite3.Connection, sql: str, values: Sequence[Any]
    ) -> Iterator[Row]:
        """Run one reading statement, row by row."""
        return connection.execute(sql, values)

    def lock(
        self,
        connection: sqlite3.Connection,
        ledger: str,
        scopes: list[str],
        keys: list[str],
        empty: bytes,
    ) -> Locked:
        """Take the file's write lock, then read."""
        connection.execute("BEGIN IMMEDIATE")
        if empty:
            connection.execute(sql.NEW_HEAD, (ledger, empty))
        return Locked(
            connection.execute(sql.HEAD, (ledger,)).fetchone(),
            self.select(connection, STATES, (ledger, json.dumps(scopes))) if scopes else [],
            self.select(connection, KEYS, (ledger, json.dumps(keys))) if keys else [],
        )

    def write(self, connection: sqlite3.Connection, batch: Batch, *, commit: bool) -> None:
        """Write a batch in key order: neighbours in a tree fall on the same page."""
        ledger = (batch.ledger,)
        _put(connection, PUT_EVENTS, (*ledger, batch.recorded_at), batch.event_columns())
        _put(connection, PUT_TAGS, ledger, batch.tag_columns())
        _put(connection, PUT_STATES, ledger, batch.state_columns())
        _put(connection, PUT_KEYS, ledger, batch.key_columns())
        connection.execute(sql.SET_HEAD, (*batch.head, *ledger))
        if commit:
            connection.execute("COMMIT")

    def rollback(self, connection: sqlite3.Connection) -> None:
        """Undo what was not committed; after some errors SQLite has done so already."""
        if connection.in_transaction:
            connection.execute("ROLLBACK")

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what the driver tells of the world into a StoreError; our bugs stay as they are."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            code = self._code(error)
            if code is None:
                raise
            facts = {"url": self.url, "detail": str(error), "seconds": self._lock_timeout}
            raise StoreError.of(code, **facts) from error

    def _code(self, error: sqlite3.DatabaseError) -> str | None:
        full_code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE)
        if full_code in _FULL:
            return "store.full"
        if full_code & 0xFF == sqlite3.SQLITE_CANTOPEN:
            return "store.read_only" if self.path.exists() else "store.missing"
        return _CODES.get(full_code & 0xFF) or _by_words(str(error))


def _by_words(said: str) -> str | None:
    """Tell the errors for which SQLite, or its driver, has no code of their own."""
    if "no such column" in said or "no column named" in said or "table view_" in said:
        return "view.unreadable"
    if "no such table" in said:
        return "view.unreadable" if "view_" in said else "store.not_a_store"
    return "store.damaged" if said.startswith("Could not decode to UTF-8") else None


@cache
def _text(statement: str, fixed: int, width: int, rows: int) -> str:
    """Write the places for `rows` rows; each begins with the `fixed` values, bound once."""
    same = [f"?{1 + column}" for column in range(fixed)]
    places = (
        ", ".join([*same, *(f"?{1 + fixed + row * width + column}" for column in range(width))])
        for row in range(rows)
    )
    return statement.format(rows=", ".join(f"({row})" for row in places))


def _put(connection: sqlite3.Connection, statement: str, fixed: Row, columns: Columns) -> None:
    """Write rows, many in one statement while there are many, the rest one by one."""
    width, count = len(columns), len(columns[0])
    whole = count - count % ROWS
    for start in range(0, whole, ROWS):
        values: list[Any] = [None] * (ROWS * width)
        for place, column in enumerate(columns):
            values[place::width] = column[start : start + ROWS]
        connection.execute(_text(statement, len(fixed), width, ROWS), (*fixed, *values))
    if whole < count:
        rest = zip(*(column[whole:] for column in columns), strict=True)
        text = _text(statement, len(fixed), width, 1)
        connection.executemany(text, [(*fixed, *row) for row in rest])
