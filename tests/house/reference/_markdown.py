"""Tables and cells of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Row = Sequence[str]


def table(heads: Row, rows: Iterable[Row]) -> str:
    """Write a table; an empty one is nothing."""
    lines = [_line([cell(c) for c in row]) for row in rows]
    if not lines:
        return ""
    return "".join([_line(heads), "|" + "---|" * len(heads) + "\n", *lines, "\n"])


def cell(text: str) -> str:
    """Keep a text inside its cell."""
    return " ".join(text.split()).replace("|", "\\|")


def code(text: str) -> str:
    """Show a text as code."""
    return f"`{text}`" if text else ""


def _line(cells: Row) -> str:
    return "| " + " | ".join(cells) + " |\n"
