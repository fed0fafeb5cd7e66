"""Export the journal for hledger or beancount: the books for a program that is not ours."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from commands._help import Command
from commands._language import say
from commands._open import ledger_in, open_store
from commands._options import PLACE, settings, shared
from commands._output import replaced
from commands._progress import progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ledger.events import Event
    from ledger.store import Store

TITLE = ("导出分录，供 hledger 或 beancount 核对", "the books for hledger or beancount")
FORMATS = ("hledger", "beancount")


def command(name: str) -> click.Command:
    """Make `export journal`."""
    return Command(name, *TITLE, shared(*PLACE, "lang", "format", "file", formats=FORMATS), _run)


@click.pass_context
def _run(ctx: click.Context, /) -> None:
    from projections._journal import WRITERS

    chosen = settings(ctx, FORMATS)
    write = WRITERS[chosen.format]
    with open_store(chosen, read_only=True) as store, progress(say("export.working")) as told:
        facts = _facts(store, ledger_in(store, chosen), told)
        if chosen.file is None:
            sys.stdout.writelines(write(facts))
            return
        with replaced(chosen.file) as path, path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(write(facts))
    click.echo(say("export.done", file=str(chosen.file)))


def _facts(
    store: Store, ledger: str, told: Callable[[int, int], None] | None
) -> Iterator[tuple[int, Event]]:
    from ledger import events

    size = store.head(ledger).size
    for stored in store.read(ledger, upto=size):
        if told is not None and stored.position % 5000 == 0:
            told(stored.position, size)
        yield stored.position, events.decode(stored.name, stored.data)
