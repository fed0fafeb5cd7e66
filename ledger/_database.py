"""What the store needs of a database: the few things that SQLite and PostgreSQL do differently.

Why: the statements below are the hot path. They are plain text, run on the driver's own cursor:
through SQLAlchemy's `execute` each would cost 0.1 ms more, and importing it 0.2 s at every start.
A place for a value is written `?`.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from ledger._stored import StoredEvent, StoredKey, StoredState

if TYPE_CHECKING:
    import sqlalchemy

Row = tuple[Any, ...]
Columns = tuple[list[Any], ...]

LOCK_TIMEOUT_SECONDS: Final = 10.0
PAGE: Final = 1000  # events fetched at a time
REVISIONS: Final = ("0001",)  # every schema revision this program knows, oldest first

HEAD: Final = "SELECT size, folded_to, frontier, recorded_at FROM ledger_head WHERE ledger = ?"
LEDGERS: Final = "SELECT ledger FROM ledger_head ORDER BY ledger"
REVISION: Final = "SELECT version_num FROM ledger_version"
NEW_HEAD: Final = (
    "INSERT INTO ledger_head (ledger, size, folded_to, frontier, recorded_at)"
    " VALUES (?, 0, 0, ?, '') ON CONFLICT (ledger) DO NOTHING"
)
SET_HEAD: Final = (
    "UPDATE ledger_head SET size = ?, folded_to = ?, frontier = ?, recorded_at = ? WHERE ledger = ?"
)
EVENTS: Final = (
    "SELECT position, name, data, recorded_at, leaf FROM event"
    " WHERE ledger = ? AND position > ? AND position <= ? ORDER BY position LIMIT ?"
)
STATES: Final = (
    "SELECT scope, position, fold, state FROM scope_state WHERE ledger = ? AND scope {among}"
)
KEYS: Final = "SELECT key, digest, first, last FROM command_key WHERE ledger = ? AND key {among}"
TAGGED: Final = (
    "SELECT e.position, e.name, e.data, e.recorded_at, e.leaf FROM"
    " (SELECT position FROM event_tag WHERE ledger = ? AND tag = ? AND position > ?"
    " ORDER BY position LIMIT ?) t"
    " JOIN event e ON e.ledger = ? AND e.position = t.position ORDER BY e.position"
)


class Locked(NamedTuple):
    """What is read under the append lock."""

    head: Row | None
    states: list[Row]
    keys: list[Row]


@dataclass(slots=True)
class Batch:
    """What one transaction writes, a column at a time; `head` is what the head row becomes."""

    ledger: str
    recorded_at: str
    head: Row = ()
    positions: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    datas: list[bytes] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    tagged: list[int] = field(default_factory=list)  # the position that each of `tags` belongs to
    states: dict[str, StoredState] = field(default_factory=dict)
    keys: dict[str, StoredKey] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.positions or self.states or self.keys)

    def event_columns(self) -> Columns:
        """Return positions, names, data and leaf hashes."""
        return self.positions, self.names, self.datas, self.leaves

    def tag_columns(self) -> Columns:
        """Return tags and positions in key order: neighbours in a tree fall on the same page."""
        order = sorted(range(len(self.tags)), key=self.tags.__getitem__)
        return [self.tags[i] for i in order], [self.tagged[i] for i in order]

    def state_columns(self) -> Columns:
        """Return scopes, positions, fold versions and states in key order."""
        scopes = sorted(self.states)
        rows = [self.states[scope] for scope in scopes]
        return scopes, *([row[column] for row in rows] for column in range(3))

    def key_columns(self) -> Columns:
        """Return keys, digests, first and last positions in key order."""
        keys = sorted(self.keys)
        rows = [self.keys[key] for key in keys]
        return keys, *([row[column] for row in rows] for column in range(3))


class Database(Protocol):
    """One database: connections of its own driver, and the statements that differ."""

    url: str
    address: str  # opens it in another process: holds the password, is never shown
    read_only: bool
    dialect: str  # "sqlite" or "postgresql", for view tables
    among: str  # how a value is compared with a list that is bound to one place

    def listed(self, values: Sequence[str | int]) -> Any:
        """Bind a list to the one place that `among` has for it, so that no text grows with it."""

    def check(self, *, create: bool) -> None:
        """Refuse what is no store, or not one of this version; with `create`, make it one."""

    def upgrade(self) -> None:
        """Bring the tables to the newest revision."""

    def connect(self) -> Any:
        """Open a connection in autocommit mode."""

    def is_usable(self, connection: Any) -> bool:
        """Say whether a connection that was used before can be used again."""

    def engine(self) -> sqlalchemy.Engine:
        """Make an engine for views, with the same settings as the store's own connections."""

    def writing(self) -> AbstractContextManager[None]:
        """Wait for the other writers of this process, where waiting in the database is worse."""

    def begin(self, connection: Any, *, write: bool) -> None:
        """Begin to write, or to read everything from one snapshot."""

    def select(self, connection: Any, sql: str, values: Sequence[Any]) -> list[Row]:
        """Run one reading statement."""

    def stream(self, connection: Any, sql: str, values: Sequence[Any]) -> Iterator[Row]:
        """Run one reading statement inside a transaction; rows come as they are asked for."""

    def lock(
        self, connection: Any, ledger: str, scopes: list[str], keys: list[str], empty: bytes
    ) -> Locked:
        """Begin, lock the head row, then read; `empty`, if given, is the frontier of a new row."""

    def write(self, connection: Any, batch: Batch, *, commit: bool) -> None:
        """Write a batch, and commit."""

    def rollback(self, connection: Any) -> None:
        """Undo what was not committed."""

    def told(self) -> AbstractContextManager[None]:
        """Turn the driver's errors into a StoreError."""


@dataclass(frozen=True, slots=True)
class Link:
    """A connection that is lent out, and the database it leads to."""

    database: Database
    connection: Any

    def select(self, statement: str, values: Sequence[Any]) -> list[Row]:
        """Run one reading statement: `?` for each value, `{among}` where the value is a list."""
        database = self.database
        bound = [database.listed(value) if isinstance(value, list) else value for value in values]
        with database.told():
            return database.select(self.connection, statement.format(among=database.among), bound)

    def stream(self, statement: str, values: Sequence[Any]) -> Generator[Row, None, None]:
        """Run one reading statement of a snapshot; rows come as they are asked for."""
        with self.database.told():
            # `yield from` would close SQLite's cursor, perhaps when its connection is closed.
            for row in self.database.stream(self.connection, statement, values):  # noqa: UP028
                yield row

    def events(self, ledger: str, after: int, upto: int) -> Iterator[StoredEvent]:
        """Read events in order, in pages: memory stays flat however long the log."""
        while after < upto:
            page = self.select(EVENTS, (ledger, after, upto, PAGE))
            yield from map(StoredEvent._make, page)
            if not page:
                return
            after = page[-1][0]

    def lock(self, ledger: str, scopes: list[str], keys: list[str], empty: bytes) -> Locked:
        """Begin and take the append lock."""
        with self.database.told():
            return self.database.lock(self.connection, ledger, scopes, keys, empty)

    def write(self, batch: Batch, *, commit: bool) -> None:
        """Write a batch, and commit."""
        with self.database.told():
            self.database.write(self.connection, batch, commit=commit)

    def rollback(self) -> None:
        """Undo what was not committed."""
        with self.database.told():
            self.database.rollback(self.connection)
