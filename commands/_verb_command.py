"""A verb on the command line: its options, its files, its answer.

Why: every verb is asked in the same way; what is particular to one stands in its own module.
"""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands._edge import Edge, Malformed
from commands._errors import Refused
from commands._fields import build, is_list, kind_of, options_of, values_of
from commands._handle import handle, path_of
from commands._help import Command, Option
from commands._language import say, words
from commands._open import open_books
from commands._options import WRITING, Settings, settings, shared
from commands._output import Answer, show
from commands._telling import COLUMNS, row_of, sentence
from ledger.rejections import Rejection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commands._edge import Books
    from commands._handle import Outcome
    from commands._row_files import Listed
    from commands._verb import Verb
    from ledger.events import Event


def verb_command(name: str, module: str) -> click.Command:
    """Make the command of a verb; only now is its module imported."""
    verb: Verb[Any, Any] = import_module(module).VERB
    params: list[click.Parameter] = options_of(verb.message)
    if "rows" in verb.message.model_fields:
        params.append(click.Argument(["files"], nargs=-1, metavar="[FILE]…"))
        params.append(Option("--mapping", **words("option_of.mapping"), metavar="MAP.toml"))
    elif _has_parts(verb):
        params.append(click.Argument(["sheet"], required=False, metavar="[FILE.toml]"))

    @click.pass_context
    def run(ctx: click.Context, /, **given: Any) -> None:
        _ask(verb, settings(ctx), given)

    return Command(name, verb.title.zh, verb.title.en, [*params, *shared(*WRITING)], run)


def _has_parts(verb: Verb[Any, Any]) -> bool:
    """Tell whether a field holds several things with fields of their own, such as limits."""
    fields = verb.message.model_fields.values()
    return any(is_list(field) and hasattr(kind_of(field), "model_fields") for field in fields)


def _ask(verb: Verb[Any, Any], chosen: Settings, given: dict[str, Any]) -> None:
    """Ask, and answer; what is refused is told by its place in the files."""
    listed = _listed(verb, given.pop("files", ()), given.pop("mapping", None))
    try:
        typed = _typed(verb, chosen, given, listed)
        command = build(verb.message, typed)
        if chosen.is_today and typed["on"] == chosen.on:
            # A default is no part of what was typed: tomorrow the same is still known.
            command.model_fields_set.discard("on")
            del typed["on"]
        with open_books(chosen, create=not verb.roles) as books:
            if listed is not None and command.key is None:
                command = command.model_copy(update={"key": _key(books, verb, typed, listed)})
            outcome = handle(books, verb, command, dry_run=chosen.dry_run)
            _tell(verb, chosen, books, outcome, listed.unused if listed else [])
    except (Malformed, Refused) as error:
        if listed is not None:
            error.rejections = tuple(map(listed.told, error.rejections))
        raise


def _listed(verb: Verb[Any, Any], files: Sequence[str], mapping: str | None) -> Listed | None:
    """Read the files of rows, if there are any."""
    if not files:
        return None
    from commands._row_files import rows_from_files

    model = kind_of(verb.message.model_fields["rows"])
    return rows_from_files(model, [Path(f) for f in files], Path(mapping) if mapping else None)


def _typed(
    verb: Verb[Any, Any], chosen: Settings, given: dict[str, Any], listed: Listed | None
) -> dict[str, Any]:
    """Put together what was typed: around the command, in a file of fields, as options, in rows."""
    sheet: str | None = given.pop("sheet", None)
    around = {"on": chosen.on, "by": chosen.officer, "key": chosen.key}
    typed = {name: value for name, value in around.items() if value is not None}
    typed |= _from_toml(sheet) if sheet else {}
    typed |= values_of(verb.message, given)
    return typed if listed is None else {**typed, "rows": listed.rows}


def _from_toml(path: str) -> dict[str, Any]:
    """Read fields of a message from a file.

    Rejects: Malformed with file.missing, file.damaged.
    """
    name = {"name": Path(path).name}
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise Malformed([Rejection("file.missing", name, file=path)]) from None
    except IsADirectoryError:
        raise Malformed([Rejection("file.is_directory", name, file=path)]) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise Malformed([Rejection("file.damaged", name, file=path)]) from None


def _key(books: Books, verb: Verb[Any, Any], typed: dict[str, Any], listed: Listed) -> str:
    """Return the idempotency key of files: the same files asked in the same way are known.

    A keyed digest: a plain hash of a short list could be found again by trying ID numbers.
    """
    around = {name: str(value) for name, value in typed.items() if name != "rows"}
    edge = Edge(books, "")
    return "file:" + edge.digest([path_of(verb), around, sorted(listed.digests)])[:40]


# --- the answer -----------------------------------------------------------------------------------


def _tell(
    verb: Verb[Any, Any], chosen: Settings, books: Books, outcome: Outcome, unused: list[str]
) -> None:
    """Show what was recorded. Rejects: Refused with every reason, where nothing was."""
    if outcome.rejections:
        raise Refused(outcome.rejections, outcome.first)
    facts = _facts(books, outcome)
    first = outcome.first + 1 if outcome.first else None
    rows = [row_of(first + n if first else None, fact) for n, fact in enumerate(facts)]
    lines = _lines(chosen, outcome, facts)
    if unused:
        lines.append(say("done.unused", headings=", ".join(unused)))
    if chosen.format == "table":
        title, columns, notes = lines[0], (), lines[1:]
        answer = Answer("", title, books.ledger, columns, (), notes=notes)
    else:
        more = {
            "command": outcome.command_id if outcome.first and not outcome.known else None,
            "first": outcome.first or None,
            "last": outcome.last or None,
            "known": outcome.known,
            "dry_run": chosen.dry_run,
            "skipped": list(outcome.skipped),
            "unused": unused,
        }
        name = path_of(verb).replace(" ", "_").replace("-", "_")
        answer = Answer(
            name, "", books.ledger, COLUMNS, rows, position=outcome.last or None, more=more
        )
    show(answer, chosen)


def _facts(books: Books, outcome: Outcome) -> Sequence[Event]:
    """Return the facts of the command; of a known one those recorded when it was first asked."""
    if outcome.known and outcome.first:
        return list(Edge(books, "").events(outcome.first + 1, outcome.last))
    return outcome.facts


def _lines(chosen: Settings, outcome: Outcome, facts: Sequence[Event]) -> list[str]:
    told = sentence(facts)
    positions = {"first": outcome.first, "last": outcome.last}
    if chosen.dry_run:
        lines = [say("done.dry_run", told=told)]
    elif outcome.known and not outcome.first:
        lines = [say("done.nothing_new")]
    elif outcome.known:
        lines = [say("done.known", told=told, **positions)]
    else:
        lines = [say("done.recorded", told=told, **positions)]
    if outcome.skipped:
        rows = ", ".join(map(str, outcome.skipped[:10])) + (" …" if outcome.skipped[10:] else "")
        lines.append(say("done.skipped", count=len(outcome.skipped), rows=rows))
    return lines
