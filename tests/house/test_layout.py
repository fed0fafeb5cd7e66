"""The tree of files is the design."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house._tree import PACKAGES, modules, place

LINES_MAX = 300
SAY_NOTHING = {
    "utils",
    "util",
    "helpers",
    "common",
    "base",
    "models",
    "services",
    "manager",
    "misc",
}


def test_no_file_is_longer_than_can_be_read_at_once() -> None:
    lengths = {
        place(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules(*PACKAGES, "tests")
    }

    assert {name: lines for name, lines in lengths.items() if lines > LINES_MAX} == {}


def test_every_file_is_named_for_what_it_is() -> None:
    names = {part.strip("_") for path in modules(*PACKAGES) for part in (*path.parts, path.stem)}

    assert names & SAY_NOTHING == set()


@pytest.mark.parametrize("path", modules(*PACKAGES), ids=place)
def test_every_file_begins_by_saying_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8").strip()

    assert not text or text.startswith(('"""', 'r"""'))
