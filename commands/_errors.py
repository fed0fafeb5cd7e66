"""What went wrong, told: text or JSON on stderr, and the exit status. Nothing ends in a traceback.

Exit status: 2 usage or malformed input · 3 refused by a rule · 4 integrity broken · 5 same key with
other content · 6 store or file unavailable · 70 a bug of ours · 130 interrupted · 141 nobody reads.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import click

from commands._help import Usage
from commands._language import name_of, say, spoken
from ledger.rejections import Rejection, reject

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE, REFUSED, BROKEN, CONFLICT, UNAVAILABLE = 2, 3, 4, 5, 6
BUG, INTERRUPTED, NOBODY_READS = 70, 130, 141

_BROKEN: Final = frozenset({"store.damaged", "vault.damaged", "seal.broken", "event.damaged"})
_WORDS: Final = frozenset({"role", "holds", "needs", "did", "status", "purpose", "kind"})
"""Facts that are codes of ours; JSON has them as codes, sentences as words."""
_FILE_UNAVAILABLE: Final = frozenset({"file.missing", "file.is_directory", "file.unreadable"})


class Refused(Exception):
    """A command that a rule turned down. `position`: where the refusal is recorded, or 0."""

    def __init__(self, rejections: Sequence[Rejection], position: int = 0) -> None:
        super().__init__(rejections[0].code)
        self.rejections = tuple(rejections)
        self.position = position


@dataclass(frozen=True, slots=True)
class Told:
    """An error as it is told: its exit status and its reasons, the first one leading."""

    status: int
    rejections: tuple[Rejection, ...]
    position: int = 0


def told(error: BaseException) -> Told | None:
    """Say what an error amounts to; None where it can only be a bug of ours."""
    match error:
        case Refused():
            conflicts = all(r.code == "source.conflict" for r in error.rejections)
            status = CONFLICT if conflicts else REFUSED
            return Told(status, error.rejections, error.position)
        case click.ClickException():
            return _of_click(error)
        case click.Abort() | KeyboardInterrupt():
            return Told(INTERRUPTED, (reject("program.interrupted"),))
        case OSError():
            facts = {"name": str(error.filename or "stdout"), "why": error.strerror or str(error)}
            return Told(UNAVAILABLE, (Rejection("file.unavailable", facts),))
        case _:
            return _of_core(error)


def _of_click(error: click.ClickException) -> Told:
    match error:
        case Usage():
            rejection = Rejection(error.code, error.facts)
        case click.NoSuchOption():
            near = ", ".join(error.possibilities or ()) or "-"
            rejection = reject("usage.unknown_option", option=error.option_name, meant=near)
        case click.BadOptionUsage():
            rejection = reject("usage.option_value", option=error.option_name)
        case _:
            rejection = reject("usage.wrong", why=error.format_message())
    return Told(USAGE, (rejection,))


def _of_core(error: BaseException) -> Told | None:
    """Tell the errors of the ledger; modules are imported only as far as they are needed."""
    from ledger.home import NotAtHome
    from ledger.store import StoreError
    from ledger.world import StaleState

    match error:
        case StoreError() | NotAtHome():
            return _unavailable_or_broken(error.rejection)
        case StaleState():
            return Told(UNAVAILABLE, (reject("store.stale"),))
        case _:
            return _of_write_path(error)


def _of_write_path(error: BaseException) -> Told | None:
    from commands._edge import Malformed
    from commands._handle import KeyReused
    from ledger.events import UnknownEvent
    from ledger.vault import ClaimEmpty, SealBroken, TextBroken, VaultError

    match error:
        case Malformed():
            codes = {rejection.code for rejection in error.rejections}
            status = UNAVAILABLE if codes <= _FILE_UNAVAILABLE else USAGE
            return Told(status, error.rejections)
        case KeyReused():
            return Told(CONFLICT, error.rejections)
        case ClaimEmpty() | TextBroken():
            return Told(USAGE, (error.rejection,))
        case VaultError() | SealBroken():
            return _unavailable_or_broken(error.rejection)
        case UnknownEvent():
            return Told(UNAVAILABLE, (reject("event.unknown", name=str(error.args[0])),))
    return None


def _unavailable_or_broken(rejection: Rejection) -> Told:
    return Told(BROKEN if rejection.code in _BROKEN else UNAVAILABLE, (rejection,))


# --- telling ------------------------------------------------------------------------------------


def tell(what: Told, *, as_json: bool) -> None:
    """Write the error to stderr."""
    text = json.dumps(document(what), ensure_ascii=False) if as_json else _text(what)
    sys.stderr.write(text + "\n")


def document(what: Told) -> dict[str, Any]:
    """Return the error as `uledger.error/1`."""
    first, lang = what.rejections[0], spoken()
    return {
        "schema": "uledger.error/1",
        "code": first.code,
        "message": _worded(first).message(lang),
        "hint": first.hint(lang),
        "facts": first.facts,
        "position": what.position or None,
        "rows": [_row(r) for r in what.rejections if _has_place(r) or len(what.rejections) > 1],
    }


def _row(rejection: Rejection) -> dict[str, Any]:
    lang = spoken()
    return {
        "file": rejection.file,
        "sheet": rejection.sheet,
        "row": rejection.row,
        "column": rejection.column,
        "code": rejection.code,
        "message": _worded(rejection).message(lang),
        "hint": rejection.hint(lang),
        "facts": rejection.facts,
    }


def _worded(rejection: Rejection) -> Rejection:
    """Return it with the program's own words, such as roles, as people say them."""
    said = {
        name: ", ".join(map(name_of, value.split(", ")))
        for name, value in rejection.facts.items()
        if name in _WORDS and isinstance(value, str)
    }
    return replace(rejection, facts={**rejection.facts, **said}) if said else rejection


def _has_place(rejection: Rejection) -> bool:
    return rejection.row is not None or rejection.file is not None or rejection.column is not None


def _text(what: Told) -> str:
    lang = spoken()
    lines: list[str] = []
    hinted: set[str] = set()
    for rejection in what.rejections:
        place = _place(rejection)
        lines.append(f"{place}{_worded(rejection).message(lang)} [{rejection.code}]")
        if (hint := rejection.hint(lang)) not in hinted:
            hinted.add(hint)
            lines.append(f"  → {hint}")
    lead = say("error.lead")
    if len(what.rejections) > 1:
        lines.insert(0, lead + say("error.several", count=len(what.rejections)))
    else:
        lines[0] = lead + lines[0]
    if what.position:
        lines.append(say("error.recorded", position=what.position))
    return "\n".join(lines)


def _place(rejection: Rejection) -> str:
    """Say where: file, sheet, row, column, as far as known."""
    parts = [rejection.file, rejection.sheet]
    if rejection.row is not None:
        parts.append(say("error.row", row=rejection.row))
    if rejection.column is not None:
        parts.append(rejection.column)
    named = [part for part in parts if part]
    return " · ".join(named) + say("error.colon") if named else ""
