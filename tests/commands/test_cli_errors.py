"""Whatever goes wrong is told in words, with a code and an exit status; never as a traceback."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from commands import _cli, _help
from ledger.store import Store
from tests.commands._uledger import Uledger

REGISTER = "union register --union U2 --name 一 --tier grassroots"
PROGRAM = [sys.executable, "-c", "from commands._main import main; main()"]
ROOT = Path(_cli.__file__).parent.parent


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("roster payy", "usage.unknown_command"),
        ("rost pay", "usage.unknown_command"),  # a prefix works on a terminal only
        ("log --foo", "usage.unknown_option"),
        ("log extra", "usage.extra_argument"),
        ("log --known-at 2023-13-01", "usage.bad_value"),
        ("report balances --year 23", "usage.bad_value"),
        ("report balances --period 2023-13", "usage.bad_value"),
        ("report balances --as-of yesterday", "usage.bad_value"),
        ("log -o answer.pages", "output.unknown_format"),
        ("report balances -O pdf", "output.needs_file"),
        ("report balances -O xlsx", "output.needs_file"),
        ("ledger create --name x --first-year 2023", "ledger.not_named"),
    ],
)
def test_wrong_usage_ends_with_2(uledger: Uledger, line: str, code: str) -> None:
    ran = uledger(line)

    assert (ran.status, ran.out) == (2, "")
    assert f"[{code}]" in ran.err


def test_wrong_usage_is_json_where_json_is_asked_for(uledger: Uledger) -> None:
    assert uledger("log --foo -O json").error["code"] == "usage.unknown_option"
    assert uledger("-O json").error["code"] == "usage.missing_command"


def test_without_a_command_the_commands_are_listed(uledger: Uledger) -> None:
    ran = uledger("roster")

    assert ran.status == 2
    assert "approve a roster" in ran.err


@pytest.mark.parametrize("line", ["log", "report balances", REGISTER])
def test_a_store_that_is_none_ends_with_6(uledger: Uledger, line: str) -> None:
    (uledger.folder / "folder").mkdir()
    uledger.file("paper.pdf", "%PDF-1.7")
    codes = {"nowhere.db": "missing", "folder": "directory", "paper.pdf": "not_a_store"}
    for store, state in codes.items():
        ran = uledger(f"{line} --store {store}")

        assert (ran.status, ran.out) == (6, "")
        assert f"[store.{state}]" in ran.err
    assert not (uledger.folder / "nowhere.db").exists()


def test_the_ledger_meant_must_be_clear(uledger: Uledger) -> None:
    uledger.begin()
    assert uledger("--ledger other ledger create --name x --first-year 2023").status == 0

    assert "[ledger.several]" in uledger("log").err
    assert "[ledger.unknown]" in uledger("log --ledger third").err
    assert uledger("log --ledger other").status == 0


def test_a_lost_vault_is_never_made_anew(uledger: Uledger) -> None:
    uledger.begin()
    (uledger.folder / "union-ledger.vault.db").unlink()
    ran = uledger(REGISTER)

    assert ran.status == 6
    assert "[vault.missing]" in ran.err
    assert not (uledger.folder / "union-ledger.vault.db").exists()


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Hold a store's write lock as another process would."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.close()


def test_a_store_that_stays_locked_ends_with_6(
    uledger: Uledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    uledger.begin()
    patient = Store.open

    def hasty(url: str, *, read_only: bool = False, create: bool = False) -> Store:
        return patient(url, read_only=read_only, create=create, lock_timeout=0.1)

    monkeypatch.setattr(Store, "open", hasty)
    with held(uledger.folder / "union-ledger.db"):
        ran = uledger(REGISTER)

    assert ran.status == 6
    assert "[store.locked]" in ran.err


def test_who_may_only_read_gets_reports_and_records_nothing(
    uledger: Uledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    uledger.begin()
    either = Store.open

    def reading(url: str, **_: bool) -> Store:
        return either(url, read_only=True)

    monkeypatch.setattr(Store, "open", reading)

    assert uledger("report balances").status == 0
    assert "[store.read_only]" in uledger(REGISTER).err


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("nowhere.xlsx", 6, "file.missing"),
        ("folder", 6, "file.is_directory"),
        ("paper.pdf", 2, "file.not_a_workbook"),
        ("empty.csv", 2, "file.empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    uledger: Uledger, name: str, status: int, code: str
) -> None:
    (uledger.folder / "folder").mkdir()
    uledger.file("paper.pdf", "%PDF-1.7")
    uledger.file("empty.csv", "")
    ran = uledger(f"union register {name}")

    assert ran.status == status
    assert f"[{code}]" in ran.err
    assert name in ran.err


@pytest.mark.parametrize("file", ["nowhere/answer.json", "folder.json"])
def test_an_answer_that_cannot_be_written_ends_with_6(uledger: Uledger, file: str) -> None:
    uledger.begin()
    (uledger.folder / "folder.json").mkdir()
    ran = uledger(f"log -o {file}")

    assert ran.status == 6
    assert "[file.unavailable]" in ran.err
    assert file in ran.err


def test_a_bug_is_told_in_words_and_its_report_repeats_no_value(
    uledger: Uledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: str) -> None:
        raise ValueError("张三丰")

    monkeypatch.setattr(tempfile, "tempdir", str(uledger.folder))
    monkeypatch.setattr(_cli, "_command", broken)
    ran = uledger("log")
    reports = list(uledger.folder.glob("uledger-crash-*.txt"))

    assert ran.status == 70
    assert "[program.bug]" in ran.err
    assert "Traceback" not in ran.err
    assert str(reports[0]) in ran.err
    assert "ValueError" in reports[0].read_text(encoding="utf-8")
    assert "张三丰" not in reports[0].read_text(encoding="utf-8") + ran.err


def test_an_interruption_ends_with_130(uledger: Uledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(_cli, "_command", interrupted)
    ran = uledger("log")

    assert ran.status == 130
    assert "[program.interrupted]" in ran.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_while_waiting_for_the_lock_leaves_no_trace(uledger: Uledger) -> None:
    uledger.begin()
    words = [*PROGRAM, *REGISTER.split()]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with held(uledger.folder / "union-ledger.db"):
        child = subprocess.Popen(
            words, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environ
        )
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(1.5)
        child.send_signal(signal.SIGINT)
    _, told = child.communicate(timeout=30)

    assert child.returncode == 130
    assert "[program.interrupted]" in told
    assert uledger("log -O json").answer["position"] == 5


@pytest.mark.skipif(os.name == "nt", reason="Windows has no broken pipes")
def test_a_reader_that_goes_away_is_no_error(uledger: Uledger) -> None:
    uledger.begin()
    child = subprocess.Popen(
        [*PROGRAM, "log"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert child.stdout is not None
    child.stdout.close()
    assert child.stderr is not None

    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait(30) == 141


def test_a_unique_prefix_is_enough_where_a_person_types(
    uledger: Uledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_help, "is_typed", lambda: True)

    assert uledger("repo li").status == 0
    assert "[usage.ambiguous_command]" in uledger("r li").err
    assert "[usage.unknown_command]" in uledger("xyz").err
