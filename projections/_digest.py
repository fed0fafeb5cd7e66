"""The digest of the views: one number that says whether two ledgers show the same.

Why: the views hold ids, dates and amounts, but no plaintext, key, ciphertext or time of recording;
so the same events give the same digest on every machine, Python and database, and a view that was
changed behind the ledger's back differs from what its events say.
A digest is SHA-256 over the views' tables, by name; each row, in key order, is a line of JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import msgspec

from ledger.store import StoreError
from projections import folded
from projections._reading import reading, replayed
from projections._tables import quoted

if TYPE_CHECKING:
    from pathlib import Path

    from ledger.store import Store
    from projections import View
    from projections._catch_up import Progress
    from projections._tables import Table, Tables

ROWS: Final = "SELECT {columns} FROM {table} WHERE ledger = ? ORDER BY {key}"


def digest(store: Store, ledger: str, upto: int | None = None) -> str:
    """Return the digest of the views at a position: of those kept, where they are just there."""
    views = folded()
    goal = store.head(ledger).size if upto is None else upto
    with ExitStack() as stack:
        tables = stack.enter_context(reading(store, ledger, views))
        if set(tables.at.values()) == {goal}:
            return of_all(digests(tables, views))
    return replay(store, ledger, goal)


def replay(
    store: Store,
    ledger: str,
    upto: int | None = None,
    scratch: Path | None = None,
    progress: Progress | None = None,
) -> str:
    """Fold every view from the first event in a scratch file; return the digest."""
    views = folded()
    with replayed(store, ledger, views, upto=upto, scratch=scratch, progress=progress) as tables:
        return of_all(digests(tables, views))


def differing(store: Store, ledger: str, scratch: Path | None = None) -> list[str]:
    """Name the views whose tables are not what the events say, at the position they are at."""
    size = store.head(ledger).size
    kept = {view.name: _kept(store, ledger, view) for view in folded()}
    right: set[str] = set()
    for position in sorted({at for at, _ in kept.values() if 0 <= at <= size}):
        views = [view for view in folded() if kept[view.name][0] == position]
        with replayed(store, ledger, views, upto=position, scratch=scratch) as anew:
            right |= {v.name for v in views if kept[v.name][1] == digests(anew, [v])}
    return [name for name in kept if name not in right]


def _kept(store: Store, ledger: str, view: View) -> tuple[int, dict[str, str]]:
    """Return how far a view is, and its digests; -1 where its tables cannot be read."""
    try:
        with reading(store, ledger, [view]) as tables:
            return tables.at[view.name], digests(tables, [view])
    except StoreError:
        return -1, {}


def digests(tables: Tables, views: Iterable[View]) -> dict[str, str]:
    """Return the digest of each table."""
    return {
        table.name: _of_table(tables, table)
        for view in sorted(views, key=lambda view: view.name)
        for table in sorted(view.tables, key=lambda table: table.name)
    }


def of_all(found: dict[str, str]) -> str:
    """Return one digest for all tables."""
    lines = "".join(f"{name} {found[name]}\n" for name in sorted(found))
    return sha256(lines.encode()).hexdigest()


def _of_table(tables: Tables, table: Table) -> str:
    covered = [name for name, _ in table.typed() if name not in (*table.undigested, "ledger")]
    encode = msgspec.json.Encoder().encode
    hashed = sha256()
    parts = {
        "columns": quoted(covered),
        "table": tables.name(table),
        "key": quoted(table.key.split()),
    }
    for row in tables.select(ROWS, (tables.ledger,), **parts):
        hashed.update(encode(row) + b"\n")
    return hashed.hexdigest()
