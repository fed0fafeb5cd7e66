"""The vault in one SQLite file, readable by its owner alone."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from ledger._network import network_filesystem
from ledger._vault_database import LOCK_TIMEOUT_SECONDS, VaultDatabase, VaultError

_CODES: Final = {
    sqlite3.SQLITE_BUSY: "vault.locked",
    sqlite3.SQLITE_LOCKED: "vault.locked",
    sqlite3.SQLITE_FULL: "vault.full",
    sqlite3.SQLITE_READONLY: "vault.read_only",
    sqlite3.SQLITE_PERM: "vault.read_only",
    sqlite3.SQLITE_CORRUPT: "vault.damaged",
    sqlite3.SQLITE_NOTADB: "vault.damaged",
    sqlite3.SQLITE_CONSTRAINT: "vault.damaged",
}
# A file that outgrows its limit (EFBIG, quota) comes as an I/O error of writing, not as FULL.
_FULL: Final = frozenset((sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE))


class SqliteVault(VaultDatabase):
    """A vault in one SQLite file."""

    types = {"bytes": "BLOB", "plain": "", "strict": " STRICT", "rowless": " STRICT, WITHOUT ROWID"}  # noqa: RUF012
    driver_error = sqlite3.DatabaseError

    def __init__(self, path: Path, *, read_only: bool, create: bool) -> None:
        super().__init__(str(path), read_only=read_only)
        self.path = path
        filesystem = network_filesystem(path)
        if filesystem is not None:
            raise VaultError.of("vault.network_drive", url=self.url, filesystem=filesystem)
        if not path.is_file():
            if read_only or not create or path.exists() or not path.parent.is_dir():
                raise VaultError.of("vault.missing", url=self.url)
            self._make_file()

    def _make_file(self) -> None:
        """Make the empty file before SQLite does, which would let everybody read it."""
        try:
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            detail = error.strerror or ""
            raise VaultError.of("vault.read_only", url=self.url, detail=detail) from error

    def connect(self) -> sqlite3.Connection:
        """Open a connection in autocommit mode: the vault says BEGIN itself."""
        connection = sqlite3.connect(
            f"file:{quote(str(self.path.absolute()))}?mode={'ro' if self.read_only else 'rw'}",
            uri=True,
            timeout=LOCK_TIMEOUT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA query_only = {self.read_only}")
        return connection

    def tables(self, connection: sqlite3.Connection) -> set[str]:
        """Return the names of the tables; a file of something else is refused untouched."""
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = {str(name) for (name,) in rows}
        if names and "vault_schema" not in names:
            raise VaultError.of("vault.not_a_vault", url=self.url)
        return names

    def settle(self, connection: sqlite3.Connection) -> None:
        """Switch to write-ahead logging, which a copied file may have lost."""
        if not self.read_only and os.access(self.path, os.W_OK):
            _use_wal(connection)

    def lock_all(self, connection: sqlite3.Connection) -> None:
        """Take the file's write lock."""
        connection.execute("BEGIN IMMEDIATE")

    def lock(self, connection: sqlite3.Connection, ledger: str) -> None:
        """Take the file's write lock: SQLite has no smaller one."""
        connection.execute("BEGIN IMMEDIATE")

    def scrub(self, connection: sqlite3.Connection) -> None:
        """Empty the write-ahead log, which still holds pages as they were."""
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def roll_back(self, connection: sqlite3.Connection) -> None:
        """Undo what was not committed; after some errors SQLite has done so already."""
        if connection.in_transaction:
            connection.execute("ROLLBACK")

    def explain(self, error: Any) -> str:
        """Return the code of the rejection that SQLite's error amounts to."""
        full_code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        if full_code in _FULL:
            return "vault.full"
        if full_code & 0xFF == sqlite3.SQLITE_CANTOPEN:
            return "vault.read_only" if self.path.exists() else "vault.missing"
        return _CODES.get(full_code & 0xFF, "vault.damaged")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging, if it is not so yet.

    Two processes that do it at once get SQLITE_BUSY without the usual waiting, so we wait here.
    """
    deadline = time.monotonic() + LOCK_TIMEOUT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return
