"""The vault's database: its tables, its connections, its lock, and what its errors mean.

Why: the vault holds keys, so its file is readable by its owner alone, and what is deleted is
overwritten (`secure_delete`). The statements are plain text on the driver's own cursor, as in the
store: importing SQLAlchemy would cost every command 0.2 s. A place for a value is written `?`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from ledger.rejections import Rejection, reject

VERSION: Final = 1
LOCK_TIMEOUT_SECONDS: Final = 10.0
CHUNK: Final = 900  # values in one IN list; SQLite before 3.32 takes 999

TABLES: Final = (
    "CREATE TABLE vault_schema (version INTEGER NOT NULL){strict}",
    """CREATE TABLE vault_ledger (ledger TEXT{plain} NOT NULL PRIMARY KEY,
        match_key {bytes} NOT NULL CHECK (length(match_key) = 32),
        digest_key {bytes} NOT NULL CHECK (length(digest_key) = 32)){strict}""",
    """CREATE TABLE vault_match (ledger TEXT{plain} NOT NULL,
        token {bytes} NOT NULL CHECK (length(token) = 32), id TEXT{plain} NOT NULL,
        PRIMARY KEY (ledger, token)){rowless}""",
    """CREATE TABLE vault_person (ledger TEXT{plain} NOT NULL, person TEXT{plain} NOT NULL,
        identity {bytes} CHECK (length(identity) = 32),
        bank {bytes} CHECK (length(bank) = 32),
        hardship {bytes} CHECK (length(hardship) = 32),
        destroyed INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (ledger, person)){rowless}""",
)


class VaultError(Exception):
    """The vault could not do what was asked; `rejection` says why and what to do."""

    def __init__(self, rejection: Rejection) -> None:
        super().__init__(rejection.message("en"))
        self.rejection = rejection

    @classmethod
    def of(cls, code: str, **facts: Any) -> VaultError:
        """Build the error from a rejection's code and facts."""
        return cls(reject(code, **facts))

    @property
    def code(self) -> str:
        """The stable code of the rejection."""
        return self.rejection.code

    def __reduce__(self) -> tuple[type[VaultError], tuple[Rejection]]:
        return type(self), (self.rejection,)


class VaultDatabase(ABC):
    """One database: autocommit connections of its own driver, kept for the next use."""

    types: dict[str, str]
    driver_error: type[Exception]

    def __init__(self, url: str, *, read_only: bool) -> None:
        self.url = url
        self.read_only = read_only
        self._idle: list[Any] = []

    @abstractmethod
    def connect(self) -> Any:
        """Open a connection in autocommit mode."""

    @abstractmethod
    def tables(self, connection: Any) -> set[str]:
        """Return the names of the tables that are there."""

    @abstractmethod
    def settle(self, connection: Any) -> None:
        """Give the database the lasting settings that it may have lost in a copy."""

    @abstractmethod
    def lock_all(self, connection: Any) -> None:
        """Begin, and wait for whoever else is making the tables."""

    @abstractmethod
    def lock(self, connection: Any, ledger: str) -> None:
        """Begin, and wait for whoever else writes this ledger's rows."""

    @abstractmethod
    def scrub(self, connection: Any) -> None:
        """Overwrite what was deleted, as far as this database can."""

    @abstractmethod
    def explain(self, error: Any) -> str:
        """Return the code of the rejection that a driver's error amounts to."""

    def statement(self, sql: str) -> str:
        """Write the places for values as the driver wants them."""
        return sql

    def prepare(self, *, create: bool) -> None:
        """Refuse what is no vault or a newer one; with `create`, make one where nothing stands."""
        with self._connection() as connection:
            tables = self.tables(connection)
            if "vault_schema" not in tables and create and not self.read_only:
                tables = self._make_tables(connection)
            if "vault_schema" not in tables:
                raise VaultError.of("vault.missing", url=self.url)
            self.settle(connection)
            rows = self.select(connection, "SELECT version FROM vault_schema")
        if len(rows) != 1:
            raise VaultError.of("vault.damaged", url=self.url, detail="vault_schema")
        if rows[0][0] > VERSION:
            raise VaultError.of("vault.newer", url=self.url, version=rows[0][0])

    def _make_tables(self, connection: Any) -> set[str]:
        with self._transaction(connection, self.lock_all):
            if "vault_schema" not in self.tables(connection):  # another process was first
                for table in TABLES:
                    connection.execute(table.format_map(self.types))
                self.run(connection, "INSERT INTO vault_schema VALUES (?)", [(VERSION,)])
        return self.tables(connection)

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """Lend a connection for reading."""
        with self._connection() as connection:
            yield connection

    @contextmanager
    def writing(self, ledger: str) -> Iterator[Any]:
        """Lend a connection in a transaction that holds the ledger's lock; commit at the end."""
        if self.read_only:
            raise VaultError.of("vault.read_only", url=self.url)
        with (
            self._connection() as connection,
            self._transaction(connection, lambda held: self.lock(held, ledger)),
        ):
            yield connection

    def select(self, connection: Any, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Run one reading statement."""
        rows: list[Any] = connection.execute(self.statement(sql), values).fetchall()
        return rows

    def select_in(
        self, connection: Any, sql: str, ledger: str, values: Iterable[str | bytes]
    ) -> Iterator[Any]:
        """Run `… WHERE ledger = ? AND column IN (*)` for any number of values, in chunks."""
        for statement, row in self._chunks(sql, ledger, values):
            yield from self.select(connection, statement, row)

    def run(self, connection: Any, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Run one writing statement for many rows."""
        cursor = connection.cursor()
        cursor.executemany(self.statement(sql), rows)
        cursor.close()

    def run_in(self, connection: Any, sql: str, ledger: str, values: Iterable[str]) -> None:
        """Run a writing statement `… WHERE ledger = ? AND column IN (*)`, in chunks."""
        for statement, row in self._chunks(sql, ledger, values):
            self.run(connection, statement, [row])

    def _chunks(
        self, sql: str, ledger: str, values: Iterable[str | bytes]
    ) -> Iterator[tuple[str, tuple[str | bytes, ...]]]:
        ordered = sorted(values)
        for start in range(0, len(ordered), CHUNK):
            chunk = ordered[start : start + CHUNK]
            yield sql.replace("*", ", ".join("?" * len(chunk))), (ledger, *chunk)

    def close(self) -> None:
        """Close the connections that are kept."""
        while self._idle:
            self._idle.pop().close()

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        """Lend a connection; one that saw an error is not used again."""
        with self._told():
            connection = self._borrowed() or self.connect()
        try:
            with self._told():
                yield connection
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)

    def _borrowed(self) -> Any:
        try:
            return self._idle.pop()
        except IndexError:  # asked and answered in one step: another thread may take the last one
            return None

    @contextmanager
    def _transaction(self, connection: Any, begin: Callable[[Any], None]) -> Iterator[None]:
        try:
            begin(connection)
            yield
            connection.execute("COMMIT")
        except BaseException:
            self.roll_back(connection)
            raise

    @abstractmethod
    def roll_back(self, connection: Any) -> None:
        """Undo what was not committed, if the connection still can."""

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn the driver's errors into a VaultError; only the first line, free of values."""
        try:
            yield
        except self.driver_error as error:
            detail = str(error).partition("\n")[0]
            facts = {"url": self.url, "detail": detail, "seconds": LOCK_TIMEOUT_SECONDS}
            raise VaultError.of(self.explain(error), **facts) from error
