"""docs/reference/cli.md, written from the tree of commands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click

from commands._cli import root
from commands._help import Option
from commands._options import TIME, WRITING, shared
from tests.house.reference._markdown import code, table

HEAD: Final = """\
# The command line (命令一览)

Every command with its options, written from the commands themselves by `make golden`; a test
checks it. `uledger COMMAND --help` says the same in the language of your choice.

本页由程序自动生成，中英文对照。必填的选项标有 ●。文件（FILE）可以是 .xlsx、.xls、.csv，
按中文表头自动识别；其他格式用 `--mapping` 说明（见 [mapping](../mapping.md)）。

A command that takes `[FILE]…` reads .xlsx, .xls, .csv and .csv.gz by their Chinese headings; one
that takes `[FILE.toml]` reads its fields from it. ● marks what must be given, unless a file gives
it.

## Options that commands share

They may stand before or after the command; the nearer one counts. In brackets: the variable of the
environment that says the same. `ULEDGER_VAULT` names the vault; beside an SQLite file
`union-ledger.db` it is `union-ledger.vault.db`.

"""
GROUPS: Final = {
    "place": ("store", "ledger"),
    "who and when": ("officer", "on", "key", "dry_run"),
    "time": TIME,
    "output": ("lang", "format", "file"),
}
HEADS: Final = ("option", "", "中文", "English")


def page() -> str:
    """Return the page."""
    names = (*WRITING, *TIME)
    common = [_row(option) for option in shared(*names) if isinstance(option, Option)]
    index = "".join(
        f"- `uledger {path}` {command.zh} / {command.en}\n"  # type: ignore[attr-defined]
        for path, command in commands()
    )
    text = HEAD + table(HEADS, common) + "## All commands\n\n" + index + "\n"
    return (text + "".join(_section(*found) for found in commands())).rstrip("\n") + "\n"


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, with its path."""
    yield from _below("", root())


def _below(path: str, group: click.Group) -> Iterator[tuple[str, click.Command]]:
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from _below(f"{path}{name} ", command)
        else:
            yield path + name, command


def _section(path: str, command: click.Command) -> str:
    ctx = click.Context(command)
    arguments = [piece for param in command.params for piece in param.get_usage_pieces(ctx)]
    own = [p for p in command.params if isinstance(p, Option) and not is_shared(p)]
    usage = " ".join(["uledger", path, "[OPTIONS]", *arguments])
    return (
        f"## {path}\n\n{command.zh} / {command.en}\n\n"  # type: ignore[attr-defined]
        f"    {usage}\n\n"
        + table(HEADS, map(_row, own))
        + f"Shared: {', '.join(_shared(command))}.\n\n"
    )


def is_shared(option: click.Parameter) -> bool:
    """Tell whether an option is one that commands share."""
    return str(option.name).startswith("around_")


def _shared(command: click.Command) -> Iterator[str]:
    names = {str(p.name).removeprefix("around_") for p in command.params if is_shared(p)}
    for title, group in GROUPS.items():
        there = [name for name in group if name in names]
        if there == list(group):
            yield title
        else:
            yield from (code(_option(name)) for name in there)


def _option(name: str) -> str:
    return max(shared(name)[0].opts, key=len)


def _row(option: Option) -> tuple[str, str, str, str]:
    names = ", ".join((*option.opts, *option.secondary_opts))
    shown = names if option.is_flag else f"{names} {option.metavar or ''}".rstrip()
    return code(shown), "●" if option.needed else "", option.zh, option.en
