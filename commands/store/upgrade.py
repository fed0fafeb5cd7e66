"""升级: bring a store's tables to this version, and fold again the states of an older version.

Why: a mended fold makes stored states stale, not wrong history; only here they are folded again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from commands._help import Command
from commands._language import say
from commands._options import READING, settings, shared
from commands._output import Answer, show
from projections._columns import Column

if TYPE_CHECKING:
    from ledger.store import Store

TITLE: Final = ("升级数据库结构并重算状态", "bring the store to this version")
CHUNK: Final = 500  # states folded under one lock; an officer's payment waits no longer
_FOLDS: Final = "SELECT scope, fold FROM scope_state WHERE ledger = ? ORDER BY scope"
_COLUMNS: Final = (
    Column("ledger", "账套", "Ledger"),
    Column("refolded", "重算的状态", "States folded again", "count"),
)


def command(name: str) -> click.Command:
    """Make `store upgrade`."""
    return Command(name, *TITLE, shared(*READING), _run)


@click.pass_context
def _run(ctx: click.Context, /) -> None:
    from ledger.store import Store
    from projections import folded
    from projections._catch_up import catch_up
    from projections._generations import drop_unreadable

    chosen = settings(ctx)
    Store.upgrade(chosen.store)
    with Store.open(chosen.store) as store:
        rows = []
        drop_unreadable(store, folded())
        for ledger in store.ledgers():
            rows.append((ledger, refold(store, ledger)))
            catch_up(store, ledger)
        title = say("done.upgraded", url=store.url)
        show(Answer("store_upgrade", title, None, _COLUMNS, rows), chosen)


def refold(store: Store, ledger: str) -> int:
    """Fold every stale state again from its events; return how many there were."""
    from ledger.scopes._scope import KINDS

    folds = store.select(_FOLDS, (ledger,))
    known = ((scope, fold, KINDS.get(scope.partition(":")[0])) for scope, fold in folds)
    stale = [scope for scope, fold, kind in known if kind is not None and fold != kind.FOLD]
    for start in range(0, len(stale), CHUNK):
        _refold_some(store, ledger, stale[start : start + CHUNK])
    return len(stale)


def _refold_some(store: Store, ledger: str, names: list[str]) -> None:
    """Fold these scopes under the lock, as far as every other state is folded."""
    from ledger import events
    from ledger.scopes._scope import encode_state, scope_of
    from ledger.store import StoredState

    with store.write(ledger) as tx:
        folded: dict[str, StoredState] = {}
        for scope in map(scope_of, names):
            state, position = scope.initial(), 0
            for stored in store.tagged(ledger, scope):
                if stored.position > tx.folded_to:
                    break
                state = scope.evolve(state, events.decode(stored.name, stored.data))
                position = stored.position
            folded[scope] = StoredState(position, scope.FOLD, encode_state(state))
        tx.put_states(folded)
