"""The store: what goes in comes out, under one lock, on both databases."""

import pickle
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from ledger._network import network_filesystem
from ledger._sqlite import Sqlite
from ledger._tables import metadata
from ledger.leaf import Frontier, leaves
from ledger.store import (
    Head,
    NewEvent,
    Store,
    StoredEvent,
    StoredKey,
    StoredState,
    StoreError,
)

AT = datetime(2023, 11, 7, 1, 2, 3, 4, UTC)
AT_TEXT = "2023-11-07T01:02:03.000004Z"


def at() -> datetime:
    return AT


def event(number: int, *tags: str) -> NewEvent:
    return NewEvent("thing.done/1", b'{"number":%d}' % number, tags)


def code_of(caught: pytest.ExceptionInfo[StoreError]) -> str:
    return caught.value.rejection.code


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store.open(database_url, create=True) as store:
        yield store


# --- append and read ---------------------------------------------------------------------------


def test_events_come_back_as_they_went_in(store: Store) -> None:
    with store.write("呈贡", clock=at, create=True) as tx:
        first = tx.append([event(1, "a", "b"), event(2, "b")])
        second = tx.append([event(3)])

    hashes = leaves("呈贡", 1, ["thing.done/1"] * 3, [event(n).data for n in (1, 2, 3)], AT_TEXT)
    assert (first, second) == (1, 3)
    assert list(store.read("呈贡")) == [
        StoredEvent(n, "thing.done/1", event(n).data, AT_TEXT, hashes[n - 1]) for n in (1, 2, 3)
    ]


def test_the_head_tells_size_frontier_and_time(store: Store) -> None:
    with store.write("L", clock=at, create=True) as tx:
        tx.append([event(n) for n in range(7)])
    with store.write("L", clock=at) as tx:
        tx.append([event(7)])

    frontier = Frontier()
    frontier.add_many(stored.leaf for stored in store.read("L"))
    assert store.head("L") == Head(8, 8, frontier.to_bytes(), AT_TEXT)


def test_reading_goes_page_by_page_through_a_long_log(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(n, "even") if n % 2 == 0 else event(n) for n in range(1, 2502)])

    assert [stored.position for stored in store.read("L")] == list(range(1, 2502))
    assert [stored.position for stored in store.read("L", after=999, upto=2001)] == list(
        range(1000, 2002)
    )
    assert [stored.position for stored in store.tagged("L", "even")] == list(range(2, 2502, 2))
    assert [stored.position for stored in store.tagged("L", "even", after=2400)] == list(
        range(2402, 2502, 2)
    )


def test_what_is_recorded_while_reading_is_left_for_the_next_read(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(1), event(2)])
    reading = store.read("L")
    next(reading)
    with store.write("L") as tx:
        tx.append([event(3)])

    assert [stored.position for stored in reading] == [2]


def test_a_read_that_is_not_finished_gives_its_connection_back(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(1), event(2)])
    before = len(store._idle)
    reading = store.read("L")
    next(reading)
    reading.close()  # type: ignore[attr-defined]

    assert len(store._idle) == before


def test_a_tag_named_twice_is_stored_once(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(1, "a", "a")])

    assert [stored.position for stored in store.tagged("L", "a")] == [1]


def test_ledgers_share_nothing(store: Store) -> None:
    for ledger in ("B", "A"):
        with store.write(ledger, create=True) as tx:
            tx.append([event(1, "a")])
            tx.put_states({"a": StoredState(1, 1, ledger.encode())})
            tx.put_key("k", ledger.encode(), 1, 1)

    assert store.ledgers() == ["A", "B"]
    with store.write("A", ["a"], ["k"]) as tx:
        assert tx.states(["a"]) == {"a": StoredState(1, 1, b"A")}
        assert tx.keys(["k"]) == {"k": StoredKey(b"A", 1, 1)}
    assert [stored.position for stored in store.tagged("B", "a")] == [1]


def test_an_unknown_ledger_is_refused(store: Store) -> None:
    with pytest.raises(StoreError) as of_head:
        store.head("L")
    with pytest.raises(StoreError) as of_write, store.write("L"):
        pass

    assert code_of(of_head) == code_of(of_write) == "ledger.unknown"


