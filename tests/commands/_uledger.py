"""The program, run in this process as a person or a script would run it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from commands._main import run


class Ran(NamedTuple):
    """What came of one command line."""

    status: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        """Return the JSON on stdout."""
        answer: dict[str, Any] = json.loads(self.out)
        return answer

    @property
    def error(self) -> dict[str, Any]:
        """Return the JSON on stderr."""
        error: dict[str, Any] = json.loads(self.err)
        return error


class Uledger:
    """The program in a folder of its own, with an officer and a day; `u("log")` runs it."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capture = capture

    def __call__(self, line: str, *more: str) -> Ran:
        """Run a command line; words with spaces come as arguments of their own."""
        self._capture.readouterr()
        status = run([*line.split(), *more])
        return Ran(status, *self._capture.readouterr())

    def file(self, name: str, text: str) -> str:
        """Write a file into the folder; return its name."""
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def begin(self) -> None:
        """Start the ledger `cg` with the district's union."""
        assert (
            self("--ledger cg ledger create --first-year 2023 --name", "呈贡区总工会").status == 0
        )
        line = "union register --union U0001 --tier county_plus --name"
        assert self(line, "呈贡区总工会").status == 0
