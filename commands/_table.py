"""A table for people: aligned whatever the script, amounts as 1,234.56 to the right."""

from __future__ import annotations

import sys
from typing import IO, TYPE_CHECKING, Any, Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from commands._language import name_of, say
from commands._output import titles, written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from commands._output import Answer
    from projections._columns import Column

WIDE: Final = 10_000  # columns of a pipe or file: nothing is cut or wrapped where no person looks
TOLD: Final = 5
RIGHT: Final = frozenset({"amount", "count", "rate"})


def write_table(answer: Answer, file: IO[str]) -> None:
    """Write title, table and notes."""
    is_screen = file is sys.stdout and file.isatty()
    console = Console(file=file, width=None if is_screen else WIDE, emoji=False, highlight=False)
    if answer.title:
        console.print(Text(answer.title, style="bold"))
    rows = [[cell(c, v) for c, v in zip(answer.columns, row, strict=True)] for row in answer.rows]
    if rows:
        console.print(_table(answer.columns, rows))
    elif answer.columns:
        console.print(Text(say("report.no_rows")))
    for note in answer.notes:
        console.print(Text(note))


def _table(columns: Sequence[Column], rows: Iterable[list[str]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column, title in zip(columns, titles(columns), strict=True):
        is_figure = column.kind in RIGHT
        table.add_column(
            Text(title), justify="right" if is_figure else "left", no_wrap=is_figure,
            overflow="fold",
        )  # fmt: skip
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def cell(column: Column, value: Any) -> str:
    """Return a value as people read it."""
    shown = written(column, value)
    if shown is None:
        return ""
    if column.kind == "amount":
        return separated(shown)
    if column.kind == "rate":
        return _percent(value)
    if column.kind == "flag":
        return "✓" if shown else ""
    if column.kind == "code":
        return name_of(str(shown))
    return _listed(shown) if isinstance(shown, list) else str(shown)


def _listed(items: list[Any]) -> str:
    """Write the first few items, and how many there are; JSON and CSV have them all."""
    told = ", ".join(map(str, items[:TOLD]))
    return told if len(items) <= TOLD else f"{told} … ({len(items)})"


def separated(yuan: str) -> str:
    """Write "-1130000.00" as "-1,130,000.00"."""
    minus = "-" if yuan.startswith("-") else ""
    whole, point, part = yuan.removeprefix("-").partition(".")
    return f"{minus}{int(whole):,}{point}{part}"


def _percent(rate: int) -> str:
    """Write ten-thousandths as a percentage with two places."""
    return f"{'-' if rate < 0 else ''}{abs(rate) // 100}.{abs(rate) % 100:02d}%"
