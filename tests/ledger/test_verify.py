"""Whatever is changed behind the ledger's back is told: by which check, and from where on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from commands._main import run
from ledger import verify as verifying
from ledger.events.commands import CommandAccepted
from ledger.leaf import envelope, leaf_hash
from tests import _postgres
from tests.ledger import small_books
from tests.ledger.forgeries import CASES, EVENT, TO_P, Books
from tests.scenario import LEDGER


@pytest.fixture(scope="module")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, int]:
    folder = tmp_path_factory.mktemp("small")
    return folder, *small_books.make(folder, str(folder / "union-ledger.db"))


@pytest.fixture
def sqlite_books(small_file: tuple[Path, int, int], tmp_path: Path) -> Books:
    folder, payment, last = small_file
    copy = shutil.copy(folder / "union-ledger.db", tmp_path)
    return Books(str(copy), payment, last)


@pytest.fixture(scope="module")
def small_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int, int]]:
    server = _postgres.server()
    if server is None:
        pytest.skip(f"no PostgreSQL: neither {_postgres.SERVER} nor an installed server")
    name = f"small_{tmp_path_factory.mktemp('small').parent.name}".replace("-", "_")
    url = _postgres.create_database(server, name).render_as_string(hide_password=False)
    yield name, *small_books.make(tmp_path_factory.mktemp("vault"), url)
    _postgres.drop_database(server, name)


@pytest.fixture
def postgres_books(small_database: tuple[str, int, int]) -> Iterator[Books]:
    server = _postgres.server()
    assert server is not None
    template, payment, last = small_database
    name = f"{template}_copy"
    _postgres._run(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    url = server.set(database=name).render_as_string(hide_password=False)
    yield Books(url, payment, last)
    _postgres.drop_database(server, name)


@pytest.fixture(params=["sqlite_books", "postgres_books"])
def books(request: pytest.FixtureRequest) -> Books:
    copy: Books = request.getfixturevalue(request.param)
    return copy


def tamper(books: Books, statements: tuple[str, ...]) -> None:
    _, data, _ = books.event(books.payment)
    changed = data.replace(b"50000", b"60000")
    assert changed != data
    named = {"data": changed, "junk": b"\xff\x00{"}
    text = " ".join(statements)
    books.forge(*statements, **{n: v for n, v in named.items() if f"{{{n}}}" in text})


def test_what_nobody_changed_holds(books: Books, capsys: pytest.CaptureFixture[str]) -> None:
    assert books.failed() == {}
    status, told = verified(books, capsys)

    assert (status, told["ok"], told["first_bad"]) == (0, True, None)
    assert {row["ok"] for row in told["rows"]} == {True}


def verified(books: Books, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    """Run `uledger verify`; return its exit status and its answer."""
    capsys.readouterr()
    status = run(["verify", "--full", "--store", books.url, "-O", "json"])
    out, err = capsys.readouterr()
    assert err == ""
    answer: dict[str, Any] = json.loads(out)
    return status, answer


@pytest.mark.parametrize("case", CASES)
def test_what_was_changed_is_told(
    books: Books, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    statements, check, where = CASES[case]
    tamper(books, statements)
    status, told = verified(books, capsys)
    failed = {row["check"]: row["position"] for row in told["rows"] if not row["ok"]}

    assert (status, told["ok"]) == (4, False)
    assert check in failed
    assert failed[check] == where(books)


@pytest.mark.parametrize("case", ["data changed", "middle deleted", "tag added", "head too big"])
def test_a_long_log_is_read_by_a_second_process(
    books: Books, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    statements, check, where = CASES[case]
    monkeypatch.setattr(verifying, "LONG", 10)

    assert books.failed() == {}
    tamper(books, statements)
    assert books.failed()[check] == where(books)


def test_who_hashes_a_forged_event_anew_is_given_away_by_the_root(books: Books) -> None:
    name, data, recorded_at = books.event(books.payment)
    forged = data.replace(b"50000", b"50001")
    leaf = leaf_hash(envelope(LEDGER, books.payment, name, recorded_at, forged))
    change = f"UPDATE event SET data = {{data}}, leaf = {{leaf}} {TO_P}"
    books.forge(change, data=forged, leaf=leaf)

    failed = books.failed()
    assert "leaf_hashes" not in failed
    assert {"root", "scope_states"} <= failed.keys()


def test_a_forged_digest_of_a_command_is_told(books: Books) -> None:
    name, data, _ = books.event(1)
    assert name == CommandAccepted.NAME
    accepted = json.loads(data)
    forged = data.replace(accepted["digest"].encode(), b"no digest")
    books.forge(f"UPDATE event SET data = {{data}} {EVENT} 1", data=forged)

    failed = books.failed()
    assert (failed["events"], failed["command_keys"]) == (1, 1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE view_payouts_1_0 SET amount_fen = amount_fen + 1",
        "DELETE FROM view_payouts_1_0",
        "DROP TABLE view_payouts_1_0",
        "UPDATE view_generation SET position = position + 50 WHERE view = 'payouts'",
        "UPDATE view_generation SET position = position - 1 WHERE view = 'payouts'",
        "UPDATE view_generation SET position = -3 WHERE view = 'payouts'",
    ],
)
def test_a_changed_view_is_named(
    books: Books, statement: str, capsys: pytest.CaptureFixture[str]
) -> None:
    books.forge(statement)
    status, told = verified(books, capsys)

    assert status == 4
    wrong = [(row["check"], row["detail"]) for row in told["rows"] if not row["ok"]]
    assert wrong == [("views", "payouts")]


def test_text_that_is_none_is_damage(
    sqlite_books: Books, capsys: pytest.CaptureFixture[str]
) -> None:
    sqlite_books.forge(f"UPDATE event SET name = CAST({{junk}} AS TEXT) {TO_P}", junk=b"\xff")
    status = run(["verify", "--store", sqlite_books.url, "-O", "json"])
    told = json.loads(capsys.readouterr().err)

    assert (status, told["code"]) == (4, "store.damaged")
