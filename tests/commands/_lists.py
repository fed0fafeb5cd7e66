"""Lists for tests: a workbook of one sheet, written and read again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from commands._reading import Reading, read

ID = "11010519491231002X"
Row = Sequence[object]


def sheet(path: Path, rows: Sequence[Row], merges: Sequence[str] = ()) -> Path:
    """Write a workbook of one sheet; each of `merges` takes the text of its first cell."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Sheet1")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        for cells in merges:
            first, last = (xlsxwriter.utility.xl_cell_to_rowcol(cell) for cell in cells.split(":"))
            page.merge_range(*first, *last, rows[first[0]][first[1]])
    return path


def reading(path: Path, *rows: Row, merges: Sequence[str] = ()) -> Reading:
    [only] = read([sheet(path / "list.xlsx", rows, merges)])
    return only


def codes(of: Reading) -> list[tuple[str, int | None, str | None]]:
    return [(error.code, error.row, error.column) for error in of.errors]


ROSTER = ("序号", "姓名", "身份证号码", "慰问类别", "慰问金（元）", "备注")


def roster(path: Path, *rows: Row) -> Reading:
    return reading(path, ("2023年春节慰问发放花名册",), ROSTER, *rows)
