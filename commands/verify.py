"""Verify: work out again, from the stored events, everything that is derived from them.

Exit status: 4 where something does not agree; the first bad position is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commands._errors import BROKEN
from commands._help import Command, Option
from commands._language import say, words
from commands._open import ledger_in, open_store
from commands._options import READING, Settings, settings, shared
from commands._output import Answer, show
from commands._progress import progress
from projections._columns import Column

if TYPE_CHECKING:
    from ledger.store import Store
    from ledger.verify import Check

TITLE = ("从已记录的事项重新核验全部派生内容", "work out everything derived from the log again")
COLUMNS = (
    Column("check", "核验项", "Check", "code"),
    Column("ok", "相符", "Holds", "flag"),
    Column("detail", "说明", "Detail"),
    Column("position", "首个不符位置", "First bad position", "count"),
)


OF_THE_LOG = frozenset({"positions", "leaf_hashes", "head", "events"})
"""Checks without which views have nothing to be held against."""


def command(name: str) -> click.Command:
    """Make `verify`."""
    params: list[click.Parameter] = [
        Option("--full", is_flag=True, **words("option_of.full")),
        *shared(*READING),
    ]
    return Command(name, *TITLE, params, _run)


@click.pass_context
def _run(ctx: click.Context, /, *, full: bool) -> None:
    from ledger.verify import recorded_ledgers

    chosen = settings(ctx)
    with open_store(chosen, read_only=True) as store:
        ledger = ledger_in(store, chosen, recorded_ledgers(store))  # with or without a head row
        checks = _checks(store, ledger, full=full)
        size = store.head(ledger).size if ledger in store.ledgers() else None
        _tell(chosen, ledger, size, checks)
    if not all(check.ok for check in checks):
        ctx.exit(BROKEN)


def _checks(store: Store, ledger: str, *, full: bool) -> list[Check]:
    """Check the log and what stands beside it; then every view, unless the log itself is broken."""
    from ledger.verify import Check, verify
    from projections._digest import differing

    with progress(say("verify.working")) as told:
        checks = verify(store, ledger, full=full, progress=told)
    if any(not check.ok and check.check in OF_THE_LOG for check in checks):
        return [*checks, Check("views", ok=False, detail=say("verify.views_left"))]
    wrong = differing(store, ledger)
    return [*checks, Check("views", ok=not wrong, detail=", ".join(wrong))]


def _tell(chosen: Settings, ledger: str, size: int | None, checks: list[Check]) -> None:
    rows: list[tuple[Any, ...]] = [(c.check, int(c.ok), c.detail, c.position) for c in checks]
    bad = [c for c in checks if not c.ok]
    positions = [c.position for c in bad if c.position is not None]
    note = say("verify.holds") if not bad else say("verify.broken", count=len(bad))
    answer = Answer(
        "verify", say("verify.title", ledger=ledger), ledger, COLUMNS, rows,
        position=size, notes=(note,),
        more={"ok": not bad, "first_bad": min(positions, default=None)},
    )  # fmt: skip
    show(answer, chosen)
