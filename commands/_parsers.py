"""Parsers: for each field of a layout one function from a cell to its value, each cell read once.

Why: thirty thousand rows repeat few amounts, dates and words; those are remembered for the one
reading. What tells who somebody is, is not.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from typing import Any, Final

from commands import _cells as cells
from commands._cells import BadCell
from commands._headings import Layout
from commands._mapping import FIELDS, Sign
from commands._row import Value
from commands._sheet import Cell

Parser = Callable[[Cell], Value | dict[str, Any]]

_UNITS: Final = {
    "yuan": cells.YUAN,
    "ten_thousand_yuan": cells.TEN_THOUSAND_YUAN,
    "fen": cells.FEN,
}


def parser(layout: Layout, field: str) -> Parser:
    """Build the function that reads the cells of one field."""
    mapping = layout.mapping
    translation = mapping.values.get(field)
    read = _plain(layout, field)
    return read if translation is None else partial(_translated, read, translation)


def _plain(layout: Layout, field: str) -> Parser:
    mapping = layout.mapping
    match FIELDS[field]:
        case "amount":
            sign = mapping.columns[field].sign or mapping.sign
            unit = _UNITS[layout.unit(field)]
            return _remembered(partial(_amount, sign=sign, unit=unit))
        case "date":
            return _remembered(partial(_day, formats=mapping.dates))
        case "integer":
            return _remembered(cells.integer)
        case "stay":
            return partial(cells.stay, formats=mapping.dates)
        case "text" if field not in _PERSONAL:
            return _remembered(cells.text)
        case kind:
            return _PARSERS[kind]


_PERSONAL: Final = frozenset({"payee", "signer", "relation", "hospital", "counterparty"})


_PARSERS: Final[dict[str, Parser]] = {
    "text": cells.text,
    "name": cells.name,
    "code": cells.code,
    "id": cells.national_id,
    "bank": cells.bank,
    "proxy": cells.proxy,
}


def _remembered(read: Callable[[Cell], Value]) -> Parser:
    # typed: True and 1.0 are equal and must not share an answer.
    return lru_cache(maxsize=4096, typed=True)(read)


def _amount(cell: Cell, *, sign: Sign, unit: int) -> int:
    fen = cells.amount(cell, unit)
    if sign == "negate":
        return -fen
    if sign == "positive" and fen < 0:
        raise BadCell("cell.amount_negative", seen=cells.shown(cell))
    return fen


def _day(cell: Cell, *, formats: tuple[str, ...]) -> date:
    return cells.day(cell, formats)


def _translated(read: Parser, translation: dict[str, str], cell: Cell) -> Value | dict[str, Any]:
    value = translation.get(str(read(cell)))
    if value is None:
        raise BadCell("cell.unknown_value", known=", ".join(list(translation)[:12]))
    return value
