"""Files as an office keeps them: a title, the reporting union, merged headings, sums, signatures.

Why: what the demo takes in must look like what people send; some cells are full-width, some amounts
carry 元, some dates are written 2023.3.8, as in real lists. The bytes are the same every time.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from commands._demo_people import picked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Cell = str | int
Group = tuple[str, tuple[str, ...]]
"""A heading over several columns, or a heading of its own: ("姓名", ())."""

_MADE: Final = datetime(2023, 1, 3, tzinfo=UTC).replace(tzinfo=None)
_FULL_WIDTH: Final = str.maketrans("0123456789.", "０１２３４５６７８９．")


@dataclass(frozen=True)
class Form:
    """A list: what stands above it, its headings, its rows, its sums by column, who signs."""

    title: str
    above: tuple[str, ...]
    headings: tuple[Group, ...]
    rows: Sequence[Sequence[Cell]]
    sums: tuple[int, ...] = ()
    signed: tuple[str, ...] = ()

    @property
    def columns(self) -> list[str]:
        """Return the headings of single columns."""
        return [name for over, under in self.headings for name in under or (over,)]

    def total(self) -> list[Cell]:
        """Return the row 合计."""
        total: list[Cell] = [""] * len(self.columns)
        total[0] = "合计"
        for at in self.sums:
            total[at] = sum(int(row[at]) for row in self.rows if row[at] != "")
        return total


def write_form(path: Path, form: Form, *, tidy: bool = False) -> Path:
    """Write a form as a workbook; unless `tidy` some cells are written as people write them."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet("Sheet1")
        at = _above(book, sheet, form)
        for row in form.rows:
            for column, cell in enumerate(row):
                _write(sheet, at, column, cell if tidy else as_typed(cell, form.title, at, column))
            at += 1
        if form.sums:
            for column, cell in enumerate(form.total()):
                _write(sheet, at, column, cell)
            at += 1
        for line in form.signed:
            sheet.write_string(at, 0, line)
            at += 1
    return path


def _above(book: Any, sheet: Any, form: Form) -> int:
    """Write title, lines above and headings; return the first row below them."""
    bold = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    head = book.add_format({"bold": True, "border": 1, "align": "center", "text_wrap": True})
    width = len(form.columns)
    sheet.merge_range(0, 0, 0, width - 1, form.title, bold)
    at = 1
    for line in form.above:
        sheet.write_string(at, 0, line)
        at += 1
    if not any(under for _, under in form.headings):
        for column, (name, _) in enumerate(form.headings):
            sheet.write_string(at, column, name, head)
        return at + 1
    column, below = 0, []
    for over, under in form.headings:
        if under:
            sheet.merge_range(at, column, at, column + len(under) - 1, over, head)
            below += [(column + n, name) for n, name in enumerate(under)]
        else:
            sheet.write_string(at, column, over, head)
        column += len(under) or 1
    for column, name in below:
        sheet.write_string(at + 1, column, name, head)
    return at + 2


def _write(sheet: Any, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, column, cell)
    elif cell:
        sheet.write_string(row, column, cell)


def as_typed(cell: Cell, *about: object) -> Cell:
    """Return a cell as somebody in a hurry types it: one in a dozen in another way."""
    if not isinstance(cell, int) or cell < 10:
        return cell
    match picked(range(24), *about):
        case 0:
            return str(cell).translate(_FULL_WIDTH)
        case 1:
            return f"{cell:,}.00元"
        case 2:
            return f" {cell} "
        case _:
            return cell


def dotted(day: date) -> str:
    """Return a day as 2023.3.8."""
    return f"{day.year}.{day.month}.{day.day}"


def write_csv(path: Path, form: Form) -> Path:
    """Write a form as an office program of Windows exports it: GB 18030, the title above."""
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        for line in (form.title, *form.above):
            writer.writerow([line])
        writer.writerow(form.columns)
        writer.writerows(form.rows)
        if form.sums:
            writer.writerow(form.total())
        for line in form.signed:
            writer.writerow([line])
    return path


def write_plain(path: Path, names: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Path:
    """Write a plain table: the first row holds the names of the fields, as the command has them."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet("Sheet1")
        for at, row in enumerate([list(names), *rows]):
            for column, cell in enumerate(row):
                _write(sheet, at, column, cell)
    return path
