"""A sheet: the raw cells of one table in a workbook or a text file, before anybody reads them.

Why: files arrive under any name and in any state; what a file is, its first bytes tell.
Rejects: file.missing, file.is_directory, file.unreadable, file.empty, file.too_large,
file.not_a_workbook, file.encrypted, file.damaged, file.encoding.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError

import python_calamine as calamine

from commands._package import Place, TooLarge, broken_formulas
from ledger.rejections import Rejection

Cell = str | int | float | bool | date | datetime | time | timedelta
Merge = tuple[tuple[int, int], tuple[int, int]]  # first and last cell, each (row, column) from 0

BYTES_MAX: Final = 200_000_000  # a roster of 30,000 rows has 3,000,000; unpacked, 30,000,000
_ZIP, _OLE, _GZIP, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b", b"%PDF"
_MARKUP: Final = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta", b"<head", b"<style")
_WORKBOOK_SUFFIXES: Final = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".et"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of cells; row 0 of `rows` is row 1 as Excel shows it. Rows of text may be short."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[Merge, ...] = ()
    hidden: bool = False
    broken: frozenset[Place] = frozenset()  # formulas without a result; their cells look empty


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that was opened: its path, the SHA-256 of its bytes, and its sheets with any cells."""

    path: Path
    sha256: str
    sheets: tuple[Sheet, ...] = field(repr=False)


class _Refused(Exception):
    """Carry a code out of the readers below; never leaves this module."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def open_file(path: Path) -> InputFile | Rejection:
    """Open .xlsx, .xls, .csv or .csv.gz, or say why it cannot be opened."""
    try:
        content = _bytes_of(path)
        sheets = tuple(sheet for sheet in _sheets_of(content, path) if _has_cells(sheet))
    except _Refused as refused:
        return Rejection(refused.code, {"name": path.name, **refused.facts}, file=str(path))
    if not sheets:
        return Rejection("file.empty", {"name": path.name}, file=str(path))
    return InputFile(path, hashlib.sha256(content).hexdigest(), sheets)


def _bytes_of(path: Path) -> bytes:
    try:
        _check_size(path)
        content = path.read_bytes()
    except FileNotFoundError:
        raise _Refused("file.missing") from None
    except OSError as error:
        raise _Refused("file.unreadable", why=error.strerror or type(error).__name__) from None
    return content


def _check_size(path: Path) -> None:
    """Refuse what must not even be read."""
    if path.is_dir():
        raise _Refused("file.is_directory")
    size = path.stat().st_size
    if size > BYTES_MAX:
        raise _Refused("file.too_large", megabytes_max=BYTES_MAX // 1_000_000)
    if size == 0:
        raise _Refused("file.empty")


def _sheets_of(content: bytes, path: Path) -> list[Sheet]:
    if content.startswith(_ZIP):
        return _workbook(content, _check_package(content))
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise _Refused("file.encrypted")
        return _workbook(content, {})
    named_workbook = path.suffix.lower() in _WORKBOOK_SUFFIXES
    is_markup = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower().startswith(_MARKUP)
    if content.startswith(_PDF) or is_markup or named_workbook:
        raise _Refused("file.not_a_workbook")
    return [_text(_gunzip(content) if content.startswith(_GZIP) else content)]


def _check_package(content: bytes) -> dict[str, frozenset[Place]]:
    """Refuse other zip packages (.docx, archives) and those that unpack to more than we hold."""
    try:
        return broken_formulas(content, BYTES_MAX * 2)
    except KeyError:
        raise _Refused("file.not_a_workbook") from None
    except TooLarge:
        raise _Refused("file.too_large", megabytes_max=BYTES_MAX * 2 // 1_000_000) from None
    except (zipfile.BadZipFile, zlib.error, ParseError, ValueError, OSError, NotImplementedError):
        raise _Refused("file.damaged") from None
    except RuntimeError:  # a package whose members are encrypted one by one
        raise _Refused("file.encrypted") from None


def _workbook(content: bytes, broken: dict[str, frozenset[Place]]) -> list[Sheet]:
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [
            _worksheet(book, about, broken.get(about.name, frozenset()))
            for about in book.sheets_metadata
            if about.typ is calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError:
        raise _Refused("file.encrypted") from None
    except (calamine.CalamineError, OSError):
        raise _Refused("file.damaged") from None


def _worksheet(
    book: calamine.CalamineWorkbook, about: calamine.SheetMetadata, broken: frozenset[Place]
) -> Sheet:
    sheet = book.get_sheet_by_name(about.name)
    return Sheet(
        name=about.name,
        rows=sheet.to_python(skip_empty_area=False),
        merged=tuple(sheet.merged_cell_ranges or ()),
        hidden=about.visible is not calamine.SheetVisibleEnum.Visible,
        broken=broken,
    )


def _gunzip(content: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            unpacked = packed.read(BYTES_MAX + 1)
    except (EOFError, OSError, zlib.error):
        raise _Refused("file.damaged") from None
    if len(unpacked) > BYTES_MAX:
        raise _Refused("file.too_large", megabytes_max=BYTES_MAX // 1_000_000)
    return unpacked


def _text(content: bytes) -> Sheet:
    """Read delimited text: commas, tabs or semicolons, whichever its first lines hold most of."""
    text = _decoded(content)
    if "\0" in text:
        raise _Refused("file.not_a_workbook")
    head = "\n".join(text.splitlines()[:10])
    delimiter = max(",\t;", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows: list[list[Cell]] = [list(record) for record in reader]
    except csv.Error:
        raise _Refused("file.damaged", line=reader.line_num) from None
    return Sheet("", rows)


def _decoded(content: bytes) -> str:
    """Decode strictly: a BOM decides, else UTF-8, else GB 18030 (what Excel in Chinese writes)."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif content.startswith(b"\xef\xbb\xbf"):
        encodings = ("utf-8-sig",)
    else:
        encodings = ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _Refused("file.encoding")


def _has_cells(sheet: Sheet) -> bool:
    return any(cell != "" for row in sheet.rows for cell in row)
