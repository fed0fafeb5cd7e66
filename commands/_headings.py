"""Headings: where the table begins in a sheet, and which column holds which value.

Why: lists begin under titles, their headings are split over two merged rows, broken by line ends,
and written in many ways; a column is found by what it is called, never by its place.
Rejects: heading.unknown, heading.missing, heading.ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from commands._cells import narrow
from commands._mapping import FIELDS, Mapping, Unit
from commands._sheet import Cell, Sheet
from ledger.rejections import Rejection

SEARCHED: Final = 40  # rows looked at for headings
TOLD: Final = 12  # headings repeated in a message
_TITLE_BONUS: Final = 1.5  # a word in the title weighs more than one column, less than two


@cache
def key(heading: str) -> str:
    """Reduce a heading to what must agree: no spaces, no marks, nothing in brackets, no unit."""
    plain = re.sub(r"\s+", "", narrow(heading)).casefold()
    bare = re.sub(r"\([^()]*\)|\[[^\]]*\]|【[^】]*】|[*:?\"']", "", plain) or plain
    return re.sub(r"(?<=[额金数价值])元$", "", bare)


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet's table: its mapping, its heading rows (from 0) and the columns of each field."""

    mapping: Mapping
    first: int
    last: int
    titles: tuple[str, ...]  # as shown, one for each column
    fields: dict[str, tuple[int, ...]]
    unused: tuple[str, ...]  # headings that nothing is read from
    above: tuple[str, ...]  # the texts above the table
    clashes: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The first title of each required column, or group of columns, that is not there."""
        columns = self.mapping.columns
        wanted = [(field,) for field, column in columns.items() if column.required]
        groups = (*wanted, *self.mapping.any_of)
        return tuple(
            " / ".join(columns[field].title[0] for field in group)
            for group in groups
            if not any(field in self.fields for field in group)
        )

    @property
    def score(self) -> tuple[float, int]:
        """How well this mapping fits: columns found, a word in the title; then what it demands."""
        said = "".join(self.above).replace(" ", "")
        titled = any(word in said for word in self.mapping.title_words)
        demands = sum(column.required for column in self.mapping.columns.values())
        return len(self.fields) + _TITLE_BONUS * titled, demands

    def unit(self, field: str) -> Unit:
        """Say in what unit the amounts of a field are: its own, its heading's, or the title's."""
        column = self.mapping.columns[field]
        for index in self.fields[field]:
            if "万元" in self.titles[index]:
                return column.unit or "ten_thousand_yuan"
            if "元" in self.titles[index]:
                return column.unit or "yuan"
        in_title = re.search(r"单\s*位\s*[:：]\s*(?:人民币)?\s*万元", " ".join(self.above))
        return column.unit or self.mapping.unit or ("ten_thousand_yuan" if in_title else "yuan")


def find(sheet: Sheet, mappings: Sequence[Mapping]) -> Layout | Rejection:
    """Find the headings and the one mapping that they fit, or say what does not fit."""
    fits = sorted(_layouts(sheet, mappings), key=lambda fit: fit.score, reverse=True)
    if not fits:
        return _unknown(sheet, mappings)
    whole = [layout for layout in fits if not layout.missing]
    if not whole:
        return _missing(fits, alone=len(mappings) == 1)
    best = whole[0]
    rivals = {layout.mapping.form for layout in whole if layout.score == best.score}
    if len(rivals) > 1:
        return Rejection("form.ambiguous", {"forms": ", ".join(sorted(rivals))}, best.first + 1)
    if best.clashes:
        clashes = ", ".join(best.clashes)
        return Rejection("heading.ambiguous", {"headings": clashes}, best.first + 1)
    return best


def _layouts(sheet: Sheet, mappings: Sequence[Mapping]) -> Iterator[Layout]:
    for mapping in mappings:
        titles = _index(mapping)
        if mapping.header_row is not None:
            row = mapping.header_row - 1
        else:
            row = _likeliest(sheet, titles.keys() | {key(t) for t in mapping.other_titles})
        spans = [(row, row), (row, row + 1), (row - 1, row)]
        fits = [_layout(sheet, span, mapping, titles) for span in spans if _is_heading(sheet, span)]
        best = max(fits, key=lambda layout: len(layout.fields), default=None)
        if best is not None and best.fields:
            yield best


def _index(mapping: Mapping) -> dict[str, tuple[str, int]]:
    return {
        key(title): (field, rank)
        for field, column in mapping.columns.items()
        for rank, title in enumerate(column.title)
    }


def _likeliest(sheet: Sheet, known: set[str]) -> int:
    """Find the row with most known headings; the first of equals."""
    counts = [
        len({key(cell) for cell in row if isinstance(cell, str)} & known)
        for row in sheet.rows[:SEARCHED]
    ]
    return counts.index(max(counts))


def _is_heading(sheet: Sheet, span: tuple[int, int]) -> bool:
    first, last = span
    if first < 0 or last >= len(sheet.rows):
        return False
    rows = sheet.rows[first : last + 1]
    return first == last or all(isinstance(cell, str) for row in rows for cell in row)


def _layout(
    sheet: Sheet, span: tuple[int, int], mapping: Mapping, index: dict[str, tuple[str, int]]
) -> Layout:
    headings = list(_headings(sheet, span))
    found: dict[str, list[tuple[int, int]]] = {}  # field -> (rank of the title, column)
    unused = []
    ignored = {key(title) for title in mapping.other_titles}
    for column, names in enumerate(headings):
        hit = next((index[key(name)] for name in names if key(name) in index), None)
        if hit is not None:
            found.setdefault(hit[0], []).append((hit[1], column))
        elif names and not any(key(name) in ignored for name in names):
            unused.append(names[-1])
    fields, clashes = {}, []
    for field, hits in found.items():
        hits.sort()
        fields[field] = tuple(column for _, column in hits)
        if mapping.columns[field].join is None:
            fields[field] = fields[field][:1]
            if len(hits) > 1 and (hits[0][0] == hits[1][0] or FIELDS[field] in ("amount", "id")):
                clashes += [headings[column][0] for _, column in hits]
        elif len(hits) < len(mapping.columns[field].title):
            del fields[field]
    above = tuple(
        " ".join(str(cell) for cell in row if cell != "") for row in sheet.rows[: span[0]]
    )
    shown = tuple(" ".join(names[0].split()) if names else "" for names in headings)
    return Layout(mapping, *span, shown, fields, tuple(unused), above, tuple(clashes))


def _headings(sheet: Sheet, span: tuple[int, int]) -> Iterator[tuple[str, ...]]:
    """Yield each column's possible headings: of two rows first joined, then the lower one."""
    width = max(len(sheet.rows[row]) for row in span)
    upper, lower = (_texts(sheet.rows[row], width) for row in span)
    group = ""
    for over, under in zip(upper, lower, strict=True):
        if span[0] == span[1] or not under:
            group = over
            yield (over,) if over else ()
        else:
            group = over or group
            yield (group + under, under) if group else (under,)


