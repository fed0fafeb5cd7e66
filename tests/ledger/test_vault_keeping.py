"""The vault: what it seals, and what its files give away."""

from __future__ import annotations

import os
import pickle
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.rejections import LANGUAGES
from ledger.vault import (
    SealBroken,
    Vault,
    VaultError,
)
from tests.ledger.vaults import LEDGER, claim, id_number, one


@pytest.fixture
def vault(database_url: str) -> Iterator[Vault]:
    with Vault.open(database_url) as vault:
        yield vault


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "vault.db"


# --- sealing -------------------------------------------------------------------------------------


def test_boxes_open_again_in_bulk(vault: Vault) -> None:
    people = [
        who.person for who in vault.identify(LEDGER, [claim(None, f"M{n}") for n in range(3)])
    ]
    sealer = vault.sealer(LEDGER, "C1", people)
    sealed = [
        sealer.seal(row, person, "bank", {"row": str(row)}) for row, person in enumerate(people)
    ]

    opened = vault.open_many(
        LEDGER, [("C1", row, people[row], "bank", sealed[row]) for row in range(3)]
    )

    assert opened == [{"row": "0"}, {"row": "1"}, {"row": "2"}]


def test_a_box_moved_to_another_row_or_person_is_broken(vault: Vault) -> None:
    sealer = vault.sealer(LEDGER, "C1", ["P1", "P2"])
    sealed = sealer.seal(1, "P1", "identity", {"name": "张三"})

    for command, row, person in (("C1", 2, "P1"), ("C1", 1, "P2"), ("C2", 1, "P1")):
        with pytest.raises(SealBroken):
            vault.open_many(LEDGER, [(command, row, person, "identity", sealed)])


def test_each_class_has_a_key_of_its_own(vault: Vault) -> None:
    sealer = vault.sealer(LEDGER, "C1", ["P1"])
    sealed = sealer.seal(1, "P1", "identity", {"name": "张三"})
    other = sealer.seal(1, "P1", "hardship", {"illness": "…"})

    vault.destroy(LEDGER, ["P1"], ["hardship"])

    assert vault.open_many(
        LEDGER, [("C1", 1, "P1", "identity", sealed), ("C1", 1, "P1", "hardship", other)]
    ) == [{"name": "张三"}, None]


def test_nobody_opens_what_a_destroyed_key_sealed(vault: Vault) -> None:
    sealed = vault.sealer(LEDGER, "C1", ["P1"]).seal(1, "P1", "bank", {"bank": "1"})

    vault.destroy(LEDGER, ["P1"], ["bank"])
    assert vault.open_many(LEDGER, [("C1", 1, "P1", "bank", sealed)]) == [None]

    later = vault.sealer(LEDGER, "C2", ["P1"]).seal(1, "P1", "bank", {"bank": "2"})
    items = [("C1", 1, "P1", "bank", sealed), ("C2", 1, "P1", "bank", later)]
    assert vault.open_many(LEDGER, items) == [None, {"bank": "2"}]  # type: ignore[arg-type]


def test_whoever_was_forgotten_is_a_new_person(vault: Vault) -> None:
    asked = claim(id_number(1), "M1")
    person = one(vault, asked).person
    stays = one(vault, claim(id_number(2))).person

    vault.destroy(LEDGER, [person], ["identity"])

    assert vault.known(LEDGER, [asked, claim(id_number(2))]) == [None, stays]
    assert one(vault, asked).person != person


def test_a_person_without_keys_has_nothing_to_open(vault: Vault) -> None:
    sealed = vault.sealer(LEDGER, "C1", ["P1"]).seal(1, "P1", "bank", {})

    assert vault.open_many("other", [("C1", 1, "P1", "bank", sealed)]) == [None]


def test_the_digest_is_keyed_by_ledger_and_stays(database_url: str) -> None:
    with Vault.open(database_url) as vault:
        first = vault.digest(LEDGER, b"{}")
        assert vault.digest("other", b"{}") != first
    with Vault.open(database_url) as vault:
        assert vault.digest(LEDGER, b"{}") == first
        assert len(first) == 64


# --- the file ------------------------------------------------------------------------------------


def test_no_plaintext_is_in_the_files(file: Path) -> None:
    number, account = id_number(7), "6222021234567890"
    with Vault.open(str(file)) as vault:
        who = one(vault, claim(number, "M123456", "张小三"))
        vault.payees(LEDGER, [account])
        vault.sealer(LEDGER, "C1", [who.person]).seal(1, who.person, "identity", {"name": "张小三"})
        stored = b"".join(part.read_bytes() for part in file.parent.iterdir())

    assert who.person.encode() in stored
    for plain in (number, account, "M123456", "张小三"):
        assert plain.encode() not in stored


