"""The language of the program's own words: Chinese or English, each complete.

Why: an officer reads Chinese, an auditor abroad or a developer English; neither reads half of each.
The words stand in `texts.toml`; the reasons for refusals in `ledger/rejections.toml`.
"""

from __future__ import annotations

import sys
import tomllib
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
SPOKEN: Final[ContextVar[Language]] = ContextVar("SPOKEN", default="en")


def choose(arguments: Sequence[str], environ: Mapping[str, str]) -> Language:
    """Choose by `--lang`, else ULEDGER_LANG, else the locale.

    Why so early: the help and the errors of the command line itself are already in that language.
    """
    for asked in (_after("--lang", arguments), environ.get("ULEDGER_LANG")):
        for language in LANGUAGES:
            if asked == language:
                return language
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale := environ.get(name):
            return "zh" if locale.lower().startswith("zh") else "en"
    return _of_windows() if sys.platform == "win32" else "en"


def _after(option: str, arguments: Sequence[str]) -> str | None:
    """Return the value of an option wherever it stands, the last one if there are several."""
    found = None
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith(f"{option}="):
            found = argument.partition("=")[2]
        elif argument == option and place + 1 < len(arguments):
            found = arguments[place + 1]
    return found


def _of_windows() -> Language:
    import locale

    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


def spoken() -> Language:
    """Return the language that was chosen for this run."""
    return SPOKEN.get()


def pick(zh: str, en: str) -> str:
    """Pick one of two texts."""
    return zh if spoken() == "zh" else en


@cache
def texts() -> dict[str, dict[str, dict[str, str]]]:
    """Return the table of words: section -> word -> {zh, en}."""
    table = files("commands").joinpath("texts.toml").read_text(encoding="utf-8")
    return tomllib.loads(table)


def say(key: str, **facts: Any) -> str:
    """Return the text `section.word` with its facts filled in."""
    section, _, word = key.partition(".")
    return texts()[section][word][spoken()].format(**facts)


def title(key: str) -> tuple[str, str]:
    """Return the text `section.word` in Chinese and in English."""
    entry = words(key)
    return entry["zh"], entry["en"]


def words(key: str) -> dict[str, str]:
    """Return the text `section.word` in both languages: {zh, en}."""
    section, _, word = key.partition(".")
    return texts()[section][word]


def name_of(code: str) -> str:
    """Return what people call one of the program's own words; other text as it is."""
    named = texts()["value"].get(code)
    if named is not None:
        return named[spoken()]
    from ledger.payouts import kinds

    kind = kinds().get(code)
    return code if kind is None else pick(kind.zh, kind.en)