def _texts(row: list[Cell], width: int) -> list[str]:
    texts = [cell.strip() if isinstance(cell, str) else str(cell) for cell in row]
    return texts + [""] * (width - len(texts))


def _unknown(sheet: Sheet, mappings: Sequence[Mapping]) -> Rejection:
    row = _likeliest(sheet, {title for mapping in mappings for title in _index(mapping)})
    seen = [str(cell) for cell in sheet.rows[row] if isinstance(cell, str) and cell != ""]
    wanted = mappings[0].form if len(mappings) == 1 else "-"
    facts = {"headings": ", ".join(seen[:TOLD]), "nearest": wanted, "known": 0}
    return Rejection("heading.unknown", facts)


def _missing(fits: Sequence[Layout], *, alone: bool) -> Rejection:
    """Name the missing columns when the form is plain, else what was found and what is nearest."""
    least = min(len(fit.missing) - fit.score[0] for fit in fits)
    nearest = [fit for fit in fits if len(fit.missing) - fit.score[0] == least]
    layout = nearest[0]
    names = [fit.mapping.name_zh or fit.mapping.form for fit in nearest]
    if alone or (len(nearest) == 1 and len(layout.missing) < len(layout.fields)):
        told = {"form": names[0], "missing": ", ".join(layout.missing)}
        return Rejection("heading.missing", told, layout.first + 1)
    facts: dict[str, str | int] = {
        "headings": ", ".join([title for title in layout.titles if title][:TOLD]),
        "nearest": " / ".join(names[:3]),
        "known": len(layout.fields),
    }
    return Rejection("heading.unknown", facts, layout.first + 1)
