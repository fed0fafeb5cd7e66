"""Reports: every view in `projections.VIEWS`, asked with the same options and shown alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands._help import Command, Group, Option
from commands._language import pick, say, spoken, title, words
from commands._open import ledger_in, open_store
from commands._options import (
    READING,
    REPORT_FORMATS,
    TIME,
    Settings,
    settings,
    shared,
)
from commands._output import Answer, show
from projections import VIEWS
from projections._columns import Column

if TYPE_CHECKING:
    from ledger.store import Store
    from projections._query import Query

FILTERS = {"union": "ID", "account": "CODE", "kind": "KIND", "person": "ID", "by": "ID"}
LIST = "list"


def command(name: str) -> click.Command:
    """Make `report`: a group with a command a view, and `report list`."""
    titles = {view: (listed.zh, listed.en) for view, listed in VIEWS.items()}
    titles[LIST] = title("report.list")
    return Group(name, *title("group.report"), titles, _view)


def _view(name: str) -> click.Command:
    if name == LIST:
        return Command(name, *title("report.list"), shared(*READING), _run_list)
    narrowing: list[click.Parameter] = [
        Option(f"--{filtered}", metavar=metavar, **words(f"option_of.{filtered}"))
        for filtered, metavar in FILTERS.items()
    ]
    params = [*narrowing, *shared(*TIME), *shared(*READING, formats=REPORT_FORMATS)]

    @click.pass_context
    def run(ctx: click.Context, /, **given: Any) -> None:
        ask(name, settings(ctx, REPORT_FORMATS), given)

    return Command(name, VIEWS[name].zh, VIEWS[name].en, params, run)


@click.pass_context
def _run_list(ctx: click.Context, /) -> None:
    """Show every report with its titles in both languages; no store is needed."""
    columns = (
        Column("name", "名称", "Name"),
        Column("title_zh", "中文名称", "Chinese title"),
        Column("title_en", "英文名称", "English title"),
    )
    rows = [(name, listed.zh, listed.en) for name, listed in VIEWS.items()]
    show(Answer("report_list", say("report.list"), None, columns, rows), settings(ctx))


def ask(name: str, chosen: Settings, given: dict[str, Any]) -> None:
    """Ask a view and show its answer; who may only read the store is answered too, more slowly."""
    from ledger.store import StoreError

    try:
        _ask(name, chosen, given, read_only=False)
    except StoreError as error:
        if error.code != "store.read_only":
            raise
        _ask(name, chosen, given, read_only=True)


def _ask(name: str, chosen: Settings, given: dict[str, Any], *, read_only: bool) -> None:
    from projections._reading import report

    with open_store(chosen, read_only=read_only) as store:
        ledger = ledger_in(store, chosen)
        query = query_of(store, ledger, chosen, given)
        with report(store, name, query) as found:
            notes = () if chosen.format != "table" else _notes(chosen)
            answer = Answer(
                f"report_{name}", f"{pick(*found.title)}  {ledger}", ledger, found.columns,
                found.rows, position=found.position, as_of=chosen.as_of, known_at=chosen.known_at,
                notes=notes,
            )  # fmt: skip
            show(answer, chosen)


def query_of(store: Store, ledger: str, chosen: Settings, given: dict[str, Any]) -> Query:
    """Put the question together; a day of knowledge becomes a position."""
    from projections._query import Query
    from projections._reading import position_at

    known_at = chosen.known_at
    if known_at is not None and not isinstance(known_at, int):
        known_at = position_at(store, ledger, known_at)
    return Query(
        ledger, year=chosen.year, period=chosen.period, as_of=chosen.as_of, known_at=known_at,
        lang=spoken(), **given,
    )  # fmt: skip


def _notes(chosen: Settings) -> tuple[str, ...]:
    told = []
    if chosen.as_of is not None:
        told.append(say("report.as_of", as_of=chosen.as_of))
    if chosen.known_at is not None:
        told.append(say("report.known_at", known_at=chosen.known_at))
    return tuple(told)
