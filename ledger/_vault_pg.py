"""The vault in a PostgreSQL database: tables of its own, best in a database of its own."""

from __future__ import annotations

from typing import Any, Final

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from ledger._vault_database import LOCK_TIMEOUT_SECONDS, VaultDatabase, VaultError

MAKING_TABLES: Final = 0x7661756C74  # "vault": an advisory lock for the first start alone

_CODES: Final[tuple[tuple[type[psycopg.Error], str], ...]] = (
    (errors.LockNotAvailable, "vault.locked"),
    (errors.DeadlockDetected, "vault.locked"),
    (errors.DiskFull, "vault.full"),
    (errors.ReadOnlySqlTransaction, "vault.read_only"),
    (errors.InsufficientPrivilege, "vault.read_only"),
    (errors.InvalidCatalogName, "vault.missing"),
    (errors.IntegrityError, "vault.damaged"),
    (errors.DataCorrupted, "vault.damaged"),
    (errors.UndefinedTable, "vault.damaged"),
)


class PostgresVault(VaultDatabase):
    """A vault in a PostgreSQL database."""

    types = {"bytes": "BYTEA", "plain": ' COLLATE "C"', "strict": "", "rowless": ""}  # noqa: RUF012
    driver_error = psycopg.Error

    def __init__(self, url: str, *, read_only: bool) -> None:
        self._address = "postgresql://" + url.partition("://")[2]
        super().__init__(_without_password(self._address), read_only=read_only)

    def connect(self) -> psycopg.Connection[Any]:
        """Open a connection in autocommit mode: the vault says BEGIN itself."""
        connection: psycopg.Connection[Any] = psycopg.connect(self._address, autocommit=True)
        connection.execute(f"SET lock_timeout = '{int(LOCK_TIMEOUT_SECONDS * 1000)}ms'")
        if self.read_only:
            connection.execute("SET default_transaction_read_only = on")
        return connection

    def statement(self, sql: str) -> str:
        """Write the places for values as psycopg wants them."""
        return sql.replace("?", "%s")

    def tables(self, connection: Any) -> set[str]:
        """Return the names of the vault's tables that are there."""
        rows = connection.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relkind = 'r' AND pg_table_is_visible(c.oid)"
            " AND c.relname LIKE 'vault%%'"
        )
        return {name for (name,) in rows}

    def settle(self, connection: Any) -> None:
        """Do nothing: a PostgreSQL database keeps no settings of the vault's."""

    def lock_all(self, connection: Any) -> None:
        """Take the advisory lock under which tables are made."""
        connection.execute("BEGIN ISOLATION LEVEL READ COMMITTED")
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (MAKING_TABLES,))

    def lock(self, connection: Any, ledger: str) -> None:
        """Lock the ledger's row; reading is another statement, with a later snapshot."""
        connection.execute("BEGIN ISOLATION LEVEL READ COMMITTED")
        connection.execute(
            "SELECT ledger FROM vault_ledger WHERE ledger = %s FOR UPDATE", (ledger,)
        )

    def scrub(self, connection: Any) -> None:
        """Drop dead rows. WAL archives and backups keep them until they expire: see ADR 0020."""
        connection.execute("VACUUM vault_person, vault_match")

    def roll_back(self, connection: Any) -> None:
        """Undo what was not committed; a broken connection has done so already."""
        if not connection.closed:
            connection.execute("ROLLBACK")

    def explain(self, error: Any) -> str:
        """Return the code of the rejection that PostgreSQL's error amounts to."""
        for kind, code in _CODES:
            if isinstance(error, kind):
                return code
        return "vault.unavailable"


def _without_password(address: str) -> str:
    """Return an address as it may be shown."""
    try:
        parts = conninfo_to_dict(address)
    except psycopg.Error as error:
        raise VaultError.of("vault.unavailable", url="postgresql://…", detail="URL") from error
    host, base = parts.get("host") or "localhost", parts.get("dbname") or ""
    return f"postgresql://{host}/{base}"
