"""Ask a view: its rows at one moment, and how far the view is.

Why: an auditor may read a store that nobody may write. Views that were never folded there are
folded in a scratch file, so that the answer is right, only slower.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ledger.calendar import end_of_day_utc
from ledger.store import Store
from projections import view
from projections._catch_up import Progress, catch_up, fold
from projections._generations import begin, is_current, names_of, snapshot
from projections._tables import Tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from projections import View
    from projections._columns import Column, Row
    from projections._query import Query


@dataclass(frozen=True, slots=True)
class Report:
    """An answer. `position`: how far the view was; the rows are read while they are asked for."""

    name: str
    title: tuple[str, str]
    columns: tuple[Column, ...]
    position: int
    rows: Iterable[Row]


@contextmanager
def reading(store: Store, ledger: str, views: Iterable[View]) -> Iterator[Tables]:
    """Lend the tables of these views, as they are at one moment."""
    wanted = list(views)
    with snapshot(store, ledger) as (connection, states):
        if all(is_current(found, states) for found in wanted):
            at = {found.name: states[found.name].position for found in wanted}
            yield Tables(connection, store.dialect, ledger, names_of(wanted, states), at)
            return
    with replayed(store, ledger, wanted) as tables:
        yield tables


@contextmanager
def replayed(
    store: Store,
    ledger: str,
    views: Iterable[View],
    *,
    upto: int | None = None,
    scratch: Path | None = None,
    progress: Progress | None = None,
) -> Iterator[Tables]:
    """Fold these views from the first event in a scratch file, and lend their tables."""
    wanted = list(views)
    with (
        TemporaryDirectory(prefix="union-ledger-", dir=scratch) as folder,
        Store.scratch(Path(folder) / "views.db") as copy,
    ):
        begin(copy, ledger, wanted)
        goal = store.head(ledger).size if upto is None else upto
        fold(store, copy, ledger, wanted, goal, progress=progress)
        with snapshot(copy, ledger) as (connection, states):
            at = {found.name: states[found.name].position for found in wanted}
            yield Tables(connection, copy.dialect, ledger, names_of(wanted, states), at)


@contextmanager
def report(store: Store, name: str, query: Query) -> Iterator[Report]:
    """Answer a question from a view, brought up to date where the store may be written."""
    catch_up(store, query.ledger)
    asked = view(name)
    with reading(store, query.ledger, map(view, asked.reads)) as tables:
        position = min(tables.at.values())
        yield Report(name, asked.title, asked.columns, position, asked.rows(tables, query))


def position_at(store: Store, ledger: str, on: date) -> int:
    """Return the last position recorded by the end of a day in China: what was known then.

    `recorded_at` never falls, so the place is found by halving.
    """
    end = end_of_day_utc(on)
    known, unknown = 0, store.head(ledger).size + 1
    while unknown - known > 1:
        middle = (known + unknown) // 2
        event = next(store.read(ledger, after=middle - 1, upto=middle))
        known, unknown = (middle, unknown) if event.recorded_at <= end else (known, middle)
    return known
