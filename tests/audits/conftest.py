"""A store for forged histories, and a new ledger in it for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count

import pytest

from audits import findings
from audits._books import Books
from audits._finding import Finding
from ledger.events import Event
from ledger.store import Store
from tests.forged import forge

Audit = Callable[[str, Sequence[Event]], list[Finding]]
"""Return what a rule finds in a history: `audit("R43", history)`."""


@pytest.fixture(scope="session")
def forged_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Yield a store that many histories are put into, each in a ledger of its own."""
    path = tmp_path_factory.mktemp("forged") / "union-ledger.db"
    with Store.open(str(path), create=True) as store:
        yield store


_NUMBERS = count(1)


@pytest.fixture
def audit(forged_store: Store) -> Audit:
    def run(code: str, history: Sequence[Event]) -> list[Finding]:
        ledger = f"L{next(_NUMBERS)}"
        forge(forged_store, ledger, history)
        return findings(Books.read(forged_store, ledger), [code])

    return run
