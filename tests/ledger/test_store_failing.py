"""What the store says when it cannot: waiting, broken connections, full and damaged disks."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.leaf import Frontier
from ledger.store import (
    Store,
    StoreError,
)
from tests.ledger.things import code_of, event


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store.open(database_url, create=True) as store:
        yield store


# --- waiting and failing -----------------------------------------------------------------------


def test_who_waits_in_vain_is_told(database_url: str) -> None:
    with (
        Store.open(database_url, create=True) as first,
        Store.open(database_url, lock_timeout=0.2) as second,
    ):
        with first.write("L", create=True) as tx:
            tx.append([event(1)])
        with (
            first.write("L"),
            pytest.raises(StoreError) as between_stores,
            second.write("L"),
        ):
            pass
        with (
            second.write("L"),
            pytest.raises(StoreError) as within_a_store,
            second.write("L"),
        ):
            pass
        with second.write("L") as tx:
            tx.append([event(2)])

    assert code_of(between_stores) == code_of(within_a_store) == "store.locked"


def test_writers_of_other_ledgers_do_not_wait_on_postgresql(postgres_url: str) -> None:
    with Store.open(postgres_url, create=True, lock_timeout=1) as store:
        for ledger in ("A", "B"):
            with store.write(ledger, create=True) as tx:
                tx.append([event(1)])
        with store.write("A") as one, store.write("B") as other:
            other.append([event(2)])
            one.append([event(2)])
        assert [store.head(ledger).size for ledger in ("A", "B")] == [2, 2]


def test_readers_do_not_wait_for_a_writer(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(1)])
    with store.write("L") as tx:
        tx.append([event(2)])
        list(tx.read(0, 2))
        assert [stored.position for stored in store.read("L")] == [1]


def test_a_restarted_server_costs_one_failure_at_most(postgres_url: str) -> None:
    with Store.open(postgres_url, create=True) as store, Store.open(postgres_url) as other:
        with store.write("L", create=True) as tx:
            tx.append([event(1)])
        other.select(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE pid <> pg_backend_pid() AND datname = current_database()",
            (),
        )
        with pytest.raises(StoreError) as caught:
            store.head("L")
        assert code_of(caught) == "store.unavailable"
        assert store.head("L").size == 1


FILL = """
import resource, sys
from ledger.store import NewEvent, Store, StoreError

store = Store.open(sys.argv[1])
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
accepted = store.head("L").size
try:
    while True:
        with store.write("L") as tx:
            tx.append([NewEvent("thing.done/1", b"x" * 4000, [f"tag:{n}"]) for n in range(20)])
        accepted += 20
except StoreError as error:
    print(error.code, accepted)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with store.write("L") as tx:
    tx.append([NewEvent("thing.done/1", b"again", [])])
"""


@pytest.mark.parametrize("limit", [300_000, 1_000_000, 12_000_000])
def test_a_full_disk_is_told_and_costs_nothing_that_was_recorded(
    sqlite_url: str, limit: int
) -> None:
    with Store.open(sqlite_url, create=True) as store, store.write("L", create=True) as tx:
        tx.append([event(1)])
    run = subprocess.run(
        [sys.executable, "-c", FILL, sqlite_url, str(limit)],
        capture_output=True,
        text=True,
        check=True,
    )
    code, accepted = run.stdout.split()

    assert code == "store.full"
    with Store.open(sqlite_url) as store:
        assert store.head("L").size == int(accepted) + 1
        _consistent(store)
        with store.write("L") as tx:
            tx.append([event(2)])
        _consistent(store)


def _consistent(store: Store) -> None:
    """The head, the events and the frontier tell the same story."""
    head = store.head("L")
    stored = list(store.read("L", upto=2**40))
    frontier = Frontier()
    frontier.add_many(one.leaf for one in stored)
    assert [one.position for one in stored] == list(range(1, head.size + 1))
    assert frontier.to_bytes() == head.frontier
    for (verdict,) in store.select("PRAGMA integrity_check", ()):
        assert verdict == "ok"


def test_a_damaged_file_is_told(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with Store.open(sqlite_url, create=True) as store, store.write("L", create=True) as tx:
        tx.append([event(n) for n in range(2000)])
    intact = path.read_bytes()
    path.write_bytes(intact[:4096] + b"\x5a" * (len(intact) - 4096))
    with pytest.raises(StoreError) as caught, Store.open(sqlite_url) as store:
        list(store.read("L"))

    assert code_of(caught) == "store.damaged"
