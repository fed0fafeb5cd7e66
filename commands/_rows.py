"""The rows of a table, typed: each line a row of values, or told what is wrong with it.

Unit: fen.
Rejects: row.short, row.long, row.after_total, cell.* from `_cells`, and what `_totals` finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from commands._cells import BadCell, text
from commands._headings import Layout
from commands._mapping import FIELDS
from commands._parsers import Parser, parser
from commands._row import InputRow, Value
from commands._sheet import Cell, Sheet
from commands._sorts import EMPTY, Sort, Sorter
from commands._totals import (
    Stated,
    check_totals,
    check_words,
    row_check,
    stated_facts,
    sum_rows,
    words_in,
)
from ledger.rejections import Rejection


class _Reader(NamedTuple):
    """How one field is read: where, with what, and what its column is called."""

    field: str
    at: int
    read: Parser
    required: bool
    title: str


class Rows:
    """The typing of one table. `typed` fills rows, errors, read, meta and below (texts)."""

    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        self.sheet, self.layout, self.mapping = sheet, layout, layout.mapping
        self.rows: list[InputRow] = []
        self.errors: list[Rejection] = []
        self.read = 0
        self.below: list[str] = []
        self.meta: dict[str, Any] = {"passed_over": []}
        self._all: list[InputRow] = []  # lines with faults too: their amounts count for the totals
        self._stated: list[Stated] = []
        self._words: list[tuple[int, str]] = []
        self._closed = False
        self._readers = tuple(_readers(layout))
        self._needed = sum(reader.required for reader in self._readers)
        self._titles = {reader.field: reader.title for reader in self._readers}
        self._joined = _joined(layout)
        self._constants = self.mapping.constants
        self._check = row_check(self.mapping, self._titles)
        self._sorter = Sorter(sheet, layout, [reader.at for reader in self._readers])

    def typed(self) -> Rows:
        """Read every row below the headings, then hold the stated totals against the lines."""
        _fill(self.sheet, self.layout)
        width = len(self.layout.titles)
        first = self.layout.last + 1
        for number, row in enumerate(self.sheet.rows[first:], first + 1):
            is_cut = len(row) < width
            cells = self._made_whole(row, width) if is_cut or self._joined else row
            sort = self._sorter.sort(cells, number)
            if sort == "line":
                self._line(number, cells, is_cut=is_cut)
                if len(row) > width and any(cell not in EMPTY for cell in row[width:]):
                    self._refuse(number, "row.long")
            elif sort != "blank":
                self._pass_over(number, cells, sort)
        self._tell_broken(first)
        self._judge_totals()
        self.errors.sort(key=lambda error: error.row or 0)
        return self

    def _made_whole(self, row: list[Cell], width: int) -> list[Cell]:
        """Fill up a short row, and put the joined texts behind its own cells."""
        cells = [*row[:width], *[""] * (width - len(row))]
        joins = [
            between.join(text(cells[index]) for index in indices if cells[index] not in EMPTY)
            for indices, between in self._joined
        ]
        return [*cells, *joins]

    def _line(self, number: int, cells: Sequence[Cell], *, is_cut: bool) -> None:
        self.read += 1
        if self._closed:
            self.errors.append(Rejection("row.after_total", {}, number))
            return
        before = len(self.errors)
        values: dict[str, Value] = dict(self._constants)
        empty: list[str] = []
        for field, index, read, required, title in self._readers:
            cell = cells[index]
            if cell in EMPTY:
                if required:
                    empty.append(title)
                continue
            try:
                value = read(cell)
            except BadCell as bad:
                self.errors.append(Rejection(bad.code, dict(bad.facts), number, title))
                continue
            if isinstance(value, dict):
                values.update(value)
            elif value or value != "":  # most values are true, and that is quick to see
                values[field] = value
            elif required:
                empty.append(title)
        if empty:
            self._tell_empty(empty, number, is_cut=is_cut)
        row = InputRow(number, values)
        self._all.append(row)
        if self._check is not None and len(self.errors) == before:
            self.errors += self._check(row)
        if len(self.errors) == before:
            self.rows.append(row)

    def _tell_empty(self, empty: list[str], number: int, *, is_cut: bool) -> None:
        if is_cut or len(empty) * 2 > self._needed > 1:
            self.errors.append(Rejection("row.short", {"missing": ", ".join(empty)}, number))
        else:
            self.errors += [Rejection("cell.empty", {}, number, title) for title in empty]

    def _refuse(self, number: int, code: str, title: str | None = None) -> None:
        """Refuse a line that may have been taken already."""
        self.errors.append(Rejection(code, {}, number, title))
        self.rows = [row for row in self.rows if row.row != number]

    def _tell_broken(self, first: int) -> None:
        """Refuse lines in which a formula has no result; such a cell looks empty."""
        titles = {reader.at: reader.title for reader in self._readers}
        lines = {row.row for row in self._all}
        for row, column in sorted(self.sheet.broken):
            if row >= first and row + 1 in lines and column in titles:
                self._refuse(row + 1, "cell.formula_error", titles[column])

    def _pass_over(self, number: int, cells: Sequence[Cell], sort: Sort) -> None:
        self.meta["passed_over"].append((number, sort))
        if sort == "signature":
            self.below.append(" ".join(str(cell) for cell in cells if cell != ""))
        self._words += [(number, words) for cell in cells if (words := words_in(cell))]
        if sort not in ("total", "subtotal", "section"):
            return
        # A total may stand above its lines; only one below them closes the table.
        self._closed |= sort == "total" and bool(self._all) and not self.mapping.tree
        stated: dict[str, int] = {}
        for field, index, read, _, title in self._readers:
            if FIELDS[field] != "amount" or cells[index] in EMPTY or words_in(cells[index]):
                continue
            try:
                fen = read(cells[index])
            except BadCell as bad:
                if sort != "section":
                    self.errors.append(Rejection(bad.code, dict(bad.facts), number, title))
                continue
            assert isinstance(fen, int)
            stated[field] = fen
        label = "".join(cell for cell in cells if isinstance(cell, str))
        self._stated.append(Stated(number, sort, label, stated, len(self._all)))

    def _judge_totals(self) -> None:
        amounts = {field: t for field, t in self._titles.items() if FIELDS[field] == "amount"}
        faulty = frozenset(error.column for error in self.errors)
        lines = self._all
        if self.mapping.tree:
            lines = [line for line in lines if "account" in line.values]
            sums, differences = sum_rows(lines, amounts)
            self.errors += differences if not self.errors else []
            self.meta["passed_over"] += [(row, "sum") for row in sorted(sums)]
            lines = [line for line in lines if line.row not in sums]
            self.rows = [line for line in self.rows if line.row not in sums]
            self.read -= len(sums)
        tree = self.mapping.tree
        self.errors += check_totals(self._stated, lines, amounts, faulty, tree=tree)
        if not faulty & set(amounts.values()):
            self.errors += check_words(self._words, lines, amounts)
        self.meta |= stated_facts(self._stated)


def _readers(layout: Layout) -> list[_Reader]:
    joined = [field for field in layout.fields if layout.mapping.columns[field].join is not None]
    return [
        _Reader(
            field=field,
            at=len(layout.titles) + joined.index(field) if field in joined else indices[0],
            read=parser(layout, field),
            required=layout.mapping.columns[field].required,
            title=layout.titles[indices[0]],
        )
        for field, indices in layout.fields.items()
    ]


def _joined(layout: Layout) -> list[tuple[tuple[int, ...], str]]:
    """List the columns to be joined; their texts stand behind the row's own cells."""
    joins = ((indices, layout.mapping.columns[f].join) for f, indices in layout.fields.items())
    return [(indices, join) for indices, join in joins if join is not None]


def _fill(sheet: Sheet, layout: Layout) -> None:
    """Repeat a merged cell down its rows where the mapping says so; an amount never is."""
    fills = {
        layout.fields[field][0]
        for field, column in layout.mapping.columns.items()
        if column.fill and field in layout.fields
    }
    for (top, left), (bottom, _) in sheet.merged:
        if left in fills and top > layout.last:
            for row in range(top + 1, min(bottom + 1, len(sheet.rows))):
                sheet.rows[row][left] = sheet.rows[top][left]
