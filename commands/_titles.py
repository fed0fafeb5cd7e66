"""What stands above and below a table: its title, the reporting union, its date and year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from commands._cells import BadCell, day, narrow

_UNION: Final = re.compile(
    r"(?:编制单位|填报单位|填表单位|发放单位|报送单位|单位名称|工会名称|单位)"
    r"(?:\(盖章\)|\(公章\)|\(章\))?\s*:\s*([^\s(]+)"
)
_DATE: Final = re.compile(
    r"(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)|(?:\d{4}[-./]\d{1,2}[-./]\d{1,2})"
)
_YEAR: Final = re.compile(r"(20\d{2})\s*年")
_MONEY_UNIT: Final = re.compile(r"(?:人民币)?(?:万|千)?元")


def facts_of(above: Sequence[str], below: Sequence[str]) -> dict[str, Any]:
    """Read title, union, date and year from the texts around a table, those that are there."""
    facts: dict[str, Any] = {"title": "\n".join(line for line in above if line)}
    for line in map(narrow, above):
        named = _UNION.search(line)
        if named and not _MONEY_UNIT.fullmatch(named[1]):
            facts.setdefault("union", named[1])
        if year := _YEAR.search(line):
            facts.setdefault("year", int(year[1]))
    for line in map(narrow, (*above, *below)):
        if (found := _DATE.search(line)) and "date" not in facts:
            try:
                facts["date"] = day(found.group())
            except BadCell:
                continue  # a date that no calendar has says nothing about the table
    return facts
