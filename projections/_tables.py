"""View tables: how one is declared, and the few statements that write and read them.

Why: plain SQL on the driver's own cursor, as in the store: a million rows are written several times
faster than through SQLAlchemy, whose import alone takes a quarter of a second (ADR 0030).
Both databases understand what is written here; a place for a value is `?`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from projections._query import Where

FETCHED: Final = 2_000
TYPES: Final = {
    ("sqlite", "text"): "TEXT",
    ("sqlite", "int"): "INTEGER",
    ("postgresql", "text"): 'text COLLATE "C"',
    ("postgresql", "int"): "bigint",
}
ARRAYS: Final = {"text": "text[]", "int": "bigint[]"}
COPIED: Final = {"text": "text", "int": "int8"}


@dataclass(frozen=True)
class Table:
    """A table of a view. The columns of its key come first, and `ledger` before all.

    `columns`: names in order; `name:int` is a whole number. Nothing is NULL: what is absent is "",
    or 0, for Python's driver of SQLite takes longer over a None than over all else in a row.
    `indexes`: each the names of its columns. `undigested`: columns that no digest covers.
    """

    name: str
    columns: str
    key: str
    indexes: tuple[str, ...] = ()
    undigested: tuple[str, ...] = ()

    def typed(self) -> list[tuple[str, str]]:
        """Return the name of each column, and whether it is text or int."""
        words = (word.partition(":") for word in self.columns.split())
        return [(name, kind or "text") for name, _, kind in words]

    def statements(self, physical: str, dialect: str) -> Iterator[str]:
        """Return what creates the table under a name, if it is not there."""
        columns = [f'"{name}" {TYPES[dialect, kind]} NOT NULL' for name, kind in self.typed()]
        end = " STRICT, WITHOUT ROWID" if dialect == "sqlite" else ""
        body = f"{', '.join(columns)}, PRIMARY KEY ({quoted(self.key.split())})"
        yield f"CREATE TABLE IF NOT EXISTS {physical} ({body}){end}"
        for number, index in enumerate(self.indexes, 1):
            on = f"{physical} ({quoted(index.split())})"
            yield f"CREATE INDEX IF NOT EXISTS {physical}_{number} ON {on}"


def quoted(names: Iterable[str]) -> str:
    """Return names as a list in SQL: `union` is a word of the language."""
    return ", ".join(f'"{name}"' for name in names)


class Tables:
    """View tables of one ledger, on one connection, inside one transaction.

    `names`: what each table is called at the moment. `at`: how far each view is.
    """

    def __init__(
        self,
        connection: Any,
        dialect: str,
        ledger: str,
        names: Mapping[str, str],
        at: Mapping[str, int] | None = None,
    ) -> None:
        self.ledger = ledger
        self.at = at or {}
        self._connection = connection
        self._names = names
        self._sqlite = dialect == "sqlite"

    def name(self, table: Table) -> str:
        """Return what a table is called at the moment."""
        return self._names[table.name]

    def select(
        self, statement: str, where: Where | Sequence[Any] = (), **parts: str
    ) -> Iterator[tuple[Any, ...]]:
        """Run a reading statement: `{postings}` names a table, `{where}` stands for a condition."""
        if isinstance(where, Where):
            parts, where = {**parts, "where": where.text}, where.values
        cursor = self._connection.execute(
            self._marked(statement.format_map({**self._names, **parts})), where
        )
        while page := cursor.fetchmany(FETCHED):
            yield from page

    def run(self, statement: str, values: Sequence[Any]) -> None:
        """Run a statement that changes rows."""
        self._connection.execute(self._marked(statement), values)

    def insert(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Add rows that are not there yet, in key order where that is cheap to have."""
        if not rows:
            return
        columns = table.typed()
        into = f"{self._names[table.name]} ({quoted(name for name, _ in columns)})"
        if self._sqlite:
            marks = ", ".join("?" * len(columns))
            self._connection.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)  # noqa: S608
            return
        with (
            self._connection.cursor() as cursor,
            cursor.copy(f"COPY {into} FROM STDIN (FORMAT BINARY)") as copy,
        ):
            copy.set_types([COPIED[kind] for _, kind in columns])
            for row in rows:
                copy.write_row(row)

    def add(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Add to the columns beside the key, making the row where there is none."""
        self._merge(table, rows, '"{0}" = kept."{0}" + excluded."{0}"')

    def put(self, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
        """Set the columns beside the key, making the row where there is none."""
        self._merge(table, rows, '"{0}" = excluded."{0}"')

    def _merge(self, table: Table, rows: Sequence[tuple[Any, ...]], change: str) -> None:
        """Insert or change rows; each key comes once."""
        if not rows:
            return
        columns, key = table.typed(), table.key.split()
        names = quoted(name for name, _ in columns)
        into = f"INSERT INTO {self._names[table.name]} AS kept ({names})"
        changes = ", ".join(change.format(name) for name, _ in columns if name not in key)
        on = f"ON CONFLICT ({quoted(key)}) DO UPDATE SET {changes}"
        if self._sqlite:
            marks = ", ".join("?" * len(columns))
            self._connection.executemany(f"{into} VALUES ({marks}) {on}", sorted(rows))
            return
        arrays = ", ".join(f"%b::{ARRAYS[kind]}" for _, kind in columns)
        values = [list(column) for column in zip(*sorted(rows), strict=True)]
        self._connection.execute(f"{into} SELECT * FROM unnest({arrays}) {on}", values)  # noqa: S608

    def _marked(self, statement: str) -> str:
        return statement if self._sqlite else statement.replace("?", "%s")
