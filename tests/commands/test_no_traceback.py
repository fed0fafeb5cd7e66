"""What offices really meet ends in words: a code, a hint, an exit status, in either language."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped]

from ledger._sqlite import Sqlite
from ledger.store import Store
from ledger.vault import Vault
from tests.commands._telling import REGISTER, REPORT, told
from tests.commands._uledger import Uledger


@pytest.fixture
def books(uledger: Uledger) -> Uledger:
    """Return the program beside a ledger, and files as they come."""
    uledger.begin()
    (uledger.folder / "folder").mkdir()
    uledger.file("paper.xlsx", "%PDF-1.7\n1 0 obj")
    uledger.file("web.xls", "<html><table><tr><td>1</td></tr></table></html>")
    uledger.file("empty.csv", "")
    uledger.file("words.csv", "甲,乙,丙\n1,2,3\n")
    uledger.file("half.toml", "[columns\n")
    uledger.file("binary.toml", "")
    (uledger.folder / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with xlsxwriter.Workbook(str(uledger.folder / "empty.xlsx")) as book:
        book.add_worksheet("一月")
    (uledger.folder / "cut.xlsx").write_bytes((uledger.folder / "empty.xlsx").read_bytes()[:900])
    return uledger


@pytest.mark.parametrize(
    ("file", "status", "code"),
    [
        ("nowhere.xlsx", 6, "file.missing"),
        ("folder", 6, "file.is_directory"),
        ("paper.xlsx", 2, "file.not_a_workbook"),
        ("web.xls", 2, "file.not_a_workbook"),
        ("empty.xlsx", 2, "file.empty"),
        ("empty.csv", 2, "file.empty"),
        ("cut.xlsx", 2, "file.damaged"),
        ("words.csv", 2, "heading.unknown"),
    ],
)
@pytest.mark.parametrize("command", ["import", "union register"])
def test_a_file_that_is_none(
    books: Uledger, command: str, file: str, status: int, code: str
) -> None:
    told(books, f"{command} {file}", status, code)


@pytest.mark.parametrize(
    ("file", "status", "code"),
    [
        ("nowhere.toml", 6, "file.missing"),
        ("folder", 6, "file.is_directory"),
        ("half.toml", 2, "file.damaged"),
        ("binary.toml", 2, "file.damaged"),
    ],
)
def test_a_sheet_of_fields_that_is_none(books: Uledger, file: str, status: int, code: str) -> None:
    told(books, f"standard adopt {file}", status, code)


@pytest.mark.parametrize(
    ("file", "status"), [("nowhere.toml", 6), ("folder", 6), ("half.toml", 2), ("binary.toml", 2)]
)
def test_a_mapping_that_is_none(books: Uledger, file: str, status: int) -> None:
    ran = books(f"import words.csv --mapping {file} -O json")

    assert ran.status == status, ran.err
    assert ran.error["code"].partition(".")[0] in ("file", "mapping")
    assert ran.error["hint"]


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Hold a file's write lock in another process."""
    hold = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", hold, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdin is not None
    assert other.stdout is not None
    assert other.stdout.readline() == b"held\n"
    yield
    other.stdin.close()
    other.stdout.close()
    other.wait(10)


@pytest.mark.parametrize(("kind", "file"), [(Store, "union-ledger.db"),
                                            (Vault, "union-ledger.vault.db")])  # fmt: skip
def test_a_locked_file(
    books: Uledger, monkeypatch: pytest.MonkeyPatch, kind: type[Store | Vault], file: str
) -> None:
    monkeypatch.setitem(kind.open.__func__.__kwdefaults__, "lock_timeout", 0.1)  # type: ignore[attr-defined]
    members = "姓名,身份证号码,会员证号\n张三,110101190001010022,M1\n"
    books.file("members.csv", members)
    with held(books.folder / file):
        code = "store.locked" if kind is Store else "vault.locked"
        told(books, "member enrol members.csv --union U0001", 6, code)
    assert books(REPORT).status == 0


@pytest.mark.parametrize("kind", ["store", "vault"])
def test_a_file_of_a_newer_version(books: Uledger, kind: str) -> None:
    file = "union-ledger.db" if kind == "store" else "union-ledger.vault.db"
    connection = sqlite3.connect(books.folder / file)
    if kind == "store":
        connection.execute("UPDATE ledger_version SET version_num = '9999'")
    else:
        connection.execute("UPDATE vault_schema SET version = 9999")
    connection.commit()
    connection.close()
    told(books, REGISTER, 6, f"{kind}.newer")
    if kind == "store":
        for line in (REPORT, "log", "verify", "replay --digest", "audit run", "store upgrade"):
            told(books, line, 6, "store.newer")


def test_a_network_drive(books: Uledger, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"30 22 0:40 / {tmp_path} rw - nfs4 host:/export rw\n", encoding="utf-8")
    monkeypatch.setitem(Sqlite.__init__.__kwdefaults__, "mounts", mounts)
    told(books, REGISTER, 6, "store.network_drive")
    told(books, REPORT, 6, "store.network_drive")
    told(books, "ledger create --name x --first-year 2023 --ledger x --store new.db", 6,
         "store.network_drive")  # fmt: skip


@pytest.mark.parametrize("url", ["mysql://li:secret@host/books", "oracle://host/x", "http://x/y"])
def test_a_database_of_another_kind(
    books: Uledger, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ULEDGER_VAULT", "union-ledger.vault.db")
    told(books, f"{REPORT} --store {url}", 6, "store.unknown_kind")
    told(books, f"{REGISTER} --store {url}", 6, "store.unknown_kind")
    assert "secret" not in books(f"{REPORT} --store {url}").err


def test_a_server_that_is_not_there(books: Uledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ULEDGER_VAULT", "union-ledger.vault.db")
    for line in (REPORT, REGISTER):
        url = "postgresql://li:secret@127.0.0.1:1/books"
        told(books, f"{line} --store {url}", 6, "store.unavailable")
        assert "secret" not in books(f"{line} --store {url}").err


def test_a_view_whose_tables_are_of_another_shape(books: Uledger) -> None:
    assert books(REPORT).status == 0
    connection = sqlite3.connect(books.folder / "union-ledger.db")
    connection.execute("ALTER TABLE view_postings_1_0 RENAME COLUMN account TO konto")
    connection.execute("DROP TABLE view_payouts_1_0")
    connection.close()
    for report in ("postings", "payouts"):
        ran = books(f"report {report} -O json")
        assert (ran.status, ran.error["code"]) == (6, "view.unreadable")
        assert "store upgrade" in ran.error["hint"]
    ran = books("verify -O json")
    assert ran.status == 4
    assert "payouts" in {row["check"]: row["detail"] for row in ran.answer["rows"]}["views"]

    assert books("store upgrade").status == 0
    assert books("report postings").status == books("report payouts").status == 0
    assert books("verify").status == 0
