"""Bench: the ledger's hot paths beside the bare database's, all in one run, in passing books."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from commands._help import Command, Option, Usage
from commands._language import name_of, say, words
from commands._options import SHOWING, settings, shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commands._bench_figures import Figure

TITLE = ("性能测试：与裸数据库并列测量", "measure the hot paths beside the bare database")
EVENTS = 100_000
ROWS = 30_000
RUNS = 3
ROUNDS = 300


def command(name: str) -> click.Command:
    """Make `bench`."""
    params: list[click.Parameter] = [
        Option("--events", metavar="N", **words("bench.events")),
        *shared(*SHOWING),
    ]
    return Command(name, *TITLE, params, _run)


@click.pass_context
def _run(ctx: click.Context, /, events: str | None) -> None:
    from commands._bench_figures import COLUMNS
    from commands._output import Answer, show

    chosen = settings(ctx)
    if events is not None and not (events.isdecimal() and 0 < int(events) < 10**8):
        raise Usage("usage.bad_value", ctx, option="--events", seen=events, wanted="N")
    count = EVENTS if events is None else int(events)
    figures = list(_figures(count))
    missed = [f.measure for f in figures if f.holds() is False]
    more: dict[str, Any] = {"events": count, "runs": RUNS, "missed": missed}
    rows = [figure.row() for figure in figures]
    title = say("bench.title", events=f"{count:,}")
    named = ", ".join(map(name_of, missed))
    note = say("bench.missed", missed=named) if missed else say("bench.held")
    show(Answer("bench", title, None, COLUMNS, rows, more=more, notes=(note,)), chosen)


def _figures(count: int) -> Iterator[Figure]:
    """Measure everything; a short log makes short rosters and few rounds."""
    from commands import _bench_long, _bench_roster, _bench_single
    from commands._bench_books import Bench

    with TemporaryDirectory(prefix="union-ledger-bench-") as name:
        folder = Path(name)
        yield from _bench_roster.measure(folder, min(ROWS, count), RUNS)
        bench = Bench.begin(folder / "many")
        try:
            bench.fill(count)
            yield from _bench_single.measure(bench, folder, min(ROUNDS, count))
            yield from _bench_long.measure(bench, folder, RUNS)
        finally:
            bench.close()
