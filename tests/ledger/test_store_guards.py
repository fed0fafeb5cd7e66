"""Stored events cannot be changed, and a network drive is no place for them."""

from pathlib import Path

import pytest
import sqlalchemy

from ledger._network import network_filesystem
from ledger._sqlite import Sqlite
from ledger.leaf import Frontier
from ledger.store import (
    Store,
    StoreError,
)
from tests.ledger.things import code_of, event

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


def test_a_taken_position_is_told_as_damage(database_url: str) -> None:
    with Store.open(database_url, create=True) as store:
        _take_a_position_twice(store)


def _take_a_position_twice(store: Store) -> None:
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
