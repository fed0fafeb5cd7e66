"""The end of what `make demo` prints, for both READMEs: python -m tests.house._readme_demo FILE.

FILE holds what a run in English printed. Left out, with …: the single unions, the payouts by kind.
tests/commands/test_demo.py holds the READMEs to a whole run.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from tests.house._tree import ROOT

PLACE: Final = re.compile(
    r"(?<=^<!-- demo: the end of what `make demo` prints -->\n).*?(?=^<!-- end of demo -->$)",
    re.MULTILINE | re.DOTALL,
)
READMES: Final = ("README.md", "README.zh-CN.md")


def shown(printed: str) -> str:
    """Return the lines that the READMEs show."""
    lines = [line.rstrip() for line in printed.splitlines()]
    first = next(n for n, line in enumerate(lines) if line.endswith("the year 2023"))
    total = next(n for n, line in enumerate(lines) if line.startswith("total "))
    found = next(n for n, line in enumerate(lines) if line.startswith("Findings: "))
    last = lines.index("", found)
    return "\n".join([*lines[first : total + 1], "…", *lines[found:last]])


def placed(page: str, printed: str) -> str:
    """Return the page with what was printed in its place."""
    return PLACE.sub(lambda _: f"```text\n{shown(printed)}\n```\n", page)


if __name__ == "__main__":
    for name in READMES:
        path = ROOT / name
        said = Path(sys.argv[1]).read_text(encoding="utf-8")
        path.write_text(placed(path.read_text(encoding="utf-8"), said), encoding="utf-8")
