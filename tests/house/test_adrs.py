"""Every decision is on the list of decisions, under its own number and title."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house._tree import ROOT

FOLDER = ROOT / "docs" / "adr"
DECISIONS = sorted(FOLDER.glob("[0-9]*.md"))
TEMPLATE = FOLDER / "0000-template.md"
SECTIONS = ["What made us decide", "What we do", "What else there was", "What it costs"]


def listed() -> dict[str, tuple[str, str]]:
    """Return number and title of each file on the list."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[(\d{4})\]\(([^)]+)\) \| (.+) \|$", text, re.MULTILINE)
    return {name: (number, title) for number, name, title in rows}


def test_every_decision_is_listed_by_its_title() -> None:
    titles = {}
    for path in DECISIONS:
        heading = path.read_text(encoding="utf-8").splitlines()[0]
        number, title = heading.removeprefix("# ").split(": ", maxsplit=1)
        titles[path.name] = (number, title)
    del titles[TEMPLATE.name]

    assert listed() == titles


def test_no_number_is_given_twice() -> None:
    numbers = [path.name[:4] for path in DECISIONS]

    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_why_and_what_else_there_was(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
    assert re.search(r"^Date: (\d{4}-\d\d-\d\d|YYYY-MM-DD)\. Status: ", text, re.MULTILINE)