@pytest.mark.parametrize("text", ["nul \0 inside", "lone \ud800 surrogate"])
def test_text_that_no_database_can_hold_is_refused(store: Store, text: str) -> None:
    for new in (NewEvent(text, b"{}", ()), NewEvent("a.b/1", b"{}", ["fine", text])):
        with pytest.raises(ValueError, match="text"), store.write("L", create=True) as tx:
            tx.append([new])
    with pytest.raises(ValueError, match="text"), store.write("L", create=True) as tx:
        tx.put_states({text: StoredState(0, 1, b"")})
    with pytest.raises(ValueError, match="text"), store.write("L", create=True) as tx:
        tx.put_key(text, b"", 1, 1)
    assert store.ledgers() == []


# --- time --------------------------------------------------------------------------------------


def test_recorded_at_never_runs_backwards(store: Store) -> None:
    with store.write("L", clock=at, create=True) as tx:
        tx.append([event(1)])
    with store.write("L", clock=lambda: AT - timedelta(hours=1)) as tx:
        assert tx.recorded_at == AT_TEXT
        tx.append([event(2)])

    assert [stored.recorded_at for stored in store.read("L")] == [AT_TEXT] * 2


def test_recorded_at_is_told_in_utc_with_microseconds(store: Store) -> None:
    shanghai = timezone(timedelta(hours=8))
    noon = datetime(2024, 1, 1, 12, 0, tzinfo=shanghai)
    with store.write("L", clock=lambda: noon, create=True) as tx:
        assert tx.recorded_at == "2024-01-01T04:00:00.000000Z"


def test_an_append_of_nothing_changes_nothing(store: Store) -> None:
    with store.write("L", clock=at, create=True) as tx:
        tx.append([event(1)])
    before = store.head("L")
    with store.write("L") as tx:
        assert tx.append([]) == 2

    assert store.head("L") == before


# --- states and keys ---------------------------------------------------------------------------


def test_states_and_keys_are_read_under_the_lock_and_kept(store: Store) -> None:
    with store.write("L", ["a"], ["k"], create=True) as tx:
        assert tx.states(["a", "b"]) == {}
        assert tx.keys(["k"]) == {}
        tx.append([event(1, "a", "b")])
        tx.put_states({"a": StoredState(1, 1, b"A"), "b": StoredState(1, 1, b"B")})
        tx.put_key("k", b"digest", 1, 1)
        assert tx.states(["a"]) == {"a": StoredState(1, 1, b"A")}
        assert tx.keys(["k"]) == {"k": StoredKey(b"digest", 1, 1)}
    with store.write("L", ["a"]) as tx:
        tx.put_states({"a": StoredState(1, 2, b"AA")})
        tx.put_states({"a": StoredState(1, 3, b"AAA")})
    with store.write("L", ["b"]) as tx:
        assert tx.states(["b", "a", "c"]) == {
            "b": StoredState(1, 1, b"B"),
            "a": StoredState(1, 3, b"AAA"),
        }
        assert tx.keys(["k", "l"]) == {"k": StoredKey(b"digest", 1, 1)}


def test_thousands_of_states_go_in_and_out_at_once(store: Store) -> None:
    states = {f"row:{n}": StoredState(1, 1, str(n).encode()) for n in range(25_000)}
    with store.write("L", create=True) as tx:
        tx.append([event(n, f"row:{n}") for n in range(1_234)])
        tx.put_states(states)
    with store.write("L", list(states)[:7]) as tx:
        assert tx.states(states) == states
    assert [stored.position for stored in store.tagged("L", "row:1233")] == [1234]


def test_a_transaction_reads_its_own_events(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(1)])
        tx.append([event(2)])
        assert [stored.position for stored in tx.read(0, 99)] == [1, 2]
        tx.append([event(3)])
        assert [stored.position for stored in tx.read(1, 3)] == [2, 3]

    assert store.head("L").size == 3


def test_a_tail_that_nobody_folded_stays_told(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(1)])
        tx.append([event(2)], folded=False)
        tx.append([event(3)])
        assert (tx.folded_to, tx.size) == (1, 3)
    with store.write("L") as tx:
        assert (tx.folded_to, tx.size) == (1, 3)
        tx.folded_to = tx.size
        tx.append([event(4)])

    assert store.head("L").folded_to == 4


# --- all or nothing ----------------------------------------------------------------------------


def test_an_abandoned_transaction_leaves_nothing(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(1, "a")])
        list(tx.read(0, 1))
        tx.abandon()

    assert store.ledgers() == []


