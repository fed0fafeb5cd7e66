"""Reports: every view in `projections.VIEWS`, asked with the same options and shown alike."""

from __future__ import annotations

from typing import Any

import click

from commands._asking import ask
from commands._help import Command, Group, Option
from commands._language import say, title, words
from commands._options import (
    READING,
    REPORT_FORMATS,
    TIME,
    settings,
    shared,
)
from commands._output import Answer, show
from projections import VIEWS
from projections._columns import Column

FILTERS = {"union": "ID", "account": "CODE", "kind": "KIND", "person": "ID", "by": "ID"}
LIST = "list"


def command(name: str) -> click.Command:
    """Make `report`: a group with a command a view, and `report list`."""
    titles = {_typed(view): (listed.zh, listed.en) for view, listed in VIEWS.items()}
    titles[LIST] = title("report.list")
    return Group(name, *title("group.report"), titles, _view)


def _typed(view: str) -> str:
    """Return a view's name as it is typed: trial_balance -> trial-balance."""
    return view.replace("_", "-")


def _view(name: str) -> click.Command:
    if name == LIST:
        return Command(name, *title("report.list"), shared(*READING), _run_list)
    view = name.replace("-", "_")
    narrowing: list[click.Parameter] = [
        Option(f"--{filtered}", metavar=metavar, **words(f"option_of.{filtered}"))
        for filtered, metavar in FILTERS.items()
    ]
    params = [*narrowing, *shared(*TIME), *shared(*READING, formats=REPORT_FORMATS)]

    @click.pass_context
    def run(ctx: click.Context, /, **given: Any) -> None:
        ask(view, settings(ctx, REPORT_FORMATS), given)

    return Command(name, VIEWS[view].zh, VIEWS[view].en, params, run)


@click.pass_context
def _run_list(ctx: click.Context, /) -> None:
    """Show every report with its titles in both languages; no store is needed."""
    columns = (
        Column("name", "名称", "Name"),
        Column("title_zh", "中文名称", "Chinese title"),
        Column("title_en", "英文名称", "English title"),
    )
    rows = [(_typed(name), listed.zh, listed.en) for name, listed in VIEWS.items()]
    show(Answer("report_list", say("report.list"), None, columns, rows), settings(ctx))
