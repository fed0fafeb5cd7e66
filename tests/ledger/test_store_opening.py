"""Opening a store: what is none is refused and left alone, on both databases."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from ledger._sqlite import Sqlite
from ledger._tables import metadata
from ledger.store import (
    Store,
    StoreError,
)
from tests.ledger.things import code_of, event


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store.open(database_url, create=True) as store:
        yield store


# --- opening -----------------------------------------------------------------------------------


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.db", tmp_path / "no folder" / "none.db"):
        with pytest.raises(StoreError) as caught:
            Store.open(str(path), create="no folder" in str(path))
        assert code_of(caught) == "store.missing"
        assert not path.exists()


def test_a_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        Store.open(str(tmp_path), create=True)

    assert code_of(caught) == "store.directory"


def test_another_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear treasurer, " * 100)
    for create in (False, True):
        with pytest.raises(StoreError) as caught:
            Store.open(str(path), create=create)
        assert code_of(caught) == "store.not_a_store"

    assert path.read_text() == "Dear treasurer, " * 100


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE birds (name TEXT)")
    other.close()
    before = path.read_bytes()
    for create in (False, True):
        with pytest.raises(StoreError) as caught:
            Store.open(str(path), create=create)
        assert code_of(caught) == "store.not_a_store"

    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_store_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(StoreError) as caught:
        Store.open(str(path))
    assert code_of(caught) == "store.not_a_store"

    with Store.open(str(path), create=True) as store:
        assert store.ledgers() == []


def test_an_empty_database_is_no_store(postgres_url: str) -> None:
    with pytest.raises(StoreError) as caught:
        Store.open(postgres_url)

    assert code_of(caught) == "store.not_a_store"


def test_opening_twice_with_create_changes_nothing(database_url: str) -> None:
    with Store.open(database_url, create=True) as store, store.write("L", create=True) as tx:
        tx.append([event(1)])
    with Store.open(database_url, create=True) as store:
        assert store.head("L").size == 1
        assert store.url
        assert "password" not in store.url


@pytest.mark.parametrize(("revision", "code"), [("9999", "store.newer"), ("0000", "store.older")])
def test_a_store_of_another_version_is_refused(
    database_url: str, revision: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger._database.REVISIONS", ("0000", "0001"))
    with Store.open(database_url, create=True) as store, store.begin() as connection:
        connection.exec_driver_sql(f"UPDATE ledger_version SET version_num = '{revision}'")
    with pytest.raises(StoreError) as caught:
        Store.open(database_url)

    assert code_of(caught) == code
    assert revision in caught.value.rejection.message("zh")


def test_an_upgrade_of_the_newest_store_changes_nothing(database_url: str) -> None:
    with Store.open(database_url, create=True) as store, store.write("L", create=True) as tx:
        tx.append([event(1)])
    Store.upgrade(database_url)
    with Store.open(database_url) as store:
        assert store.head("L").size == 1


def test_a_newer_store_is_not_upgraded(database_url: str) -> None:
    with Store.open(database_url, create=True) as store, store.begin() as connection:
        connection.exec_driver_sql("UPDATE ledger_version SET version_num = '9999'")
    with pytest.raises(StoreError) as caught:
        Store.upgrade(database_url)

    assert code_of(caught) == "store.newer"


def test_the_migrated_tables_are_those_of_the_metadata(store: Store) -> None:
    with store.engine.connect() as connection:
        options = {"version_table": "ledger_version", "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_a_read_only_store_reads_and_does_not_write(database_url: str) -> None:
    with Store.open(database_url, create=True) as store, store.write("L", create=True) as tx:
        tx.append([event(1)])
    with Store.open(database_url, read_only=True) as store:
        assert [stored.position for stored in store.read("L")] == [1]
        with pytest.raises(StoreError) as caught, store.write("L"):
            pass
        with pytest.raises(StoreError) as behind, store.begin() as connection:
            connection.exec_driver_sql("DELETE FROM scope_state")

    assert code_of(caught) == code_of(behind) == "store.read_only"


def test_a_write_protected_file_is_told(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(sqlite_url, create=True) as store, store.write("L", create=True) as tx:
        tx.append([event(1)])
    monkeypatch.setattr(Sqlite, "_mode", lambda _: "mode=ro")  # root may write any file
    with Store.open(sqlite_url) as store:
        with pytest.raises(StoreError) as caught, store.write("L") as tx:
            tx.append([event(2)])
        with pytest.raises(StoreError) as of_views, store.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE view (a)")

    assert code_of(caught) == code_of(of_views) == "store.read_only"


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(StoreError) as caught:
        Store.open("postgresql+psycopg://nobody:secret@127.0.0.1:1/none")

    assert code_of(caught) == "store.unavailable"
    assert "secret" not in str(caught.value)


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(StoreError) as caught:
        Store.open("mysql://nobody:secret@host/none")

    assert code_of(caught) == "store.unknown_kind"
    assert "secret" not in str(caught.value)


# --- what an import costs ----------------------------------------------------------------------


def test_importing_the_store_imports_neither_eventsourcing_nor_sqlalchemy(
    sqlite_url: str,
) -> None:
    with Store.open(sqlite_url, create=True) as store, store.write("L", create=True) as tx:
        tx.append([event(1)])
    code = (
        "import sys; from ledger.store import Store; store = Store.open(sys.argv[1]);"
        "list(store.read('L'));"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, sqlite_url], capture_output=True, text=True, check=True
    )

    heavy = {"eventsourcing", "sqlalchemy", "alembic", "psycopg", "pydantic"}
    assert heavy.isdisjoint(run.stdout.split())


# --- threads and forks -------------------------------------------------------------------------


def test_a_forked_child_uses_connections_of_its_own(sqlite_url: str) -> None:
    with Store.open(sqlite_url, create=True) as store:
        with store.write("L", create=True) as tx:
            tx.append([event(1)])
        store._process -= 1  # as if this process were the child
        inherited = list(store._idle)
        with store.write("L") as tx:
            tx.append([event(2)])

        assert inherited
        assert not set(map(id, inherited)) & set(map(id, store._idle))
        for connection in inherited:
            connection.close()


def test_of_many_who_create_a_store_at_once_all_get_the_same(database_url: str) -> None:
    barrier = threading.Barrier(6)
    failed: list[StoreError] = []

    def create(ledger: str) -> None:
        barrier.wait()
        try:
            with (
                Store.open(database_url, create=True) as store,
                store.write(ledger, create=True) as tx,
            ):
                tx.append([event(1)])
        except StoreError as error:
            failed.append(error)

    threads = [threading.Thread(target=create, args=(f"ledger {n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    with Store.open(database_url) as store:
        assert len(store.ledgers()) == 6
