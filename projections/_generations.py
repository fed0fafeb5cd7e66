"""Generations of a view's tables: which one is in use, how far it is, which one is being rebuilt.

Why: a rebuild writes beside the tables in use, and one changed row puts the new ones in their
place: readers see the old generation or the new one, whole. A table is called
`view_<table>_<fold>_<slot>`: a new fold brings tables of its own, so their shape may differ.
The rows of a ledger are locked while a batch is applied, so only one catches up at a time.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import product
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ledger.store import StoreError
from projections._tables import Table, Tables

if TYPE_CHECKING:
    from ledger.store import Store
    from projections import View

GENERATION: Final = Table(
    "generation", "ledger view fold:int slot:int position:int shadow", key="ledger view"
)
NAME: Final = "view_generation"
SWEPT: Final = 20_000
"""Rows deleted at a time: an officer's payment does not wait for a sweep."""

_KNOWN: Final = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE name = 'view_generation'",
    "postgresql": "SELECT count(to_regclass('view_generation'))",
}
_STATES: Final = (
    "SELECT view, fold, slot, position, shadow FROM {generation} WHERE ledger = ? ORDER BY view"
)
_SLOTS: Final = "SELECT DISTINCT slot FROM view_generation WHERE view = ? AND fold = ?"
_MOVE: Final = "UPDATE view_generation SET position = {at} WHERE ledger = ? AND view = ?"
_NTH: Final = (
    "SELECT {second} FROM {table} WHERE ledger = ? ORDER BY {second} LIMIT 1 OFFSET {many}"
)


class State(NamedTuple):
    """The generation of a view in use; `shadow`: the token of a rebuild that was begun."""

    view: str
    fold: int
    slot: int
    position: int
    shadow: str


class RebuildOvertaken(Exception):
    """Another rebuild of the same view began after this one; the other one goes on."""


def physical(table: Table, fold: int, slot: int) -> str:
    """Return the name of a table in a generation."""
    return f"view_{table.name}_{fold}_{slot}"


def names_of(views: Iterable[View], states: Mapping[str, State]) -> dict[str, str]:
    """Return what the tables of these views are called in the generation in use."""
    return {
        table.name: physical(table, states[view.name].fold, states[view.name].slot)
        for view in views
        if view.name in states
        for table in view.tables
    }


def is_current(view: View, states: Mapping[str, State]) -> bool:
    """Tell whether a view's tables are there, in the shape that its module reads."""
    return view.name in states and states[view.name].fold == view.fold


@contextmanager
def snapshot(store: Store, ledger: str) -> Iterator[tuple[Any, dict[str, State]]]:
    """Lend a connection that sees one moment, and the states at that moment."""
    with store.tables() as connection:
        known = connection.execute(_KNOWN[store.dialect]).fetchone()[0]
        yield connection, _states(connection, store, ledger, _STATES) if known else {}


@contextmanager
def locked(store: Store, ledger: str) -> Iterator[tuple[Any, dict[str, State]]]:
    """Lend a connection for writing, with the states of the ledger's views locked."""
    statement = _STATES if store.dialect == "sqlite" else _STATES + " FOR UPDATE"
    with store.tables(write=True) as connection:
        yield connection, _states(connection, store, ledger, statement)


def _states(connection: Any, store: Store, ledger: str, statement: str) -> dict[str, State]:
    tables = Tables(connection, store.dialect, ledger, {GENERATION.name: NAME})
    return {row[0]: State._make(row) for row in tables.select(statement, (ledger,))}


def begin(store: Store, ledger: str, views: Iterable[View]) -> None:
    """Make the tables of views that this ledger has not had before, and put them in use."""
    with store.tables(write=True) as connection:
        _create(connection, store, [(GENERATION, NAME)])
        known = _states(connection, store, ledger, _STATES)
        new = [view for view in views if view.name not in known]
        _create(connection, store, [(t, physical(t, v.fold, 0)) for v in new for t in v.tables])
        tables = Tables(connection, store.dialect, ledger, {GENERATION.name: NAME})
        tables.put(GENERATION, [(ledger, view.name, view.fold, 0, 0, "") for view in new])


def _create(connection: Any, store: Store, tables: Iterable[tuple[Table, str]]) -> None:
    if store.dialect == "postgresql":  # IF NOT EXISTS alone loses a race
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('union-ledger views'))")
    for table, name in tables:
        for statement in table.statements(name, store.dialect):
            connection.execute(statement)


