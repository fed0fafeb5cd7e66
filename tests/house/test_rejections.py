"""Every text is there in both languages, is used, and speaks of the same facts."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from ledger.rejections import texts
from tests.house._tree import PACKAGES, modules, nodes, place

FIELDS = {"zh", "en", "hint_zh", "hint_en"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[a-z]", re.IGNORECASE)
CODE = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*")


def facts(text: str) -> set[str]:
    """Return the names that a text is filled from."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", texts())
def test_a_text_is_complete_in_both_languages(code: str) -> None:
    entry = texts()[code]

    assert CODE.fullmatch(code)
    assert set(entry) == FIELDS
    assert all(entry[field].strip() for field in FIELDS)
    assert facts(entry["zh"]) == facts(entry["en"])
    assert facts(entry["hint_zh"]) == facts(entry["hint_en"])
    assert CHINESE.search(entry["zh"])
    assert CHINESE.search(entry["hint_zh"])
    # English may name a term of the field (补录) or a column's title.
    assert len(CHINESE.findall(entry["en"])) < len(LATIN.findall(entry["en"]))
    assert len(CHINESE.findall(entry["hint_en"])) < len(LATIN.findall(entry["hint_en"]))


def test_every_code_that_is_refused_with_has_a_text() -> None:
    asked = {
        (place(path, node), code) for path in modules(*PACKAGES) for node, code in refusals(path)
    }

    assert {(where, code) for where, code in asked if code not in texts()} == set()


def refusals(path: Path) -> list[tuple[ast.Call, str]]:
    """Return the calls that name a code as a literal: reject("…"), Rejection("…")."""
    found = []
    for node in nodes(path):
        match node:
            case ast.Call(
                func=ast.Name(id="reject" | "Rejection"), args=[ast.Constant(value=str(code)), *_]
            ):
                found.append((node, code))
    return found
