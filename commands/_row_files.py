"""Files of rows for a message: lists of any layout through a mapping, or plain tables.

A plain table's first row holds the names of the row's own fields (`officer,role,union`); amounts
stand in yuan under `amount`, not `amount_fen`. Everything else is read as the importer reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from commands import _cells as cells
from commands._cells import BadCell
from commands._edge import Malformed
from commands._fields import kind_of
from commands._mapping import FIELDS, load_mapping
from commands._reading import Reading, read
from commands._sheet import Cell, InputFile, Sheet, open_file
from commands._verb import Amount
from ledger.rejections import Rejection

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

_SUFFIX = "_fen"


class Place(NamedTuple):
    """Where a row stands: file, sheet and row as a person sees them, and the columns' titles."""

    file: str
    sheet: str | None
    row: int
    titles: dict[str, str]


@dataclass(slots=True)
class Listed:
    """The rows of all files, numbered so that each number is there once; and the files' digests.

    One sheet keeps its own row numbers; several are numbered through.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)
    digests: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)  # headings that nothing was read from

    def told(self, rejection: Rejection) -> Rejection:
        """Say where a refused row stands in its file."""
        if rejection.row is None or rejection.file or rejection.row not in self.places:
            return rejection
        place = self.places[rejection.row]
        column = place.titles.get(rejection.column or "", rejection.column)
        return replace(rejection, row=place.row, file=place.file, sheet=place.sheet, column=column)


class _Table(NamedTuple):
    """What one sheet holds."""

    file: str
    sheet: str | None
    titles: dict[str, str]
    rows: list[tuple[int, dict[str, Any]]]
    unused: tuple[str, ...] = ()


def rows_from_files(model: type[BaseModel], paths: Sequence[Path], mapping: Path | None) -> Listed:
    """Read every file, all or nothing.

    Rejects: Malformed with every bad row of every file, by file, sheet, row and column.
    """
    faults: list[Rejection] = []
    listed = Listed()
    tables: list[_Table] = []
    for path in paths:
        tables += _tables(model, path, mapping, faults, listed.digests)
    if faults:
        raise Malformed(faults)
    for table in tables:
        listed.unused += [title for title in table.unused if title not in listed.unused]
        for number, values in table.rows:
            row = number if len(tables) == 1 else len(listed.rows) + 1
            listed.rows.append({"row": row, **values})
            listed.places[row] = Place(table.file, table.sheet, number, table.titles)
    return listed


def _tables(
    model: type[BaseModel],
    path: Path,
    mapping: Path | None,
    faults: list[Rejection],
    digests: list[str],
) -> Iterator[_Table]:
    opened = open_file(path)
    if isinstance(opened, Rejection):
        faults.append(opened)
        return
    digests.append(opened.sha256)
    plain = [s for s in opened.sheets if mapping is None and _is_plain(model, s)]
    if plain:
        yield from (_plain(model, opened, sheet, faults) for sheet in plain)
        return
    chosen = None if mapping is None else load_mapping(mapping)
    if isinstance(chosen, list):
        raise Malformed(chosen)
    for reading in read([path], chosen):
        faults.extend(reading.errors)
        yield mapped(model, reading)


def mapped(model: type[BaseModel], reading: Reading) -> _Table:
    """Keep of a reading what the row has a field for."""
    rows: list[tuple[int, dict[str, Any]]] = []
    known = frozenset(model.model_fields)
    for line in reading.rows:
        values = {name: v for name, v in line.values.items() if name in known}
        if "goods_fen" in values and "amount_fen" in known:
            values.setdefault("amount_fen", 0)  # goods alone: no money was given
        rows.append((line.row, values))
    titles: dict[str, str] = {}
    if reading.layout is not None:
        columns = reading.layout.fields.items()
        titles = {name: reading.layout.titles[at[0]] for name, at in columns}
    unused = tuple(reading.meta.get("unused", ()))
    return _Table(str(reading.file), reading.sheet or None, titles, rows, unused)


# --- plain tables ---------------------------------------------------------------------------------


def _heading(cell: Cell, model: type[BaseModel]) -> str | None:
    """Return the field that a heading names; an amount's heading goes without `_fen`."""
    name = str(cell).strip()
    if name + _SUFFIX in model.model_fields:
        return name + _SUFFIX
    is_field = name in model.model_fields and name != "row" and not name.endswith(_SUFFIX)
    return name if is_field else None


def _is_plain(model: type[BaseModel], sheet: Sheet) -> bool:
    headings = [cell for cell in sheet.rows[0] if cell != ""]
    return bool(headings) and all(_heading(cell, model) for cell in headings)


def _plain(
    model: type[BaseModel], file: InputFile, sheet: Sheet, faults: list[Rejection]
) -> _Table:
    names = [_heading(cell, model) for cell in sheet.rows[0]]
    rows: list[tuple[int, dict[str, Any]]] = []
    place = {"file": str(file.path), "sheet": sheet.name or None}
    for number, line in enumerate(sheet.rows[1:], 2):
        values: dict[str, Any] = {}
        for name, cell in zip(names, line, strict=False):
            if name is None or cells.is_nil(cell):
                continue
            try:
                values[name] = _value(model.model_fields[name], name, cell)
            except BadCell as bad:
                column = name.removesuffix(_SUFFIX)
                faults.append(Rejection(bad.code, dict(bad.facts), number, column, **place))
        if values:
            rows.append((number, values))
    titles = {name: name.removesuffix(_SUFFIX) for name in names if name}
    return _Table(str(file.path), sheet.name or None, titles, rows)


def _value(field: FieldInfo, name: str, cell: Cell) -> Any:
    """Read a cell as its field is meant: amounts in yuan, dates, codes, else text."""
    kind = kind_of(field)
    if name.endswith(_SUFFIX) or kind == Amount:
        return cells.amount(cell)
    if kind is date:
        return cells.day(cell)
    match FIELDS.get(name):
        case "id":
            return cells.national_id(cell)
        case "code":
            return cells.code(cell)
        case "name":
            return cells.name(cell)
        case _:
            return cells.text(cell)
