"""The composition root: every verb, every view, every audit rule, on the command line.

Why: the tree of commands is data, so that help is there at once; a command's module is imported
when it is asked for, and never before.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import click

from commands._help import Group, Option
from commands._language import title, words
from commands._options import READING, shared
from commands._verbs import VERBS, module_of

if TYPE_CHECKING:
    from collections.abc import Mapping

PROGRAMS: Final[dict[str, tuple[str, str]]] = {
    "bench": ("性能测试：与裸数据库并列测量", "measure the hot paths beside the bare database"),
    "demo": (
        "演示：示范区总工会的一年，从文件到余额与审计问题",
        "a county federation's year, from files to balances and findings",
    ),
    "export journal": (
        "导出分录，供 hledger 或 beancount 核对",
        "the books for hledger or beancount",
    ),
    "audit list": ("审计规则一览", "list the audit rules"),
    "audit run": ("审计：逐条规则重新核算账目", "count the books again by every rule"),
    "import": (
        "录入文件：按表式或按列对应表，整批录入或整批退回",
        "take in files by their form or by a mapping, all or nothing",
    ),
    "log": ("按顺序列出已记录的事项", "list what was recorded, in order"),
    "replay": (
        "从第一项事实起重算全部报表，给出摘要值",
        "fold every view anew and print their digest",
    ),
    "report": ("报表", "reports"),
    "verify": (
        "从已记录的事项重新核验全部派生内容",
        "work out everything derived from the log again",
    ),
    "store upgrade": ("升级数据库结构并重算状态", "bring the store to this version"),
}
"""What is no verb: commands/store/upgrade.py; its `command(name)` makes the command."""


def root() -> click.Group:
    """Return the whole command line."""
    version = Option(
        "--version", **words("help.version"),
        is_flag=True, is_eager=True, expose_value=False, callback=_version,
    )  # fmt: skip
    params = [*shared(*READING, "officer", "on"), version]
    return Group("uledger", *title("help.root"), _nouns(), _noun, params)


def _nouns() -> dict[str, tuple[str, str]]:
    """Return the first words of all commands with their help."""
    nouns: dict[str, tuple[str, str]] = {}
    for name, texts in {**VERBS, **PROGRAMS}.items():
        noun, _, verb = name.partition(" ")
        nouns[noun] = title(f"group.{noun}") if verb else texts
    return nouns


def _noun(noun: str) -> click.Command:
    """Make the group of a noun, or the command that has no second word."""
    if noun in PROGRAMS:
        return _command(noun)
    below = _below(noun)
    return Group(noun, *title(f"group.{noun}"), below, lambda verb: _command(f"{noun} {verb}"))


def _below(noun: str) -> Mapping[str, tuple[str, str]]:
    commands = {**VERBS, **PROGRAMS}
    return {
        name.partition(" ")[2]: titles
        for name, titles in commands.items()
        if name.startswith(f"{noun} ")
    }


def _command(name: str) -> click.Command:
    """Import a command's module and make the command."""
    last = name.rpartition(" ")[2]
    if name in PROGRAMS:
        made: click.Command = import_module(module_of(name)).command(last)
        return made
    from commands._verb_command import verb_command

    return verb_command(last, module_of(name))


def _version(ctx: click.Context, _: click.Parameter, value: Any) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version

        try:
            click.echo(f"uledger {version('union-ledger')}")
        except PackageNotFoundError:  # run from the source tree
            click.echo("uledger")
        ctx.exit()
