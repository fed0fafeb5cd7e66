"""Audit: count the books again by every rule, and tell what is found. Exit status 1: findings.

Why a table has other columns than JSON: programs join by ids and positions; people read the
问题清单 with the columns that an audit report has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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
    from collections.abc import Sequence

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
LISTED = (
    Column("no", "序号", "No.", "count"),
    Column("union", "被审计单位", "Audited union", "union"),
    Column("title", "问题类别", "Kind"),
    Column("says", "问题描述", "Finding"),
    Column("amount", "涉及金额", "Amount", "amount"),
    Column("person_times", "涉及人次", "Person-times", "count"),
    Column("basis", "定性依据", "Basis"),
    Column("positions", "证据位置", "Evidence"),
)
SHOWN_MAX: Final = 6
"""Ranges of positions that the list names; JSON and CSV have every position."""


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
    is_list = chosen.format in ("table", "xlsx")
    rows = _listed(found, books.people.unions) if is_list else [_row(f) for f in found]
    answer = Answer(
        "audit_run", title, ledger, LISTED if is_list else COLUMNS, rows,
        position=books.position, known_at=chosen.known_at,
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


def _listed(found: Sequence[Finding], names: dict[str, str]) -> list[Row]:
    rows: list[Row] = []
    for no, finding in enumerate(found, 1):
        union = f"{names.get(finding.union, '')} {finding.union}".strip()
        kind = f"{pick(finding.rule.zh, finding.rule.en)}（{finding.rule.code} {finding.weight}）"
        basis = "；".join(map(str, finding.rule.basis))
        says, places = pick(finding.zh, finding.en), _places(finding.positions)
        rows.append(
            (no, union, kind, says, finding.amount_fen, finding.person_times, basis, places)
        )
    return rows


def _places(positions: Sequence[int]) -> str:
    """Write positions as ranges: "12, 15–18"; of many only the first few."""
    ranges: list[list[int]] = []
    for position in sorted(set(positions)):
        if ranges and position == ranges[-1][1] + 1:
            ranges[-1][1] = position
        else:
            ranges.append([position, position])
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in ranges[:SHOWN_MAX]]
    more = pick(f" 等 {len(positions)} 处", f" … {len(positions)} in all")
    return ", ".join(shown) + (more if len(ranges) > SHOWN_MAX else "")
