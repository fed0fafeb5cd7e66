"""The rows of a table: each told apart (line, total, signature, blank), and each line typed.

Why: a total must not be paid out as a person, and no line may get lost between the signatures.
Unit: fen.
Rejects: row.short, row.after_total, row.total_differs, cell.* from `_cells`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from commands._cells import BadCell, narrow, text
from commands._headings import Layout
from commands._mapping import FIELDS
from commands._parsers import parser
from commands._row import InputRow, Value, yuan
from commands._sheet import Cell, Sheet
from commands._totals import Stated, check_totals, stated_facts, sum_rows
from ledger.rejections import Rejection

Sort = Literal["line", "blank", "total", "subtotal", "signature", "section", "heading"]

_EMPTY: Final = frozenset({"", " ", "  ", "   ", "\u3000", "-", "--", "—", "——", "/", "\\", "无"})
_SUBTOTAL: Final = re.compile(r"(?:本\s*页\s*[小合总]|小)\s*计\s*(?:$|[\d:(金人元,、])")
_TOTAL: Final = re.compile(r"[合总共累]\s*计\s*(?:$|[\d:(大金人元,、])")
_TREE_SUM: Final = re.compile(
    r"[一二三四五六七八九十]+、|.*([合总小]\s*计|结余|差额)$|.*[合总]计(收入|支出)$|"
    r"(其中|资产|负债|净资产|收入|支出)(类|部类|总额)?:?$"
)
_SIGNED: Final = re.compile(
    r"(制表|制单|经办|经手|审核|审批|复核|证明|验收|领导|财务|主管|分管|主席|负责|填表|填报|编制|"
    r"单位|工会|部门|会计|出纳|经审|发放|报送|监督|联系|备注|说明|注|附|日期|时间|盖章|签字|大写)"
    r"[\w\s、/()（）]{0,16}?[:：]|(制表人|经办人|审核人|审批人|复核人|证明人|领导签字|主席签字|"
    r"财务审核|主席审批|财务负责人|工会主席|单位盖章|工会盖章)\s*$"
)


@dataclass(frozen=True, slots=True)
class _Reader:
    """How one field is read: where, with what, and what its column is called."""

    field: str
    index: int
    read: Callable[[Cell], Value | dict[str, Any]]
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
        self._closed = False
        self._readers = tuple(_readers(layout))
        self._needed = sum(reader.required for reader in self._readers)
        self._name = next((r.index for r in self._readers if r.field in _NAMING), None)
        self._amounts = [r.index for r in self._readers if FIELDS[r.field] == "amount"]
        self._titles = [
            (index, layout.titles[index]) for columns in layout.fields.values() for index in columns
        ]

    def typed(self) -> Rows:
        """Read every row below the headings, then hold the stated totals against the lines."""
        _fill(self.sheet, self.layout)
        width = len(self.layout.titles)
        first = self.layout.last + 1
        joined = _joined(self.layout)
        for number, cells in enumerate(self.sheet.rows[first:], first + 1):
            length = len(cells)
            if length < width:
                cells = [*cells, *[""] * (width - length)]  # noqa: PLW2901 - the row, made whole
            for indices, between in joined:
                cells = [*cells, _join(cells, indices, between)]  # noqa: PLW2901
            sort = self._sort(cells)
            if sort == "line":
                self._line(number, cells, cut=length < width)
            elif sort != "blank":
                self._pass_over(number, cells, sort)
        self._judge_totals()
        self.errors.sort(key=lambda error: error.row or 0)
        return self

    def _judge_totals(self) -> None:
        amounts = {r.field: r.title for r in self._readers if FIELDS[r.field] == "amount"}
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
        self.meta |= stated_facts(self._stated)

    def _sort(self, cells: Sequence[Cell]) -> Sort:
        lead = next((cell for cell in cells if cell != ""), "")
        if lead == "" or all(cells[reader.index] in _EMPTY for reader in self._readers):
            if isinstance(lead, str) and _SIGNED.match(lead):
                return "signature"
            return "blank"
        labels = [lead] if self._name is None else [lead, cells[self._name]]
        for label in labels:
            if isinstance(label, str) and (sort := self._label(narrow(label), cells)):
                return sort
        if all(cells[index] == title for index, title in self._titles):
            return "heading"
        return "line"

    def _label(self, label: str, cells: Sequence[Cell]) -> Sort | None:
        if self.mapping.tree and str(cells[self._code])[:1].isdecimal():
            return None  # 32205 累计结余 is an account
        if _SUBTOTAL.match(label):
            return "subtotal"
        if _TOTAL.match(label):
            return "total"
        if self.mapping.tree and _TREE_SUM.match(label):
            return "section"
        if _SIGNED.match(label) and all(_is_words(cells[i]) for i in self._amounts):
            return "signature"
        filled = sum(cell != "" for cell in cells)
        return "section" if filled == 1 and self._is_merged(cells) else None

    @property
    def _code(self) -> int:
        return self.layout.fields["account"][0]

    def _is_merged(self, cells: Sequence[Cell]) -> bool:
        """Say whether the row's one cell is merged over columns: a group's name, not a line."""
        return any(
            first[1] < last[1] and self.sheet.rows[first[0]] is cells
            for first, last in self.sheet.merged
        )

    def _pass_over(self, number: int, cells: list[Cell], sort: Sort) -> None:
        self.meta["passed_over"].append((number, sort))
        if sort == "signature":
            self.below.append(" ".join(str(cell) for cell in cells if cell != ""))
        if sort not in ("total", "subtotal", "section"):
            return
        # A total may stand above its lines; only one below them closes the table.
        self._closed |= sort == "total" and bool(self._all) and not self.mapping.tree
        stated: dict[str, int] = {}
        for reader in self._readers:
            if FIELDS[reader.field] == "amount" and cells[reader.index] not in _EMPTY:
                value = self._value(reader, cells[reader.index], number, quiet=sort == "section")
                if isinstance(value, int):
                    stated[reader.field] = value
        label = "".join(cell for cell in cells if isinstance(cell, str))
        self._stated.append(Stated(number, sort, label, stated, len(self._all)))

    def _line(self, number: int, cells: list[Cell], *, cut: bool) -> None:
        self.read += 1
        before = len(self.errors)
        if self._closed:
            self.errors.append(Rejection("row.after_total", {}, number))
            return
        values: dict[str, Value] = dict(self.mapping.constants)
        empty: list[_Reader] = []
        for reader in self._readers:
            cell = cells[reader.index]
            value = "" if cell in _EMPTY else self._value(reader, cell, number)
            if value == "":
                if reader.required:
                    empty.append(reader)
            elif isinstance(value, dict):
                values.update(value)
            elif value is not None:
                values[reader.field] = value
        self._tell_empty(empty, number, cut=cut)
        row = InputRow(number, values)
        self._all.append(row)
        if len(self.errors) == before:
            self._check(row)
        if len(self.errors) == before:
            self.rows.append(row)

    def _value(
        self, reader: _Reader, cell: Cell, number: int, *, quiet: bool = False
    ) -> Value | dict[str, Any] | None:
        try:
            return reader.read(cell)
        except BadCell as bad:
            if not quiet:
                self.errors.append(Rejection(bad.code, dict(bad.facts), number, reader.title))
            return None

    def _tell_empty(self, empty: list[_Reader], number: int, *, cut: bool) -> None:
        if empty and (cut or len(empty) * 2 > self._needed > 1):
            missing = ", ".join(reader.title for reader in empty)
            self.errors.append(Rejection("row.short", {"missing": missing}, number))
            return
        for reader in empty:
            self.errors.append(Rejection("cell.empty", {}, number, reader.title))

    def _check(self, row: InputRow) -> None:
        """Check what only the whole row shows: one of a group filled, its sums, its direction."""
        values = row.values
        titles = {reader.field: reader.title for reader in self._readers}
        for group in self.mapping.any_of:
            if not any(field in values for field in group):
                title = next(titles[field] for field in group if field in titles)
                self.errors.append(Rejection("cell.empty", {}, row.row, title))
        for whole, parts in _SUMS:
            if whole in values and any(part in values for part in parts):
                total = sum(_int(values.get(part, 0)) for part in parts)
                if total != values[whole]:
                    self.errors.append(_differs(row, titles[whole], _int(values[whole]), total))
        if {"quantity", "unit_price_fen", "goods_fen"} <= values.keys():
            product = _int(values["quantity"]) * _int(values["unit_price_fen"])
            if product != values["goods_fen"]:
                stated = _int(values["goods_fen"])
                self.errors.append(_differs(row, titles["goods_fen"], stated, product))
        if self.mapping.negative is not None:
            values["direction"] = "recovery" if _int(values["amount_fen"]) < 0 else "payout"


_NAMING: Final = ("name", "payee", "account_name")
_SUMS: Final = (
    ("total_fen", ("amount_fen", "goods_fen")),
    ("adjusted_fen", ("original_fen", "adjustment_fen")),
)


def _int(value: Value) -> int:
    assert isinstance(value, int)
    return value


def _differs(row: InputRow, title: str, stated: int, counted: int) -> Rejection:
    facts = {"stated": yuan(stated), "counted": yuan(counted)}
    return Rejection("row.total_differs", facts, row.row, title)


def _readers(layout: Layout) -> list[_Reader]:
    joined = [field for field in layout.fields if layout.mapping.columns[field].join is not None]
    return [
        _Reader(
            field=field,
            index=len(layout.titles) + joined.index(field) if field in joined else indices[0],
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


def _is_words(cell: Cell) -> bool:
    return isinstance(cell, str) and not any(sign.isdecimal() for sign in cell)


def _join(cells: Sequence[Cell], indices: Sequence[int], between: str) -> str:
    return between.join(text(cells[index]) for index in indices if cells[index] not in _EMPTY)


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
