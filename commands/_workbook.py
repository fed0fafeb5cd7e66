"""A workbook (.xlsx) of an answer: one sheet, amounts as numbers with two places, text as text."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from commands._output import titles, written

if TYPE_CHECKING:
    from pathlib import Path

    from commands._output import Answer
    from projections._columns import Column

_WIDTHS: Final = {"amount": 18, "account": 10, "count": 10, "rate": 10, "date": 12, "flag": 8}
_FIGURES: Final = {"amount": "#,##0.00", "rate": "0.00%"}


def write_workbook(answer: Answer, path: Path) -> None:
    """Write title, headings and rows. A cell of text is never run as a formula.

    Why numbers: people go on counting in a sheet; Excel keeps 15 digits, fen up to 万亿 yuan.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    content = io.BytesIO()  # packed; on a full disk the library would leave a traceback behind
    with xlsxwriter.Workbook(content, options) as book:
        figures = {kind: book.add_format({"num_format": f}) for kind, f in _FIGURES.items()}
        sheet = book.add_worksheet()
        for index, column in enumerate(answer.columns):
            sheet.set_column(index, index, _WIDTHS.get(column.kind, 20))
        sheet.write_string(0, 0, answer.title, book.add_format({"bold": True, "font_size": 14}))
        heading = book.add_format({"bold": True, "bottom": 1})
        for index, title in enumerate(titles(answer.columns)):
            sheet.write_string(1, index, title, heading)
        sheet.freeze_panes(2, 0)
        for line, row in enumerate(answer.rows, 2):
            for index, (column, value) in enumerate(zip(answer.columns, row, strict=True)):
                _write_cell(sheet, (line, index), column, value, figures)
    path.write_bytes(content.getbuffer())


def _write_cell(
    sheet: Any, at: tuple[int, int], column: Column, value: Any, figures: dict[str, Any]
) -> None:
    shown = written(column, value)
    if shown is None:
        return
    if column.kind in figures:
        sheet.write_number(*at, Decimal(shown), figures[column.kind])
    elif isinstance(shown, bool):
        sheet.write_boolean(*at, shown)
    elif isinstance(shown, int):
        sheet.write_number(*at, shown)
    elif isinstance(shown, list):
        sheet.write_string(*at, " ".join(str(item) for item in shown))
    else:
        sheet.write_string(*at, str(shown))
