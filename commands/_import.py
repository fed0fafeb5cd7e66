"""Files in: routes the rows of files to the verb that takes them in, all or nothing.

Why: an officer drops a file; its form, or the mapping, says which command it is meant for.
Unit: fen.
Rejects: import.no_verb, import.mixed_forms; every bad or refused row with file, sheet, row, column.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from commands._edge import Books, Edge, Malformed
from commands._errors import Refused
from commands._fields import build, kind_of
from commands._handle import Outcome, handle, path_of
from commands._mapping import Mapping, load_mapping
from commands._reading import Reading, read
from commands._rejects import write_rejects
from commands._row_files import Listed, Place, mapped
from ledger.rejections import Language, Rejection

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from commands._verb import Verb

ROUTES: Final = {
    "roster": "roster compile",
    "relief_roster": "roster compile",
    "goods_receipt": "roster compile",
    "condolence_log": "supplement record",
    "unions": "union register",
    "members": "member enrol",
    "budget": "budget approve",
    "budget_adjustment": "budget adjust",
    "opening": "opening load",
    "register": "register list",
    "mutual_aid_enrolment": "mutual-aid enrol",
    "mutual_aid_benefits": "mutual-aid file",
}
"""Which verb takes in which form, where the mapping or the officer does not say."""


@dataclass(slots=True)
class FileResult:
    """What became of one file's rows."""

    file: str
    form: str
    read: int = 0
    accepted: int = 0
    rejected: int = 0
    skipped_as_known: int = 0
    amount: int = 0


