"""Every reason why something asked of the ledger is turned down, with its stable code.

Why: an officer must read what stands in the way and what to do about it, in Chinese or in English,
and a script must be able to rely on the code.
The texts live in one table, `rejections.toml`; codes read `noun.state` and are never reused.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


@cache
def texts() -> dict[str, dict[str, str]]:
    """Return the table of texts: code -> {zh, en, hint_zh, hint_en}."""
    table = files("ledger").joinpath("rejections.toml").read_text(encoding="utf-8")
    return tomllib.loads(table)


@dataclass(frozen=True, slots=True)
class Rejection:
    """One reason, with the facts that its text is filled from; `row` and so on: its place, if any.

    Facts hold ids, codes, dates and amounts (decimal strings in yuan), never personal plaintext:
    they are recorded in `command.refused`.
    """

    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    row: int | None = None
    column: str | None = None
    file: str | None = None
    sheet: str | None = None

    def __post_init__(self) -> None:
        assert self.code in texts(), f"no text for {self.code} in rejections.toml"

    def message(self, lang: Language) -> str:
        """Say what stands in the way."""
        return texts()[self.code][lang].format_map(_Facts(self.facts))

    def hint(self, lang: Language) -> str:
        """Say what to do about it."""
        return texts()[self.code][f"hint_{lang}"].format_map(_Facts(self.facts))


def reject(code: str, *, row: int | None = None, **facts: Any) -> Rejection:
    """Build a rejection from its code and facts."""
    return Rejection(code, facts, row)


class _Facts(dict[str, Any]):
    """Facts for a text; a missing one shows as its own name, so that a message never fails."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