def test_an_exception_leaves_nothing_and_comes_through(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(1)])

    def fail() -> None:
        with store.write("L") as tx:
            tx.append([event(2, "a")])
            tx.put_states({"a": StoredState(2, 1, b"")})
            list(tx.read(0, 2))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert store.head("L").size == 1
    with store.write("L", ["a"]) as tx:
        assert tx.states(["a"]) == {}


def test_a_store_error_travels_between_processes() -> None:
    error = pickle.loads(pickle.dumps(StoreError.of("ledger.unknown", ledger="L")))  # noqa: S301

    assert error.code == "ledger.unknown"
    assert str(error) == "the database holds no ledger L"


# --- guards ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET name = 'forged'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT ledger, position, 'x', data, '', leaf FROM event",
        "REPLACE INTO event SELECT * FROM event",
        "INSERT INTO event SELECT * FROM event WHERE true ON CONFLICT DO UPDATE SET name = 'x'",
    ],
)
def test_stored_events_cannot_be_changed_on_sqlite(sqlite_url: str, statement: str) -> None:
    with Store.open(sqlite_url, create=True) as store:
        _guarded(store, statement)


@pytest.mark.parametrize("role", ["origin", "replica"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET name = 'forged'",
        "DELETE FROM event",
        "TRUNCATE event",
        "INSERT INTO event TABLE event ON CONFLICT (ledger, position) DO UPDATE SET name = 'x'",
    ],
)
def test_stored_events_cannot_be_changed_on_postgresql(
    postgres_url: str, statement: str, role: str
) -> None:
    with Store.open(postgres_url, create=True) as store:
        _guarded(store, statement, f"SET session_replication_role = {role}")


def _guarded(store: Store, statement: str, *before: str) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(1)])
    stored = list(store.read("L"))
    with store.engine.begin() as connection:
        for text in before:
            connection.exec_driver_sql(text)
        with pytest.raises(sqlalchemy.exc.DBAPIError, match="append-only"):
            connection.exec_driver_sql(statement)
        connection.rollback()

    assert list(store.read("L")) == stored


def test_a_taken_position_is_told_as_damage(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(1)])
    with store.begin() as connection:
        connection.exec_driver_sql("UPDATE ledger_head SET size = 0")
        empty = sqlalchemy.text("UPDATE ledger_head SET frontier = :empty")
        connection.execute(empty, {"empty": Frontier().to_bytes()})

    with pytest.raises(StoreError) as caught, store.write("L") as tx:
        tx.append([event(2)])

    assert code_of(caught) == "store.damaged"
    assert [stored.data for stored in store.read("L", upto=9)] == [event(1).data]


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

    assert code_of(caught) == "store.missing"
    assert "secret" not in str(caught.value)


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


# --- network drives ----------------------------------------------------------------------------

MOUNTS = """\
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 0:40 / /home/li/books rw - cifs //server/books rw
31 22 0:41 / /srv/two\\040words rw shared:1 - nfs4 host:/export rw
32 22 0:42 / /mnt/far rw - fuse.sshfs li@host: rw
33 30 0:43 / /home/li/books/local rw - xfs /dev/sdb1 rw
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    path = tmp_path / "mountinfo"
    path.write_text(MOUNTS)
    return path


@pytest.mark.parametrize(
    ("path", "filesystem"),
    [
        ("/home/li/books/2023.db", "cifs"),
        ("/srv/two words/2023.db", "nfs4"),
        ("/mnt/far/deep/er/2023.db", "fuse.sshfs"),
        ("/home/li/books/local/2023.db", None),
        ("/home/li/2023.db", None),
        ("/home/li/booksellers/2023.db", None),
    ],
)
def test_network_drives_are_known_by_their_mount(
    mounts: Path, path: str, filesystem: str | None
) -> None:
    assert network_filesystem(Path(path), mounts) == filesystem


def test_without_a_table_of_mounts_nothing_is_refused(tmp_path: Path) -> None:
    assert network_filesystem(tmp_path, tmp_path / "none") is None


def test_a_file_on_a_network_drive_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "mountinfo"
    table.write_text(f"22 1 8:1 / {tmp_path} rw - 9p share rw\n")
    path = tmp_path / "a.db"
    with pytest.raises(StoreError) as caught:
        Sqlite(path, mounts=table).check(create=True)

    assert code_of(caught) == "store.network_drive"
    assert not path.exists()


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