@dataclass(slots=True)
class Import:
    """One import: its readings, the verb that they go to, and what it is told besides.

    `is_today`: nobody typed the day, unless the mapping or `--set` says another one.
    """

    books: Books
    paths: Sequence[Path]
    mapping: Path | None
    verb: str | None
    typed: dict[str, Any]
    dry_run: bool = False
    accept_valid: bool = False
    is_today: bool = False
    clock: Callable[[], datetime] | None = None
    readings: list[Reading] = field(default_factory=list)
    refused: list[Rejection] = field(default_factory=list)

    @property
    def unused(self) -> list[str]:
        """Name the headings of columns that nothing was read from."""
        return list(dict.fromkeys(h for r in self.readings for h in r.meta.get("unused", ())))

    def run(self) -> tuple[list[FileResult], Outcome]:
        """Read the files and ask the verb.

        Errors: `Malformed` (a malformed row), `Refused` (a refused one), unless `accept_valid`.
        """
        mapping = self._mapping()
        self.readings = list(read(self.paths, mapping))
        faults = [error for reading in self.readings for error in reading.errors]
        if faults and (not self.accept_valid or any(f.row is None for f in faults)):
            raise Malformed(faults)
        verb = _verb_of(self._route(mapping))
        listed = self._listed(verb)
        typed = {**(mapping.fields if mapping else {}), **self.typed}
        outcome = self._ask(verb, typed, listed)
        return self._results(listed, outcome), outcome

    def _mapping(self) -> Mapping | None:
        if self.mapping is None:
            return None
        loaded = load_mapping(self.mapping)
        if isinstance(loaded, list):
            raise Malformed(loaded)
        return loaded

    def _route(self, mapping: Mapping | None) -> str:
        if self.verb or (mapping and mapping.verb):
            return self.verb or (mapping.verb if mapping else None) or ""
        forms = {r.form for r in self.readings}
        if len(forms) > 1:
            raise Malformed([Rejection("import.mixed_forms", {"forms": ", ".join(sorted(forms))})])
        form = forms.pop() if forms else ""
        if form not in ROUTES:
            raise Malformed([Rejection("import.no_verb", {"form": form})])
        return ROUTES[form]

    def _listed(self, verb: Verb[Any, Any]) -> Listed:
        """Put the good rows of all files together, numbered so that each number is there once."""
        model = kind_of(verb.message.model_fields["rows"])
        listed = Listed()
        for reading in self.readings:
            listed.digests.append(reading.sha256)
            table = mapped(model, reading)
            bad = {error.row for error in reading.errors}
            for number, values in table.rows:
                if number in bad:
                    continue
                row = number if len(self.readings) == 1 else len(listed.places) + 1
                listed.rows.append({"row": row, **values})
                listed.places[row] = Place(table.file, table.sheet, number, table.titles)
        return listed

    def _ask(self, verb: Verb[Any, Any], typed: dict[str, Any], listed: Listed) -> Outcome:
        """Ask the verb; under `accept_valid` again without the refused rows, until none is."""
        while True:
            command = self._command(verb, typed, listed)
            trial = self.dry_run or self.accept_valid
            outcome = self._handle(verb, command, dry_run=trial)
            rows = {r.row for r in outcome.rejections}
            if outcome.rejections and (not self.accept_valid or None in rows):
                raise Refused(tuple(map(listed.told, outcome.rejections)), outcome.first)
            if not rows:
                break
            self.refused += map(listed.told, outcome.rejections)
            listed.rows = [r for r in listed.rows if r["row"] not in rows]
        if self.accept_valid and not self.dry_run:
            return self._handle(verb, command, dry_run=False)
        return outcome

    def _handle(self, verb: Verb[Any, Any], command: Any, *, dry_run: bool) -> Outcome:
        if self.clock is None:
            return handle(self.books, verb, command, dry_run=dry_run)
        return handle(self.books, verb, command, dry_run=dry_run, clock=self.clock)

    def _command(self, verb: Verb[Any, Any], typed: dict[str, Any], listed: Listed) -> Any:
        key = typed.get("key") or self._key(verb, typed, listed)
        try:
            command = build(verb.message, {**typed, "key": key, "rows": listed.rows})
        except Malformed as error:
            error.rejections = tuple(map(listed.told, error.rejections))
            raise
        if self.is_today and typed["on"] == self.typed["on"]:
            # A default is no part of what was typed: tomorrow the same is still known.
            command.model_fields_set.discard("on")
        return command

    def _key(self, verb: Verb[Any, Any], typed: dict[str, Any], listed: Listed) -> str:
        """Return the files' key: the same rows asked in the same way are known.

        A keyed digest: a plain hash of a short list could be found again by trying ID numbers.
        """
        around = {name: str(value) for name, value in typed.items() if name != "on"}
        left_out = sorted(r["row"] for r in listed.rows) if self.accept_valid else []
        parts = [path_of(verb), around, sorted(listed.digests), left_out]
        return "file:" + Edge(self.books, "").digest(parts)[:40]

    def _results(self, listed: Listed, outcome: Outcome) -> list[FileResult]:
        """Count each file's rows."""
        results = {
            str(path): FileResult(str(path), _form(self.readings, path)) for path in self.paths
        }
        for reading in self.readings:
            results[str(reading.file)].read += reading.read
        bad = {(e.file, e.sheet, e.row) for r in self.readings for e in r.errors}
        bad |= {(r.file, r.sheet, r.row) for r in self.refused}
        for file, _, _ in bad:
            results[str(file)].rejected += 1
        skipped = set(outcome.skipped)
        for row in listed.rows:
            result = results[listed.places[row["row"]].file]
            if row["row"] in skipped or (outcome.known and outcome.first):
                result.skipped_as_known += 1
            else:
                result.accepted += 1
                result.amount += row.get("amount_fen", 0) + row.get("goods_fen", 0)
        return list(results.values())

    def write_rejects(self, lang: Language) -> list[Path]:
        """Write what was left out of each file to a file beside it, for mending."""
        written = []
        for reading in self.readings:
            own = [r for r in self.refused if r.file == str(reading.file)]
            if reading.errors or own:
                path = reading.file.with_name(f"{_stem(reading.file)}.rejects{_suffix(reading)}")
                write_rejects(path, reading, also=own, lang=lang)
                written.append(path)
        return written


def _form(readings: Sequence[Reading], path: Path) -> str:
    return next((r.form for r in readings if r.file == path), "")


def _stem(path: Path) -> str:
    return path.name.partition(".")[0]


def _suffix(reading: Reading) -> str:
    return ".csv" if ".csv" in reading.file.name else ".xlsx"


def _verb_of(name: str) -> Verb[Any, Any]:
    """Return the verb of a path such as "roster compile"."""
    from commands._verbs import VERBS, module_of

    if name not in VERBS:
        raise Malformed([Rejection("import.no_verb", {"form": name})])
    verb: Verb[Any, Any] = import_module(module_of(name)).VERB
    if "rows" not in verb.message.model_fields:
        raise Malformed([Rejection("import.no_verb", {"form": name})])
    return verb
