"""Demo: a county federation's whole year, from office files to balances and findings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from commands._help import Command, Option
from commands._language import words
from commands._options import settings, shared

TITLE = (
    "演示：示范区总工会的一年，从文件到余额与审计问题",
    "a county federation's year, from files to balances and findings",
)
FOLDER = "union-ledger-demo"


def command(name: str) -> click.Command:
    """Make `demo`."""
    params: list[click.Parameter] = [
        Option("--dir", "folder", metavar="DIR", **words("demo.dir")),
        *shared("lang", "format"),
    ]
    return Command(name, *TITLE, params, _run)


@click.pass_context
def _run(ctx: click.Context, /, folder: str | None, **_: Any) -> None:
    from commands import _demo_figures as figures
    from commands._demo_told import run

    run(Path(folder or FOLDER), settings(ctx), figures.DISTRICT)