def test_a_destroyed_key_is_nowhere_in_the_files(file: Path) -> None:
    keys = [bytes([n]) * 96 for n in range(65, 70)]
    drawn = iter([os.urandom(64), *keys])
    with Vault.open(str(file), entropy=lambda _: next(drawn)) as vault:
        vault.sealer(LEDGER, "C1", [f"P{n}" for n in range(5)])
        vault.destroy(LEDGER, ["P2"], ["bank"])
        stored = b"".join(part.read_bytes() for part in file.parent.iterdir())

    assert keys[2] not in stored
    assert stored.count(keys[2][:32]) == 2  # identity and hardship stand where they stood
    assert keys[1] in stored


def test_the_file_is_its_owners_alone(file: Path) -> None:
    with Vault.open(str(file)) as vault:
        vault.digest(LEDGER, b"")

        assert {stat.S_IMODE(part.stat().st_mode) for part in file.parent.iterdir()} == {0o600}


def test_the_pragmas_hold(file: Path) -> None:
    with Vault.open(str(file)) as vault, vault._database.reading() as connection:
        pragmas = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete")
        ]

    assert pragmas == ["wal", 2, 1]


def refused(url: str | Path, *, read_only: bool = False, create: bool = True) -> str:
    with (
        pytest.raises(VaultError) as error,
        Vault.open(str(url), read_only=read_only, create=create) as vault,
    ):
        one(vault, claim(None, "M1"))
    for lang in LANGUAGES:
        assert "{" not in error.value.rejection.message(lang)
    return error.value.code


def test_a_missing_vault_is_told(file: Path) -> None:
    assert refused(file, create=False) == "vault.missing"
    assert refused(file, read_only=True) == "vault.missing"
    assert refused(file.parent / "nowhere" / "vault.db") == "vault.missing"
    assert refused(file.parent) == "vault.missing"
    assert not file.exists()


def test_another_program_s_file_is_left_alone(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE event (position INTEGER)")
    connection.close()
    before = file.read_bytes()

    assert refused(file) == "vault.not_a_vault"
    assert file.read_bytes() == before


def test_what_is_no_database_is_damaged(file: Path) -> None:
    file.write_bytes(b"no database at all" * 100)

    assert refused(file) == "vault.damaged"


def test_a_newer_vault_is_refused(database_url: str) -> None:
    with Vault.open(database_url) as vault, vault._database.reading() as connection:
        connection.execute("UPDATE vault_schema SET version = 99")

    assert refused(database_url) == "vault.newer"


def test_a_vault_without_its_version_is_damaged(database_url: str) -> None:
    with Vault.open(database_url) as vault, vault._database.reading() as connection:
        connection.execute("DELETE FROM vault_schema")

    assert refused(database_url) == "vault.damaged"


def test_a_read_only_vault_reads(database_url: str) -> None:
    with Vault.open(database_url) as vault:
        person = one(vault, claim(None, "M1")).person
    with Vault.open(database_url, read_only=True) as vault:
        assert vault.known(LEDGER, [claim(None, "M1")]) == [person]
        assert one(vault, claim(None, "M1")).person == person
        with pytest.raises(VaultError) as error:
            one(vault, claim(None, "M2"))
        with pytest.raises(VaultError):
            vault.digest("new ledger", b"")

    assert error.value.code == "vault.read_only"


def test_a_locked_vault_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger._vault_sqlite.LOCK_TIMEOUT_SECONDS", 0.05)
    with Vault.open(str(file)) as vault:
        vault.digest(LEDGER, b"")
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(VaultError) as error:
            one(vault, claim(None, "M1"))
        other.execute("ROLLBACK")
        other.close()

        assert error.value.code == "vault.locked"
        assert one(vault, claim(None, "M1")).grade == "unproven"


def test_a_full_disk_is_told_and_nothing_is_half_written(file: Path) -> None:
    asked = [claim(None, f"M{n}") for n in range(2000)]
    with Vault.open(str(file)) as vault:
        vault.digest(LEDGER, b"")
        with vault._database.reading() as connection:
            connection.execute("PRAGMA max_page_count = 12")
        with pytest.raises(VaultError) as error:
            vault.identify(LEDGER, asked)

        assert error.value.code == "vault.full"
        assert set(vault.known(LEDGER, asked)) == {None}
        assert len(set(vault.identify(LEDGER, asked))) == 2000


def test_an_unreachable_server_is_told_without_its_password() -> None:
    with pytest.raises(VaultError) as error:
        Vault.open("postgresql+psycopg://clerk:hunter2@127.0.0.1:1/vault")

    assert error.value.code == "vault.unavailable"
    assert "hunter2" not in error.value.rejection.message("en")
    assert pickle.loads(pickle.dumps(error.value)).code == "vault.unavailable"  # noqa: S301


def test_a_network_drive_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger._vault_sqlite.network_filesystem", lambda _: "cifs")

    assert refused(file) == "vault.network_drive"
