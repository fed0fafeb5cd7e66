"""What the tests of verbs ask for: a scenario in an empty store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.events import Event
from tests.commands._uledger import Uledger
from tests.scenario import Given, Scenario


@pytest.fixture(scope="session")
def empty_books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an empty store and vault, to be copied."""
    folder = tmp_path_factory.mktemp("empty")
    Scenario(folder).close()
    return folder


@pytest.fixture
def given(empty_books: Path, tmp_path: Path) -> Iterator[Given]:
    """Return `given(*facts)`: a ledger in which these facts have happened."""
    opened: list[Scenario] = []

    def begin(*facts: Event) -> Scenario:
        scenario = Scenario.copied(empty_books, tmp_path / f"books-{len(opened)}")
        opened.append(scenario)
        return scenario.given(*facts)

    yield begin
    for scenario in opened:
        scenario.close()


@pytest.fixture
def uledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Uledger:
    """Return the program, run in an empty folder by `admin`, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ULEDGER_LANG", "en")
    monkeypatch.setenv("ULEDGER_OFFICER", "admin")
    return Uledger(tmp_path, capsys)
