"""Both READMEs say the same: the same headings, level by level, and the same code blocks."""

from __future__ import annotations

import re

import pytest

from tests.house._tree import ROOT

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) ", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)[^)]*\)")
README, README_ZH = "README.md", "README.zh-CN.md"


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def levels(markdown: str) -> list[str]:
    return HEADING.findall(FENCE.sub("", markdown))


def test_both_have_the_same_headings() -> None:
    assert levels(text(README)) == levels(text(README_ZH))


def test_both_have_the_same_code_blocks() -> None:
    assert FENCE.findall(text(README)) == FENCE.findall(text(README_ZH))


@pytest.mark.parametrize("name", [README, README_ZH, "CONTRIBUTING.md", "SECURITY.md"])
def test_every_link_leads_somewhere(name: str) -> None:
    assert [link for link in LINK.findall(text(name)) if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", [README, README_ZH, "CONTRIBUTING.md"])
def test_every_make_command_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    asked = {word for _, block in FENCE.findall(text(name)) for word in _made(block)}

    assert asked <= targets


def _made(block: str) -> list[str]:
    return re.findall(r"^make (\w+)", block, re.MULTILINE)
