"""Bring the views of a ledger up to date, in batches; rebuild one beside the old.

Why: a batch's rows and the view's position are written in one transaction, so that whoever is
killed, and however many catch up at once, no event is applied twice or left out. A batch is short:
an officer's payment never waits for an auditor's report.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ledger import events
from projections import folded
from projections._generations import (
    Shadow,
    State,
    begin,
    is_current,
    locked,
    move,
    names_of,
    snapshot,
)
from projections._tables import Tables

if TYPE_CHECKING:
    from ledger.store import Store
    from projections import Recorded, View

BATCH: Final = 5_000
Progress = Callable[[int, int], None]
"""Told (position, goal) after each batch."""


class ViewChanged(Exception):
    """Another version of the program put its own generation of a view in use meanwhile."""


def catch_up(
    store: Store, ledger: str, *, batch: int = BATCH, progress: Progress | None = None
) -> int:
    """Bring every view to where the log stands now; return the position that all have reached.

    On a store opened read-only nothing is written: the position says how far the views are.
    """
    views = folded()
    if store.read_only:
        states = _current(store, ledger, views)
        return min((states[v.name].position if v.name in states else 0 for v in views), default=0)
    _ready(store, ledger, views, progress)
    goal = store.head(ledger).size
    return fold(store, store, ledger, views, goal, batch=batch, progress=progress)


def fold(
    source: Store,
    target: Store,
    ledger: str,
    views: Sequence[View],
    goal: int,
    *,
    batch: int = BATCH,
    progress: Progress | None = None,
) -> int:
    """Apply the events of `source` up to `goal` to these views in `target`; return where they are.

    An event is decoded once for all views. Who finds that another process was quicker goes on from
    there. Rejects: ViewChanged.
    """
    states = _current(target, ledger, views)
    while True:
        if len(states) < len(views):
            raise ViewChanged(", ".join(v.name for v in views if v.name not in states))
        after = min(states[view.name].position for view in views)
        if after >= goal:
            return after
        recorded = read(source, ledger, after, min(after + batch, goal))
        with locked(target, ledger) as (connection, found):
            states = {v.name: found[v.name] for v in views if is_current(v, found)}
            tables = Tables(connection, target.dialect, ledger, names_of(views, states))
            at = _apply(tables, views, states, recorded)
        states = at
        if progress is not None:
            progress(recorded[-1][0], goal)


def read(store: Store, ledger: str, after: int, upto: int) -> list[Recorded]:
    """Read and decode the events of a batch."""
    decode = events.decode
    return [
        (stored.position, stored.recorded_at, decode(stored.name, stored.data))
        for stored in store.read(ledger, after=after, upto=upto)
    ]


def rebuild(
    store: Store,
    ledger: str,
    view: View,
    *,
    batch: int = BATCH,
    progress: Progress | None = None,
) -> int:
    """Fold a view anew beside the one in use, then put it in its place; return its position.

    A rebuild that is killed leaves the old generation in use; the next one sweeps its leavings.
    Rejects: RebuildOvertaken when another rebuild of this view began meanwhile.
    """
    assert view.apply is not None, f"{view.name} keeps no tables"
    begin(store, ledger, [view])
    with snapshot(store, ledger) as (_, states):
        shadow = Shadow(store, ledger, view, states[view.name])
    shadow.begin()
    done, goal, flipped = 0, store.head(ledger).size, False
    while not flipped:
        for after, upto in pairwise([*range(done, goal, batch), goal]):
            recorded = read(store, ledger, after, upto)
            with shadow.writing() as (tables, _):
                view.apply(recorded, tables)
            if progress is not None:
                progress(upto, goal)
        flipped = shadow.take_over(goal)
        done, goal = goal, store.head(ledger).size
    shadow.sweep_old()
    return done


def _ready(store: Store, ledger: str, views: Sequence[View], progress: Progress | None) -> None:
    """Make the tables of new views; rebuild views whose tables are of another fold."""
    if len(_current(store, ledger, views)) == len(views):
        return
    begin(store, ledger, views)
    current = _current(store, ledger, views)
    for view in views:
        if view.name not in current:
            rebuild(store, ledger, view, progress=progress)


def _current(store: Store, ledger: str, views: Sequence[View]) -> dict[str, State]:
    """Return the states of the views whose tables are of today's fold."""
    with snapshot(store, ledger) as (_, states):
        return {v.name: states[v.name] for v in views if is_current(v, states)}


def _apply(
    tables: Tables, views: Sequence[View], states: dict[str, State], recorded: Sequence[Recorded]
) -> dict[str, State]:
    """Apply to each view what it does not have yet of these events; return where they are now."""
    first, last = recorded[0][0], recorded[-1][0]
    moved = []
    for view in views:
        state = states.get(view.name)
        if state is None or not first - 1 <= state.position < last:
            continue  # another process was quicker, or put another generation in use
        assert view.apply is not None, f"{view.name} keeps no tables"
        view.apply(recorded[state.position - first + 1 :], tables)
        moved.append(view.name)
    move(tables, moved, last)
    return {
        name: state._replace(position=last) if name in moved else state
        for name, state in states.items()
    }
