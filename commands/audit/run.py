"""Audit: count the books again by every rule, and tell what is found. Exit status 1: findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands._help import Command, Option, Usage
from commands._language import pick, say, words
from commands._open import ledger_in, open_store
from commands._options import READING, REPORT_FORMATS, Settings, settings, shared
from commands._output import Answer, show
from commands._progress import progress
from projections import _columns as c
from projections._columns import Column

if TYPE_CHECKING:
    from audits._finding import Finding
    from projections._columns import Row

TITLE = ("审计：逐条规则重新核算账目", "count the books again by every rule")
COLUMNS = (
    Column("id", "编号", "Id"),
    Column("rule", "规则", "Rule"),
    Column("severity", "级别", "Severity"),
    c.UNION,
    c.AMOUNT,
    Column("persons", "人员", "Persons"),
    Column("positions", "序号", "Positions"),
    Column("says", "问题", "Says"),
)


def command(name: str) -> click.Command:
    """Make `audit run`."""
    params: list[click.Parameter] = [
        Option("--rule", "rules", metavar="R…", multiple=True, **words("option_of.rule")),
        Option("--union", "unions", metavar="ID", multiple=True, **words("option_of.unions")),
        *shared("known_at", "year"),
        *shared(*READING, formats=REPORT_FORMATS),
    ]
    return Command(name, *TITLE, params, _run)


@click.pass_context
def _run(ctx: click.Context, /, rules: tuple[str, ...], unions: tuple[str, ...]) -> None:
    from audits import RULES

    for rule in rules:
        if rule not in RULES:
            wanted = ", ".join(sorted(RULES))
            raise Usage("usage.bad_value", ctx, option="--rule", seen=rule, wanted=wanted)
    if _audit(settings(ctx, REPORT_FORMATS), rules, unions):
        ctx.exit(1)


def _audit(chosen: Settings, rules: tuple[str, ...], unions: tuple[str, ...]) -> bool:
    """Check, show, and tell whether anything was found."""
    from audits import findings
    from audits._books import Books
    from projections._reading import position_at

    with open_store(chosen) as store:
        ledger = ledger_in(store, chosen)
        upto = chosen.known_at
        if upto is not None and not isinstance(upto, int):
            upto = position_at(store, ledger, upto)
        with progress(say("done.auditing")) as move:
            size = store.head(ledger).size
            goal = size if upto is None else min(size, upto)
            books = Books.read(store, ledger, upto=goal, progress=move)
    found = findings(books, rules, unions, chosen.year)
    title = say("done.found", count=len(found), ledger=ledger)
    rows = [_row(finding) for finding in found]
    answer = Answer(
        "audit_run", title, ledger, COLUMNS, rows, position=books.position,
        known_at=chosen.known_at,
    )  # fmt: skip
    show(answer, chosen)
    return bool(found)


def _row(finding: Finding) -> Row:
    return (
        finding.id,
        finding.rule.code,
        finding.weight,
        finding.union,
        finding.amount_fen,
        finding.persons,
        finding.positions,
        pick(finding.zh, finding.en),
    )
