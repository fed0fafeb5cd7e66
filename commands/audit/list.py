"""Rules: every audit rule with its titles, its weight, what it rests on and what it is set to."""

from __future__ import annotations

import click

from commands._help import Command
from commands._language import say
from commands._options import READING, REPORT_FORMATS, settings, shared
from commands._output import Answer, show
from projections._columns import Column

TITLE = ("审计规则一览", "list the audit rules")
COLUMNS = (
    Column("rule", "规则", "Rule"),
    Column("severity", "级别", "Severity"),
    Column("title_zh", "中文名称", "Chinese title"),
    Column("title_en", "英文名称", "English title"),
    Column("basis", "依据", "Basis"),
    Column("parameters", "参数", "Parameters"),
    Column("note", "说明", "Note"),
)


def command(name: str) -> click.Command:
    """Make `audit list`."""
    return Command(name, *TITLE, shared(*READING, formats=REPORT_FORMATS), _run)


@click.pass_context
def _run(ctx: click.Context, /) -> None:
    """Show the rules; no store is needed."""
    from audits import RULES, check

    rules = [check(code).rule for code in sorted(RULES)]
    rows = [
        (r.code, r.severity, r.zh, r.en, tuple(map(str, r.basis)), tuple(map(str, r.parameters)),
         r.note)
        for r in rules
    ]  # fmt: skip
    chosen = settings(ctx, REPORT_FORMATS)
    show(Answer("audit_list", say("report.rules"), None, COLUMNS, rows), chosen)
