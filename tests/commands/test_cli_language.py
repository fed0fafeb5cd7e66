"""The program's own words, in both languages."""

from __future__ import annotations

import re
import string

import pytest

from commands._language import choose, texts
from tests.commands._uledger import Uledger

WORDS = [(section, word) for section, entries in texts().items() for word in entries]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize(("section", "word"), WORDS)
def test_a_word_is_there_in_both_languages(section: str, word: str) -> None:
    entry = texts()[section][word]

    assert set(entry) == {"zh", "en"}
    assert facts(entry["zh"]) == facts(entry["en"])
    assert not CHINESE.search(entry["en"])
    assert all(entry.values())


@pytest.mark.parametrize(
    ("arguments", "environ", "language"),
    [
        (["--lang", "zh"], {"ULEDGER_LANG": "en"}, "zh"),
        (["log", "--lang=en"], {"ULEDGER_LANG": "zh"}, "en"),
        ([], {"ULEDGER_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {}, "en"),
        (["--", "--lang", "zh"], {}, "en"),
        (["--lang", "fr"], {"LANG": "zh_CN"}, "zh"),
    ],
)
def test_the_language_is_chosen_by_option_then_environment_then_locale(
    arguments: list[str], environ: dict[str, str], language: str
) -> None:
    assert choose(arguments, environ) == language


def test_help_and_errors_speak_the_language(uledger: Uledger) -> None:
    assert "花名册" in uledger("--lang zh roster --help").out
    assert not CHINESE.search(uledger("--lang en roster --help").out)
    assert "没有这个命令" in uledger("roster payy --lang zh").err
    assert not CHINESE.search(uledger("roster payy").err)


def test_a_language_that_is_not_spoken_is_refused(uledger: Uledger) -> None:
    ran = uledger("log --lang fr")

    assert ran.status == 2
    assert "usage.bad_value" in ran.err
