"""Import: take files in, by their form or by a mapping; all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands._edge import Malformed
from commands._help import Command, Option
from commands._language import say, spoken, texts
from commands._options import WRITING, Settings, settings, shared
from ledger.rejections import Rejection

if TYPE_CHECKING:
    from commands._handle import Outcome
    from commands._import import FileResult, Import


def command(name: str) -> click.Command:
    """Make the command."""
    words = texts()["import"]
    params: list[click.Parameter] = [
        click.Argument(["files"], nargs=-1, required=True, metavar="FILE…"),
        Option("--mapping", metavar="MAP.toml", **words["mapping"]),
        Option("--into", metavar="VERB", **words["into"]),
        Option("--set", "told", multiple=True, metavar="FIELD=VALUE …", **words["set"]),
        Option("--accept-valid", is_flag=True, **words["accept_valid"]),
        *shared(*WRITING),
    ]

    @click.pass_context
    def run(ctx: click.Context, /, **given: Any) -> None:
        _run(settings(ctx), **given)

    return Command(name, words["help"]["zh"], words["help"]["en"], params, run)


def _run(
    chosen: Settings,
    files: tuple[str, ...],
    mapping: str | None,
    into: str | None,
    told: tuple[str, ...],
    accept_valid: bool,  # noqa: FBT001  (click passes options by name)
) -> None:
    from commands._import import Import
    from commands._open import open_books

    typed: dict[str, Any] = {"on": chosen.on, **_pairs(told)}
    if chosen.officer is not None:
        typed["by"] = chosen.officer
    if chosen.key is not None:
        typed["key"] = chosen.key
    paths = [Path(f) for f in files]
    with open_books(chosen) as books:
        work = Import(
            books, paths, Path(mapping) if mapping else None, into, typed,
            dry_run=chosen.dry_run, accept_valid=accept_valid, is_today=chosen.is_today,
        )  # fmt: skip
        results, outcome = work.run()
        written = [] if chosen.dry_run else work.write_rejects(spoken())
        _tell(chosen, work, results, outcome, written)
    if any(result.rejected for result in results):
        raise click.exceptions.Exit(1)


def _pairs(told: tuple[str, ...]) -> dict[str, str]:
    pairs = [text.partition("=") for text in told]
    wrong = [Rejection("option.malformed", {"option": "--set", "why": key})
             for key, equals, _ in pairs if not equals]  # fmt: skip
    if wrong:
        raise Malformed(wrong)
    return {key.strip().replace("-", "_"): value for key, _, value in pairs}


def _tell(
    chosen: Settings, work: Import, results: list[FileResult], outcome: Outcome,
    written: list[Path],
) -> None:  # fmt: skip
    from commands._output import Answer, show
    from projections._columns import Column

    columns = (
        Column("file", "文件", "File"),
        Column("form", "表式", "Form", "code"),
        Column("read", "读取", "Read", "count"),
        Column("accepted", "接受", "Accepted", "count"),
        Column("rejected", "退回", "Rejected", "count"),
        Column("skipped_as_known", "已录过", "Known", "count"),
        Column("amount", "金额", "Amount", "amount"),
    )
    rows = [
        (r.file, r.form, r.read, r.accepted, r.rejected, r.skipped_as_known, r.amount)
        for r in results
    ]
    notes = [say("done.dry_run", told="")] if chosen.dry_run else []
    if outcome.known:
        notes.append(say("done.nothing_new"))
    if work.unused:
        notes.append(say("done.unused", headings=", ".join(work.unused)))
    notes += [say("import.rejects", path=str(path)) for path in written]
    more = {
        "dry_run": chosen.dry_run, "known": outcome.known, "first": outcome.first or None,
        "last": outcome.last or None, "rejects": [str(p) for p in written], "unused": work.unused,
    }  # fmt: skip
    answer = Answer(
        "import", say("import.title"), work.books.ledger, columns, rows,
        position=outcome.last or None, more=more, notes=tuple(notes),
    )  # fmt: skip
    show(answer, chosen)
