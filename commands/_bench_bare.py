"""The bare database beside the ledger: the same rows into the same tables, nothing else done.

Why: a ratio within one run says what the rules, tags and hashes cost, whatever the machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from commands._bench_figures import took
from ledger.store import Store

if TYPE_CHECKING:
    from pathlib import Path

_READ: Final = {
    "event": "SELECT ledger, position, name, data, recorded_at, leaf FROM event"
             " WHERE ledger = ? AND position BETWEEN ? AND ? ORDER BY position",
    "event_tag": "SELECT ledger, tag, position FROM event_tag"
                 " WHERE ledger = ? AND position BETWEEN ? AND ? ORDER BY tag, position",
    "scope_state": "SELECT ledger, scope, position, fold, state FROM scope_state"
                   " WHERE ledger = ? AND position BETWEEN ? AND ? ORDER BY scope",
}  # fmt: skip
_WRITE: Final = {
    "event": "INSERT INTO event (ledger, position, name, data, recorded_at, leaf)"
             " VALUES (?, ?, ?, ?, ?, ?)",
    "event_tag": "INSERT INTO event_tag (ledger, tag, position) VALUES (?, ?, ?)",
    "scope_state": "INSERT INTO scope_state (ledger, scope, position, fold, state)"
                   " VALUES (?, ?, ?, ?, ?)",
}  # fmt: skip
_HEAD: Final = (
    "INSERT INTO ledger_head (ledger, size, folded_to, frontier, recorded_at)"
    " VALUES (?, ?, ?, x'', '')"
)

Rows = dict[str, list[tuple[Any, ...]]]


def rows_between(store: Store, ledger: str, first: int, last: int) -> Rows:
    """Return what a command wrote: events, tags, states."""
    return {table: store.select(sql, (ledger, first, last)) for table, sql in _READ.items()}


def insert_all(path: Path, rows: Rows) -> int:
    """Insert rows into a fresh file by executemany and commit; return how long it took."""
    with Store.open(str(path), create=True) as store:

        def insert() -> None:
            with store.tables(write=True) as connection:
                for table, sql in _WRITE.items():
                    connection.executemany(sql, rows[table])
                connection.execute(_HEAD, ("BARE", 0, 0))

        return took(insert)


class OneRow:
    """A store into which bare rows go, one a commit, with the pragmas of every store."""

    def __init__(self, path: Path, row: tuple[Any, ...]) -> None:
        self._store = Store.open(str(path), create=True)
        self._lent = self._store.tables(write=True)
        self._connection = self._lent.__enter__()
        self._rest, self._position = row[2:], 0
        self._connection.execute("COMMIT")

    def commit(self) -> None:
        """Insert one event's row and commit it."""
        self._position += 1
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_WRITE["event"], ("BARE", self._position, *self._rest))
        connection.execute("COMMIT")

    def close(self) -> None:
        """Give the connection back, inside a transaction as it was lent."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._lent.__exit__(None, None, None)
        self._store.close()
