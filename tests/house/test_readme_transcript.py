"""A first hour by the READMEs: every command runs, and prints what they show."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from commands._main import run
from tests.conftest import Golden
from tests.house._transcript import BLOCK, Step, rerun, settled, steps
from tests.house._tree import ROOT

FILES = ROOT / "docs" / "examples" / "first-hour"
EXPORT = re.compile(r"\b(ULEDGER_\w+)=(\S+)")


READMES = ("README.md", "README.zh-CN.md")


def test_the_first_hour_prints_what_both_pages_show(
    golden: Golden,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pages = {name: (ROOT / name).read_text(encoding="utf-8") for name in READMES}
    for file in FILES.iterdir():
        shutil.copy(file, tmp_path)
    monkeypatch.chdir(tmp_path)
    for variable, value in EXPORT.findall(pages["README.md"].partition("```console")[0]):
        monkeypatch.setenv(variable, value)

    def ran(arguments: list[str]) -> str:
        assert arguments[0] == "uledger"
        status = run(arguments[1:])
        told = capsys.readouterr()
        assert status in (0, 3), f"{arguments}: {told.err}"
        return told.out + told.err

    page = rerun(pages["README.md"], ran)
    blocks = iter(BLOCK.findall(page))
    golden("../../README.md", page)
    golden("../../README.zh-CN.md", BLOCK.sub(lambda _: next(blocks), pages["README.zh-CN.md"]))


def test_a_block_is_taken_apart_into_commands() -> None:
    block = "$ a b \\\n  c\nsaid\nmore\n$ d\n"

    assert steps(block) == [Step("a b \\\n  c", "said\nmore"), Step("d", "")]
    assert steps(block)[0].arguments == ["a", "b", "c"]


def test_what_differs_is_shown_anew_and_what_only_varies_stays() -> None:
    page = "x\n```console\n$ a\n2023-01-01T00:00:00.000000Z ok\n$ b\nold\n```\ny\n"
    again = {"a": "2024-02-02T01:01:01.000001Z ok  \n", "b": "new\n"}

    assert rerun(page, lambda words: again[words[0]]) == page.replace("old", "new")
    assert BLOCK.findall(page) == ["$ a\n2023-01-01T00:00:00.000000Z ok\n$ b\nold\n"]
    assert settled("PVTSVK3FRCJ0G") == "PERSON"
