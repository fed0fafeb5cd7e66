"""An answer and how it is shown: table, JSON, CSV or workbook, on stdout or in a file.

JSON is the contract: flat, versioned, amounts as decimal strings in yuan, keys in English.
Only a table puts separators into amounts, and only titles are in the chosen language.
"""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from commands._language import pick

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from commands._options import Settings
    from projections._columns import Column, Row


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found: rows under columns, as of a position and a time.

    `more`: further keys of the JSON document. `notes`: lines below a table.
    """

    name: str
    title: str
    ledger: str | None
    columns: Sequence[Column]
    rows: Iterable[Row]
    position: int | None = None
    as_of: date | None = None
    known_at: date | int | None = None
    more: Mapping[str, Any] = field(default_factory=dict)
    notes: Sequence[str] = ()

    def head(self) -> dict[str, Any]:
        """Return what stands before the rows in JSON."""
        return {
            "schema": f"uledger.{self.name}/1",
            "ledger": self.ledger,
            "position": self.position,
            "as_of": _plain(self.as_of),
            "known_at": _plain(self.known_at),
            **self.more,
        }


def show(answer: Answer, settings: Settings) -> None:
    """Show the answer as asked; a file is written whole or not at all."""
    if settings.file is None:
        write(answer, settings.format, sys.stdout)
        return
    with replaced(settings.file) as path:
        if settings.format == "xlsx":
            from commands._workbook import write_workbook

            write_workbook(answer, path)
            return
        if settings.format == "pdf":
            from commands._pdf import write_pdf

            write_pdf(answer, path)
            return
        with path.open("w", encoding="utf-8", newline="") as file:
            write(answer, settings.format, file)


def write(answer: Answer, form: str, file: IO[str]) -> None:
    """Write the answer as text."""
    if form == "json":
        _write_json(answer, file)
    elif form == "csv":
        _write_csv(answer, file)
    else:
        from commands._table import write_table

        write_table(answer, file)


@contextmanager
def replaced(file: Path) -> Iterator[Path]:
    """Yield a path beside the file; what was written there takes its place at the end, at once.

    Rejects: OSError where the folder is missing or may not be written.
    """
    if file.is_dir():
        raise IsADirectoryError(21, "Is a directory", str(file))
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    except OSError as error:  # it names the passing file, which nobody asked for
        raise type(error)(error.errno, error.strerror, str(file)) from None
    os.close(descriptor)
    passing = Path(name)
    try:
        yield passing
        passing.chmod(0o666 & ~_umask())
        passing.replace(file)
    finally:
        passing.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def written(column: Column, value: Any) -> Any:
    """Return a value as JSON has it."""
    return _plain(column.written(value))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple | frozenset | set) else value


def _write_json(answer: Answer, file: IO[str]) -> None:
    """Write the document with a row a line; rows are not gathered first."""
    import json

    head = json.dumps(answer.head(), ensure_ascii=False)
    file.write(f'{head[:-1]}, "rows": [')
    between = "\n"
    for row in answer.rows:
        pairs = zip(answer.columns, row, strict=True)
        record = {column.name: written(column, value) for column, value in pairs}
        file.write(between + json.dumps(record, ensure_ascii=False))
        between = ",\n"
    file.write("]}\n")


def _write_csv(answer: Answer, file: IO[str]) -> None:
    import csv

    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([column.name for column in answer.columns])
    for row in answer.rows:
        pairs = zip(answer.columns, row, strict=True)
        writer.writerow([_cell(column, value) for column, value in pairs])


def _cell(column: Column, value: Any) -> Any:
    """Return a value for CSV; text that a spreadsheet would run as a formula gets a mark."""
    shown = written(column, value)
    if isinstance(shown, list):
        return " ".join(str(item) for item in shown)
    is_text = column.kind not in ("amount", "rate") and isinstance(shown, str)
    return "'" + shown if is_text and shown[:1] in ("=", "+", "-", "@", "\t") else shown


def titles(columns: Iterable[Column]) -> list[str]:
    """Return the columns' titles in the chosen language."""
    return [pick(column.zh, column.en) for column in columns]
