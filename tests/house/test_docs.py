"""The pages that people write keep up with the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import ledger.postings
from ledger.events import NAMES
from ledger.scopes._scope import KINDS
from tests.house._tree import PACKAGES, ROOT, modules

DOCS = ROOT / "docs"
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)[^)]*\)")
LINES_MAX = 300
WRITTEN = sorted(path for path in DOCS.rglob("*.md") if path.name != "0000-template.md")


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def in_cells(page: str, column: int) -> set[str]:
    """Return the words in code style of one column of a page's tables."""
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| ")]
    return {
        word for row in rows if len(row) > column for word in re.findall(r"`([^`]+)`", row[column])
    }


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(DOCS).as_posix())
def test_every_link_of_a_page_leads_somewhere(path: Path) -> None:
    found = LINK.findall(path.read_text(encoding="utf-8"))

    assert [link for link in found if not (path.parent / link).exists()] == []


def test_the_architecture_can_be_read_at_once() -> None:
    assert len(text("architecture.md").splitlines()) < LINES_MAX


def test_every_scope_stands_in_the_architecture() -> None:
    kinds = {kind for kind, scope in KINDS.items() if scope.__module__.startswith("ledger.")}

    assert kinds - in_cells(text("architecture.md"), 0) == set()


def test_every_family_of_events_stands_in_the_architecture() -> None:
    families = {
        event.__module__.rpartition(".")[2]
        for event in NAMES.values()
        if event.__module__.startswith("ledger.")
    }

    assert families - in_cells(text("architecture.md"), 0) == set()


def test_the_glossary_names_only_what_the_code_uses() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in PACKAGES
        for suffix in ("py", "toml")
        for path in (ROOT / folder).rglob(f"*.{suffix}")
    )
    words = in_cells(text("glossary.md"), 2)

    assert len(words) > 100
    assert {word for word in words if not re.search(rf"\b{re.escape(word)}", code)} == set()


def test_every_posting_template_has_its_number_in_the_glossary() -> None:
    told = {
        number
        for template in vars(ledger.postings).values()
        if getattr(template, "__module__", "") == "ledger.postings"
        for number in re.findall(r"\bP\d+\b", template.__doc__ or "")
    }

    assert told
    assert told == set(re.findall(r"^\| (P\d+) ", text("glossary.md"), re.MULTILINE))


def test_no_page_names_a_module_that_is_gone() -> None:
    known = {path.relative_to(ROOT).as_posix() for path in modules(*PACKAGES, "tests")}
    named = set(re.findall(r"`((?:ledger|commands|projections|audits|tests)/[\w/]+\.py)`",
                           text("architecture.md") + text("style.md")))  # fmt: skip

    assert named - known == set()
