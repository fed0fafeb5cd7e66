"""A README's commands, run in a scratch folder, and what it shows them to print.

What no two runs share (times, persons' ids, the log's root) is no difference.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from typing import Final, NamedTuple

Run = Callable[[list[str]], str]

BLOCK: Final = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
PROMPT: Final = "$ "
_VARIES: Final = (
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"), "TIME"),
    (re.compile(r"\bP[0-9A-HJKMNP-TV-Z]{12}\b"), "PERSON"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "HASH"),
)


class Step(NamedTuple):
    """A command as it is typed, over one line or several, and what is shown below it."""

    typed: str
    shown: str

    @property
    def arguments(self) -> list[str]:
        """Return the words of the command line."""
        return shlex.split(self.typed.replace("\\\n", " "))


def steps(block: str) -> list[Step]:
    """Take a block apart into its commands."""
    found: list[Step] = []
    for part in block.split(f"\n{PROMPT}"):
        lines = part.removeprefix(PROMPT).rstrip("\n").split("\n")
        ends = next(n for n, line in enumerate(lines) if not line.endswith("\\"))
        found.append(Step("\n".join(lines[: ends + 1]), "\n".join(lines[ends + 1 :])))
    return found


def rerun(markdown: str, run: Run) -> str:
    """Return the page with what its commands print now; as it was, where nothing differs."""
    return BLOCK.sub(lambda block: "".join(_again(step, run) for step in steps(block[0])), markdown)


def _again(step: Step, run: Run) -> str:
    printed = "\n".join(line.rstrip() for line in run(step.arguments).rstrip("\n").split("\n"))
    shown = step.shown if settled(step.shown) == settled(printed) else printed
    return f"{PROMPT}{step.typed}\n" + (f"{shown}\n" if shown else "")


def settled(text: str) -> str:
    """Put words in the place of what no two runs share."""
    for pattern, word in _VARIES:
        text = pattern.sub(word, text)
    return text
