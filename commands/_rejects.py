"""The rejects file: the rows that were left out, as they were, each with its reasons.

Why: under --accept-valid the rest is recorded; what was not must come back mended, from the same
layout. The file holds personal data, so only its owner may read it.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Final

import xlsxwriter  # type: ignore[import-untyped]

from commands._reading import Reading
from commands._sheet import Cell
from ledger.rejections import Language, Rejection

_REASON: Final = {"zh": ("原行号", "退回原因"), "en": ("row", "reason")}
_OWNER_ONLY: Final = 0o600


def write_rejects(
    path: Path, reading: Reading, *, also: Sequence[Rejection] = (), lang: Language = "zh"
) -> int:
    """Write the rows with errors to .xlsx or .csv and return their number.

    `also` are reasons found later than the reading, by row. An existing file is replaced.
    """
    rows = list(_rejected(reading, also, lang))
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, _OWNER_ONLY))
    path.chmod(_OWNER_ONLY)
    titles = [*(reading.layout.titles if reading.layout else ()), *_REASON[lang]]
    if path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([titles, *rows])
    else:
        _write_workbook(path, reading.sheet, titles, rows)
    return len(rows)


def _rejected(
    reading: Reading, also: Sequence[Rejection], lang: Language
) -> Iterator[list[str | float]]:
    reasons: dict[int, list[str]] = {}
    for error in (*reading.errors, *also):
        if error.row is not None:
            place = f"{error.column}: " if error.column else ""
            said = f"{place}{error.message(lang)} {error.hint(lang)}".strip()
            reasons.setdefault(error.row, []).append(said)
    if reading.source is None or reading.layout is None:
        return
    width = len(reading.layout.titles)
    for row in sorted(reasons):
        cells = [_plain(cell) for cell in reading.source.rows[row - 1][:width]]
        yield [*cells, *[""] * (width - len(cells)), row, "; ".join(reasons[row])]


def _plain(cell: Cell) -> str | float:
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return cell if isinstance(cell, str | int | float) else str(cell)


def _write_workbook(
    path: Path, sheet: str, titles: Sequence[str], rows: Sequence[Sequence[str | float]]
) -> None:
    # Nothing that came from outside may turn into a formula or a link.
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        page = book.add_worksheet(sheet or None)
        as_text = book.add_format({"num_format": "@"})
        for number, row in enumerate([titles, *rows]):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(number, column, cell, as_text)
                else:
                    page.write_number(number, column, cell)