def drop_unreadable(store: Store, views: Iterable[View]) -> list[str]:
    """Drop the tables of views that are not as declared, in every ledger; return their names.

    Why: what they showed is in the log, and is folded again by whoever asks next.
    """
    with store.tables() as connection:
        if not connection.execute(_KNOWN[store.dialect]).fetchone()[0]:
            return []
    broken = [view for view in views if not _readable(store, view)]
    for view in broken:
        with store.tables(write=True) as connection:
            connection.execute(f"DELETE FROM {NAME} WHERE view = '{view.name}'")  # noqa: S608
            for table, slot in product(view.tables, (0, 1)):
                connection.execute(f"DROP TABLE IF EXISTS {physical(table, view.fold, slot)}")
    return [view.name for view in broken]


def _readable(store: Store, view: View) -> bool:
    """Tell whether the tables that any ledger uses have the columns that the view declares."""
    slots = store.select(_SLOTS, (view.name, view.fold))
    try:
        for table, (slot,) in product(view.tables, slots):
            # With the table before it, SQLite does not take an unknown name for a text.
            columns = ", ".join(f't."{name}"' for name, _ in table.typed())
            named = physical(table, view.fold, slot)
            store.select(f"SELECT {columns} FROM {named} t LIMIT 0", ())  # noqa: S608
    except StoreError:
        return False
    return True


def move(tables: Tables, views: Iterable[str], to: int) -> None:
    """Say that these views are as far as that."""
    for view in views:
        tables.run(_MOVE.format(at=to), (tables.ledger, view))


class Shadow:
    """A new generation of one view, written beside the one in use until `take_over`."""

    def __init__(self, store: Store, ledger: str, view: View, state: State) -> None:
        self.view = view
        self._store = store
        self._ledger = ledger
        self._old = state
        self._slot = 1 - state.slot if state.fold == view.fold else 0
        self._token = secrets.token_hex(8)
        self.names = {t.name: physical(t, view.fold, self._slot) for t in view.tables}

    def begin(self) -> None:
        """Claim the rebuild, and sweep what a killed one left."""
        with locked(self._store, self._ledger) as (connection, _):
            tables = [(table, self.names[table.name]) for table in self.view.tables]
            _create(connection, self._store, tables)
            claim = "UPDATE view_generation SET shadow = ? WHERE ledger = ? AND view = ?"
            self._tables(connection).run(claim, (self._token, self._ledger, self.view.name))
        self._sweep(self.names)

    @contextmanager
    def writing(self) -> Iterator[tuple[Tables, State]]:
        """Lend the new generation's tables for a batch. Rejects: RebuildOvertaken."""
        with locked(self._store, self._ledger) as (connection, states):
            in_use = states[self.view.name]
            if in_use.shadow != self._token:
                raise RebuildOvertaken(self.view.name)
            yield self._tables(connection), in_use

    def take_over(self, position: int) -> bool:
        """Put the new generation in use, unless the old one has come further meanwhile."""
        with self.writing() as (tables, in_use):
            if in_use.position > position:
                return False
            row = (self._ledger, self.view.name, self.view.fold, self._slot, position, "")
            tables.put(GENERATION, [row])
            return True

    def sweep_old(self) -> None:
        """Delete the rows of the generation that was in use before."""
        fold, slot = self._old.fold, self._old.slot
        self._sweep({t.name: physical(t, fold, slot) for t in self.view.tables})

    def _tables(self, connection: Any) -> Tables:
        names = {**self.names, GENERATION.name: NAME}
        return Tables(connection, self._store.dialect, self._ledger, names)

    def _sweep(self, names: dict[str, str]) -> None:
        for table in self.view.tables:
            second = f'"{table.key.split()[1]}"'
            while self._delete_some(names[table.name], second):
                pass

    def _delete_some(self, table: str, second: str) -> bool:
        """Delete up to some key; tell whether there may be more."""
        with locked(self._store, self._ledger) as (connection, _):
            tables = self._tables(connection)
            parts = {"table": table, "second": second, "many": str(SWEPT)}
            bound = next(tables.select(_NTH, (self._ledger,), **parts), None)
            delete = f"DELETE FROM {table} WHERE ledger = ?"  # noqa: S608
            if bound is None:
                tables.run(delete, (self._ledger,))
                return False
            tables.run(f"{delete} AND {second} <= ?", (self._ledger, bound[0]))
            return True
