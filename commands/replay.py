"""重放: every view folded again from the first event, in a scratch copy, and one digest of all.

Why: the digest covers ids and amounts but no plaintext, key or clock, so that it is the same on
every machine, Python and database that holds the same events.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from commands._help import Command, Option, Usage
from commands._language import say, words
from commands._open import ledger_in, open_store
from commands._options import READING, as_day, settings, shared
from commands._output import Answer, show
from commands._progress import progress
from projections._columns import Column

if TYPE_CHECKING:
    from datetime import date

    from commands._options import Settings
    from ledger.store import Store

TITLE = ("从第一项事实起重算全部报表，给出摘要值", "fold every view anew and print their digest")
COLUMNS = (Column("position", "位置", "Position", "count"), Column("digest", "摘要值", "Digest"))


def command(name: str) -> click.Command:
    """Make `replay`."""
    params: list[click.Parameter] = [
        Option("--to", metavar="N|YYYY-MM-DD", **words("option_of.replay_to")),
        Option("--digest", "alone", is_flag=True, **words("option_of.digest")),
        *shared(*READING),
    ]
    return Command(name, *TITLE, params, _run)


@click.pass_context
def _run(ctx: click.Context, /, to: str | None, **flags: Any) -> None:
    upto = None if to is None else _position_or_day(ctx, to)
    _show(settings(ctx), upto, alone=flags["alone"])


def _position_or_day(ctx: click.Context, text: str) -> int | date:
    found = int(text) if re.fullmatch(r"\d{1,18}", text, re.ASCII) else as_day(text)
    if found is None:
        raise Usage("usage.bad_value", ctx, option="--to", seen=text, wanted="N | YYYY-MM-DD")
    return found


def _show(chosen: Settings, upto: int | date | None, *, alone: bool) -> None:
    from projections._digest import replay

    with open_store(chosen) as store, progress(say("done.replaying")) as move:
        ledger = ledger_in(store, chosen)
        position = _place(store, ledger, upto)
        digest = replay(store, ledger, position, progress=move)
    if alone and chosen.format == "table":
        answer = Answer("", digest, ledger, (), ())
    else:
        rows = [(position, digest)]
        answer = Answer("replay", say("done.replayed"), ledger, COLUMNS, rows, position=position)
    show(answer, chosen)


def _place(store: Store, ledger: str, upto: int | date | None) -> int:
    from projections._reading import position_at

    size = store.head(ledger).size
    if upto is None:
        return size
    return min(size, upto if isinstance(upto, int) else position_at(store, ledger, upto))
