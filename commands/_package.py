"""What a workbook's package tells beforehand: does it fit, and which formulas have no result.

Why: the reader holds a sheet as one rectangle, so a single stray cell in the last row and column
would ask for half a terabyte and end the program; and it shows #REF! as an empty cell.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final
from xml.etree.ElementTree import fromstring

CELLS_MAX: Final = 20_000_000  # rows times columns of one sheet
Place = tuple[int, int]

_FAR: Final = re.compile(rb' r="(?:[A-Z]{3}\d|[A-Z]{1,2}\d{6})')  # a cell beyond ZZ or row 99999
_CELL: Final = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"')
_BROKEN: Final = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"(?:[^>]* t="e"[^>]*>|[^>]*><f>[^<]*</f></c>)'
)
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class TooLarge(Exception):
    """The package does not fit into memory once unpacked."""


def broken_formulas(content: bytes, bytes_max: int) -> dict[str, frozenset[Place]]:
    """Return for each sheet the places (row, column from 0) of formulas without a result.

    Raises KeyError when this is no workbook, TooLarge, and zipfile's and zlib's errors.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(member.file_size for member in package.infolist()) > bytes_max:
            raise TooLarge
        parts = _parts(package)
        return {name: _broken(package.read(part)) for name, part in parts.items()}


def _parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Find each sheet's part: sheet name -> path in the package."""
    book = fromstring(package.read("xl/workbook.xml"))  # noqa: S314 - expat bounds them
    links = fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    parts = {}
    for sheet in book.findall(".//{*}sheet"):
        target = targets.get(sheet.get(_R), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in package.NameToInfo:
            parts[sheet.get("name", "")] = path
    return parts


def _broken(xml: bytes) -> frozenset[Place]:
    if _FAR.search(xml):
        places = [_place(*found.groups()) for found in _CELL.finditer(xml)]
        rows, columns = (max(place[axis] for place in places) + 1 for axis in (0, 1))
        if rows * columns > CELLS_MAX:
            raise TooLarge
    if b' t="e"' not in xml and b"</f></c>" not in xml:
        return frozenset()
    return frozenset(_place(*found.groups()) for found in _BROKEN.finditer(xml))


def _place(letters: bytes, row: bytes) -> Place:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return int(row) - 1, column - 1
