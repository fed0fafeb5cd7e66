"""A store for views, and a new ledger in it for each example."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import count

import pytest

from ledger.events import Event
from ledger.store import Store
from projections._columns import Row
from projections._query import Query
from projections._reading import report
from tests.projections.histories import recorded

Told = Callable[..., str]
"""Record a history in a ledger of its own; return the ledger's name."""


Shown = Callable[..., list[Row]]
"""Return the rows of a report: `shown(view, ledger, **query)`."""


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store.open(database_url, create=True) as opened:
        yield opened


@pytest.fixture
def told(store: Store) -> Told:
    numbers = count(1)

    def tell(history: Sequence[Event], clock: Callable[[], datetime] | None = None) -> str:
        ledger = f"L{next(numbers)}"
        recorded(history, store, ledger, **({} if clock is None else {"clock": clock}))
        return ledger

    return tell


@pytest.fixture
def shown(store: Store) -> Shown:
    """Return `shown(view, ledger, **query)`: the rows of a report."""

    def show(view: str, ledger: str, **query: object) -> list[Row]:
        with report(store, view, Query(ledger, **query)) as answer:
            return list(answer.rows)

    return show
