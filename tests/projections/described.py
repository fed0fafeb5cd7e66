"""docs/reference/reports.md, written from the views themselves."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from typing import Final

from projections import VIEWS, view

HEAD: Final = """\
# Reports

What `uledger report NAME` shows. Written from `projections/` by `make golden`; a test checks it.

Every report takes `--union`, `--as-of DATE` (by `booked_on`, in lists of events and members by the
day it happened) and `--known-at DATE|POSITION` (what had been recorded by then), and `--year`,
`--period`, `--account` (a code with its details), `--kind`, `--person` where it has such a column.
Under `-O json` a column's name is the key. An amount is a decimal string in yuan, a rate a decimal
string (0.4500 is 45 %), a date ISO 8601; what is absent is null. Persons are ids, masked on screen.

A debit increases `debit`, a credit `credit`. A red entry (红字冲销) stands with a minus sign on the
side that it takes back, so that turnover (发生额) is what was really done; a returned payment
(退汇) is an entry of its own and stands on the other side. `debit - credit` is the sum of the
signed legs in either case.
"""


def described() -> str:
    """Return the page."""
    return HEAD + "".join(_section(name) for name in VIEWS)


def _section(name: str) -> str:
    found = view(name)
    told = inspect.cleandoc(import_module(VIEWS[name].module).__doc__ or "")
    told = re.sub(r"Unit: fen[.;]\s*", "", told).rstrip()  # that is inside; shown are yuan
    rows = "".join(f"| `{c.name}` | {c.zh} | {c.en} | {c.kind} |\n" for c in found.columns)
    zh, en = found.title
    return (
        f"\n## `{name}` {zh} / {en}\n\n{told}\n\n"
        f"| name | 中文 | English | holds |\n|---|---|---|---|\n{rows}"
    )
