"""The store on PostgreSQL: many writers on many machines, one at a time for each ledger.

Why: a command waits for the network twice: lock and read, then write and commit; each is one
psycopg pipeline. Lock and read are two statements and never one: READ COMMITTED takes a
statement's snapshot before it waits for the lock, so that a CTE which locks and reads at once lets
most of the racers win the last yuan (`tests/ledger/test_race.py` keeps that form as a canary).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import count
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import psycopg
from psycopg import conninfo, errors

from ledger import _database as sql
from ledger._database import Batch, Columns, Locked, Row
from ledger._stored import StoreError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    import sqlalchemy

Connection: TypeAlias = psycopg.Connection[Row]

COPY_FROM: Final = 500  # rows from which on COPY, which leaves the pipeline, pays
BEGIN: Final = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
SNAPSHOT: Final = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

AMONG: Final = "= ANY(?)"
PUT_EVENTS: Final = (
    "INSERT INTO event (ledger, recorded_at, position, name, data, leaf)"
    " SELECT %s, %s, * FROM unnest(%b::bigint[], %b::text[], %b::bytea[], %b::bytea[])"
)
PUT_TAGS: Final = (
    "INSERT INTO event_tag (ledger, tag, position)"
    " SELECT %s, * FROM unnest(%b::text[], %b::bigint[])"
)
PUT_STATES: Final = (
    "INSERT INTO scope_state (ledger, scope, position, fold, state)"
    " SELECT %s, * FROM unnest(%b::text[], %b::bigint[], %b::bigint[], %b::bytea[])"
    " ON CONFLICT (ledger, scope) DO UPDATE SET"
    " position = excluded.position, fold = excluded.fold, state = excluded.state"
)
PUT_KEYS: Final = (
    "INSERT INTO command_key (ledger, key, digest, first, last)"
    " SELECT %s, * FROM unnest(%b::text[], %b::bytea[], %b::bigint[], %b::bigint[])"
)
COPY_EVENTS: Final = (
    "COPY event (ledger, recorded_at, position, name, data, leaf) FROM STDIN (FORMAT BINARY)"
)
COPY_TAGS: Final = "COPY event_tag (ledger, tag, position) FROM STDIN (FORMAT BINARY)"
EVENT_TYPES: Final = ("text", "text", "int8", "text", "bytea", "bytea")
TAG_TYPES: Final = ("text", "text", "int8")

_CODES: Final[tuple[tuple[tuple[type[psycopg.Error], ...], str], ...]] = (
    ((errors.LockNotAvailable, errors.DeadlockDetected), "store.locked"),
    ((errors.DiskFull,), "store.full"),
    ((errors.ReadOnlySqlTransaction, errors.InsufficientPrivilege), "store.read_only"),
    ((errors.UndefinedTable,), "store.not_a_store"),
    ((errors.DataCorrupted, errors.IndexCorrupted, errors.IntegrityError), "store.damaged"),
    ((psycopg.OperationalError,), "store.unavailable"),
)

_OF_A_VIEW: Final = (errors.UndefinedTable, errors.UndefinedColumn)

STREAMED: Final = 5000  # rows that the server hands over at a time
_CURSORS: Final = count()  # a name for each cursor on the server


class Postgres:
    """A store in a PostgreSQL database."""

    dialect = "postgresql"
    among = AMONG

    def __init__(
        self,
        url: str,
        *,
        read_only: bool = False,
        lock_timeout: float = sql.LOCK_TIMEOUT_SECONDS,
    ) -> None:
        scheme, _, rest = url.partition("://")
        self.address = f"{scheme.split('+')[0]}://{rest}"
        self._rest = rest
        self.read_only = read_only
        self._lock_timeout = lock_timeout
        self.url = self._without_password()

    def _without_password(self) -> str:
        try:
            parts = conninfo.conninfo_to_dict(self.address)
        except psycopg.ProgrammingError as error:
            raise StoreError.of("store.missing", url=self._rest.rpartition("@")[2]) from error
        return "postgresql://{}/{}".format(parts.get("host", ""), parts.get("dbname", ""))

    # --- opening ------------------------------------------------------------------------------

    def check(self, *, create: bool) -> None:
        """Refuse a database without a store; with `create`, make one there."""
        with self.told(), self.connect() as connection:
            found = connection.execute("SELECT to_regclass('ledger_head')").fetchone()
            missing = found is None or found[0] is None
        if missing and not create:
            raise StoreError.of("store.not_a_store", url=self.url)
        if missing:
            with self.told():
                self.upgrade()

    def upgrade(self) -> None:
        """Run the missing revisions in one transaction, one upgrade at a time."""
        from ledger import _migrate

        engine = self.engine()
        _migrate.upgrade(engine)
        engine.dispose()

    # --- connections --------------------------------------------------------------------------

    def connect(self) -> Connection:
        """Open a connection in autocommit mode: the store says BEGIN itself."""
        connection = psycopg.connect(self.address, autocommit=True)
        connection.execute(f"SET lock_timeout = {int(self._lock_timeout * 1000)}")
        if self.read_only:
            connection.execute("SET default_transaction_read_only = on")
        return connection

    def is_usable(self, connection: Connection) -> bool:
        """Say whether a connection that was used before can be used again."""
        idle = psycopg.pq.TransactionStatus.IDLE
        return not connection.closed and connection.info.transaction_status == idle

    def engine(self) -> sqlalchemy.Engine:
        """Make an engine with the same settings."""
        import sqlalchemy

        def connect() -> Connection:
            connection = self.connect()
            connection.autocommit = False
            return connection

        return sqlalchemy.create_engine("postgresql+psycopg://", creator=connect)

    def writing(self) -> AbstractContextManager[None]:
        """Writers wait in the database, for the row of their ledger only."""
        return nullcontext()

    # --- statements ---------------------------------------------------------------------------

    def listed(self, values: Sequence[str | int]) -> list[str | int]:
        """Bind a list as an array."""
        return list(values)

    def begin(self, connection: Connection, *, write: bool) -> None:
        """Begin: who writes sees what others commit, who reads sees one snapshot."""
        connection.execute(BEGIN if write else SNAPSHOT)

    def select(self, connection: Connection, sql: str, values: Sequence[Any]) -> list[Row]:
        """Run one reading statement."""
        return connection.execute(_marks(sql), values, binary=True).fetchall()

    def stream(self, connection: Connection, sql: str, values: Sequence[Any]) -> Iterator[Row]:
        """Run one reading statement through a cursor on the server, a page at a time."""
        with connection.cursor(name=f"stream_{next(_CURSORS)}", binary=True) as cursor:
            cursor.itersize = STREAMED
            cursor.execute(_marks(sql), values)
            yield from cursor

    def lock(
        self,
        connection: Connection,
        ledger: str,
        scopes: list[str],
        keys: list[str],
        empty: bytes,
    ) -> Locked:
        """Lock the head row, then read: separate statements, sent together."""
        with connection.pipeline():
            connection.execute(BEGIN)
            if empty:
                connection.execute(NEW_HEAD, (ledger, empty))
            head = connection.execute(LOCK_HEAD, (ledger,), binary=True)
            states = connection.execute(STATES, (ledger, scopes), binary=True) if scopes else None
            claims = connection.execute(KEYS, (ledger, keys), binary=True) if keys else None
        return Locked(
            head.fetchone(),
            states.fetchall() if states else [],
            claims.fetchall() if claims else [],
        )

    def write(self, connection: Connection, batch: Batch, *, commit: bool) -> None:
        """Write a batch: what is long by COPY, the rest and the commit in one pipeline."""
        ledger = (batch.ledger,)
        events = (EVENT_TYPES, (*ledger, batch.recorded_at), batch.event_columns())
        tags = (TAG_TYPES, ledger, batch.tag_columns())
        copied = len(batch.tags) + len(batch.positions) >= COPY_FROM
        if copied:
            _copy(connection, COPY_EVENTS, *events)
            _copy(connection, COPY_TAGS, *tags)
        with connection.pipeline():
            if not copied:
                _put(connection, PUT_EVENTS, *events[1:])
                _put(connection, PUT_TAGS, *tags[1:])
            _put(connection, PUT_STATES, ledger, batch.state_columns())
            _put(connection, PUT_KEYS, ledger, batch.key_columns())
            connection.execute(SET_HEAD, (*batch.head, *ledger))
            if commit:
                connection.execute("COMMIT")

    def rollback(self, connection: Connection) -> None:
        """Undo what was not committed; a broken connection is undone by the server."""
        if not connection.closed and not self.is_usable(connection):
            connection.rollback()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what the driver tells of the world into a StoreError; our bugs stay as they are."""
        try:
            yield
        except psycopg.Error as error:
            if isinstance(error, _OF_A_VIEW) and "view_" in str(error):
                raise StoreError.of("view.unreadable", detail=_first_line(error)) from error
            for kinds, code in _CODES:
                if isinstance(error, kinds):
                    facts = {"url": self.url, "detail": str(error), "seconds": self._lock_timeout}
                    raise StoreError.of(code, **facts) from error
            raise


def _first_line(error: psycopg.Error) -> str:
    return str(error).partition("\n")[0]


def _marks(statement: str) -> str:
    """Write the places for values as psycopg wants them."""
    return statement.replace("?", "%s")


LOCK_HEAD: Final = _marks(sql.HEAD) + " FOR UPDATE"
NEW_HEAD: Final = _marks(sql.NEW_HEAD)
SET_HEAD: Final = _marks(sql.SET_HEAD)
STATES: Final = _marks(sql.STATES.format(among=AMONG))
KEYS: Final = _marks(sql.KEYS.format(among=AMONG))


def _put(connection: Connection, statement: str, fixed: Row, columns: Columns) -> None:
    """Write rows by one statement, a column at a time."""
    if columns[0]:
        connection.execute(statement, (*fixed, *columns))


def _copy(
    connection: Connection, statement: str, types: Sequence[str], fixed: Row, columns: Columns
) -> None:
    """Write many rows by COPY."""
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(types)
        for row in zip(*columns, strict=True):
            copy.write_row((*fixed, *row))
