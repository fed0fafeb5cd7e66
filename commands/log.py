"""日志: what was recorded, in order, with who did it, when, and what it was about.

Why it reads the events and no view: the log is the truth that every view is made from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands._help import Command, Option, Usage
from commands._language import words
from commands._open import ledger_in, open_store
from commands._options import READING, REPORT_FORMATS, as_day, settings, shared
from commands._output import Answer, show
from projections import _columns as c

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from commands._options import Settings
    from ledger.store import Store
    from projections._columns import Row

TITLE = ("按顺序列出已记录的事项", "list what was recorded, in order")
COLUMNS = (
    c.POSITION,
    c.Column("name", "事项", "Name"),
    c.Column("occurred_on", "发生日期", "Occurred on", "date"),
    c.Column("recorded_at", "记录时间", "Recorded at"),
    c.BY,
    c.UNION,
    c.SUMMARY,
    c.AMOUNT,
    c.PERSON,
    c.VOUCHER,
)
_METAVARS = {
    "union": "ID", "person": "ID", "by": "ID", "from": "YYYY-MM-DD", "to": "YYYY-MM-DD",
    "name": "NAME",
}  # fmt: skip


def command(name: str) -> click.Command:
    """Make `log`."""
    narrowing: list[click.Parameter] = [
        Option(f"--{word}", f"{word}_", metavar=metavar, **words(f"option_of.{word}"))
        for word, metavar in _METAVARS.items()
    ]
    params = [*narrowing, *shared("known_at"), *shared(*READING, formats=REPORT_FORMATS)]
    return Command(name, *TITLE, params, _run)


@click.pass_context
def _run(ctx: click.Context, /, **given: str | None) -> None:
    wanted = {word: given[f"{word}_"] for word in _METAVARS}
    since, until = _day(ctx, "from", wanted), _day(ctx, "to", wanted)
    _show(settings(ctx, REPORT_FORMATS), wanted, since, until)


def _day(ctx: click.Context, option: str, wanted: dict[str, str | None]) -> date | None:
    text = wanted[option]
    day = None if text is None else as_day(text)
    if text is not None and day is None:
        facts = {"option": f"--{option}", "seen": text, "wanted": "YYYY-MM-DD"}
        raise Usage("usage.bad_value", ctx, **facts)
    return day


def _show(
    chosen: Settings, wanted: dict[str, str | None], since: date | None, until: date | None
) -> None:
    from projections._reading import position_at

    with open_store(chosen) as store:
        ledger = ledger_in(store, chosen)
        size = store.head(ledger).size
        last = chosen.known_at
        if last is not None:
            last = min(size, last if isinstance(last, int) else position_at(store, ledger, last))
        upto = size if last is None else last
        rows = _rows(store, ledger, upto, wanted, since, until)
        answer = Answer("log", "", ledger, COLUMNS, rows, position=upto, known_at=chosen.known_at)
        show(answer, chosen)


def _rows(
    store: Store,
    ledger: str,
    upto: int,
    wanted: dict[str, str | None],
    since: date | None,
    until: date | None,
) -> Iterator[Row]:
    """Yield the events that are wanted; a name is compared before anything is decoded."""
    from commands import _telling as telling
    from ledger import events

    name, union, person, by = (wanted[key] for key in ("name", "union", "person", "by"))
    for stored in store.read(ledger, upto=upto):
        if name is not None and name not in (stored.name, stored.name.partition("/")[0]):
            continue
        fact = events.decode(stored.name, stored.data)
        row = telling.row_of(stored.position, fact)
        if (
            (union is not None and row[3] != union)
            or (person is not None and row[5] != person)
            or (by is not None and fact.by != by)
            or (since is not None and fact.occurred_on < since)
            or (until is not None and fact.occurred_on > until)
        ):
            continue
        yield (*row[:3], stored.recorded_at, fact.by, row[3], row[7], row[6], row[5], row[4])
