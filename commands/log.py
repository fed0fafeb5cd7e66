"""日志: what was recorded, in order, with who did it, when, and what it was about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands._asking import ask
from commands._help import Command, Option, Usage
from commands._language import words
from commands._options import READING, REPORT_FORMATS, as_day, settings, shared

if TYPE_CHECKING:
    from datetime import date

TITLE = ("按顺序列出已记录的事项", "list what was recorded, in order")
VIEW = "event_log"
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
    wanted: dict[str, Any] = {word: given[f"{word}_"] for word in ("union", "person", "by")}
    wanted["since"] = _day(ctx, "from", given["from_"])
    wanted["until"] = _day(ctx, "to", given["to_"])
    wanted["name"] = _stored_name(given["name_"])
    ask(VIEW, settings(ctx, REPORT_FORMATS), wanted, shown_as="log")


def _day(ctx: click.Context, option: str, text: str | None) -> date | None:
    day = None if text is None else as_day(text)
    if text is not None and day is None:
        facts = {"option": f"--{option}", "seen": text, "wanted": "YYYY-MM-DD"}
        raise Usage("usage.bad_value", ctx, **facts)
    return day


def _stored_name(name: str | None) -> str | None:
    """Return the stored name: roster.paid -> roster.paid/1, whatever version is today's."""
    from ledger.events import NAMES

    return next((stored for stored in NAMES if stored.partition("/")[0] == name), name)
