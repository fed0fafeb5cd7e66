"""A reading: what one sheet of a file holds, as typed rows, with every bad row told.

Why: the importer is all or nothing, so an officer must see every fault at once, with its place.
Unit: fen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from commands._forms import built_in
from commands._headings import Layout, find
from commands._mapping import Mapping
from commands._row import InputRow
from commands._rows import Rows
from commands._sheet import InputFile, Sheet, open_file
from commands._titles import facts_of
from ledger.rejections import Rejection


@dataclass(slots=True)
class Reading:
    """One sheet: `rows` that can be used, `errors` for those that cannot, `read` lines in all.

    `meta` holds what stands around the table: title, union, date, year, unit, totals, count,
    unused (headings), passed_over (rows that are no lines: (row, why)), sheets_passed_over.
    """

    file: Path
    sheet: str
    form: str = ""  # empty when the sheet could not be recognised
    sha256: str = ""
    meta: dict[str, Any] = field(default_factory=dict)
    rows: list[InputRow] = field(default_factory=list)
    errors: list[Rejection] = field(default_factory=list)
    read: int = 0
    source: Sheet | None = field(default=None, repr=False)
    layout: Layout | None = field(default=None, repr=False)


def read(paths: Sequence[Path], mapping: Mapping | None = None) -> Iterator[Reading]:
    """Read files one after the other: one Reading for each sheet, or one for a file not opened."""
    for path in paths:
        opened = open_file(path)
        if isinstance(opened, Rejection):
            yield Reading(path, "", errors=[opened])
        else:
            yield from _sheets(opened, mapping)


def _sheets(file: InputFile, mapping: Mapping | None) -> Iterator[Reading]:
    wanted = [s for s in file.sheets if mapping is None or mapping.sheet in (None, s.name)]
    if not wanted and mapping is not None:
        facts = {"wanted": mapping.sheet, "sheets": ", ".join(s.name for s in file.sheets)}
        rejection = Rejection("sheet.unknown", facts, file=str(file.path))
        yield Reading(file.path, "", sha256=file.sha256, errors=[rejection])
    readings = [_reading(file, sheet, mapping) for sheet in wanted]
    lists = [reading for reading in readings if not _is_beside(reading)] or readings[:1]
    for reading in lists:
        reading.meta["sheets_passed_over"] = [
            r.sheet for r in readings if not any(r is kept for kept in lists)
        ]
    yield from lists


def _is_beside(reading: Reading) -> bool:
    """Say whether a sheet stands beside the list: an explanation, or values to choose from.

    A sheet with two known headings is meant to be a list, and what is wrong with it is told.
    """
    return any(
        error.code == "heading.unknown" and error.facts["known"] < 2 for error in reading.errors
    )


def _reading(file: InputFile, sheet: Sheet, mapping: Mapping | None) -> Reading:
    reading = Reading(file.path, sheet.name, sha256=file.sha256, source=sheet)
    layout = find(sheet, (mapping,) if mapping else built_in())
    if isinstance(layout, Rejection):
        reading.errors = _placed([layout], reading)
        return reading
    reading.layout = layout
    reading.form = layout.mapping.form
    if sheet.hidden and mapping is None:
        reading.errors = _placed([Rejection("sheet.hidden", {"form": reading.form})], reading)
        return reading
    rows = Rows(sheet, layout).typed()
    reading.rows, reading.read = rows.rows, rows.read
    reading.errors = _placed(rows.errors, reading)
    reading.meta = {**facts_of(layout.above, rows.below), **rows.meta, "unused": layout.unused}
    if not rows.read and not reading.errors:
        reading.errors = _placed([Rejection("sheet.no_rows", {"form": reading.form})], reading)
    return reading


def _placed(errors: Sequence[Rejection], reading: Reading) -> list[Rejection]:
    file, sheet = str(reading.file), reading.sheet or None
    return [replace(error, file=file, sheet=sheet) for error in errors]
