"""Commands, groups and options that speak the chosen language, on click.

Why: click's own words are English only; here help is bilingual, and a unique prefix of a command
works where a person types it, on a terminal, while scripts write it whole.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from commands._language import pick, say, words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

COLUMN = 40  # where the help text begins, at most


class Usage(click.UsageError):
    """What was typed is no command, with the code of the reason. Exit status 2."""

    def __init__(self, code: str, ctx: click.Context | None = None, **facts: Any) -> None:
        super().__init__(code, ctx)
        self.code, self.facts = code, facts


class Option(click.Option):
    """An option with its help in both languages. Values stay text: the message judges them."""

    def __init__(self, *names: str, zh: str, en: str, **rest: Any) -> None:
        self.needed: bool = rest.pop("needed", False)
        super().__init__(list(names), **rest)
        self.zh, self.en = zh, en

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's names and its help."""
        names = ", ".join((*self.opts, *self.secondary_opts))
        shown = names if self.is_flag else f"{names} {self.make_metavar(ctx)}"
        return shown, pick(self.zh, self.en) + (say("help.required") if self.needed else "")


class _Speaking(click.Command):
    """What commands and groups share."""

    zh: str
    en: str

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what the command does, in one line."""
        return pick(self.zh, self.en)

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """Return --help with its text."""

        def show(asked: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001
            if value and not asked.resilient_parsing:
                click.echo(asked.get_help())
                asked.exit()

        return Option(
            "--help", "-h", **words("help.help"),
            is_flag=True, is_eager=True, expose_value=False, callback=show,
        )  # fmt: skip

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the first line of the help."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=say("help.usage"))

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return [OPTIONS], the arguments, and for a group its commands."""
        arguments = [p for param in self.params for p in param.get_usage_pieces(ctx)]
        return [say("help.options_piece"), *arguments]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(pick(self.zh, self.en))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, those of the command first, those of every command after them."""
        records = [
            r
            for p in self.get_params(ctx)
            if isinstance(p, Option) and (r := p.get_help_record(ctx))
        ]
        if records:
            with formatter.section(say("help.options")):
                formatter.write_dl(records, col_max=COLUMN)


class Command(_Speaking):
    """A command: what it does in both languages, its options, and what is run."""

    def __init__(
        self, name: str, zh: str, en: str, params: list[click.Parameter], run: Callable[..., Any]
    ) -> None:
        settings = {"allow_extra_args": True}
        super().__init__(name, params=params, callback=run, context_settings=settings)
        self.zh, self.en = zh, en

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse arguments that nobody asked for."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise Usage("usage.extra_argument", ctx, argument=rest[0])
        return rest


class Group(_Speaking, click.Group):
    """A group whose commands are known by name and help, and made only when one is asked for."""

    def __init__(
        self,
        name: str,
        zh: str,
        en: str,
        children: Mapping[str, tuple[str, str]],
        make: Callable[[str], click.Command],
        params: list[click.Parameter] | None = None,
    ) -> None:
        super().__init__(name, params=params or [], callback=_missing, invoke_without_command=True)
        self.zh, self.en = zh, en
        self.children, self.make = children, make

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted(self.children)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command of that name."""
        return self.make(cmd_name) if cmd_name in self.children else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command by its whole name; on a terminal by a prefix that only it has."""
        name = args[0]
        if name not in self.children and not ctx.resilient_parsing:
            if name.startswith("-"):
                raise click.NoSuchOption(name, ctx=ctx)
            name = self._whole(ctx, name)
        return name, self.get_command(ctx, name), args[1:]

    def _whole(self, ctx: click.Context, name: str) -> str:
        meant = [child for child in sorted(self.children) if child.startswith(name)]
        if len(meant) == 1 and is_typed():
            return meant[0]
        path = f"{ctx.command_path} {name}"
        if len(meant) > 1 and is_typed():
            raise Usage("usage.ambiguous_command", ctx, command=path, meant=", ".join(meant))
        near = meant or _near(name, self.children)
        raise Usage("usage.unknown_command", ctx, command=path, meant=", ".join(near) or "-")

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their short help; making none of them."""
        records = [(name, pick(*self.children[name])) for name in self.list_commands(ctx)]
        with formatter.section(say("help.commands")):
            formatter.write_dl(records, col_max=COLUMN)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        self.format_commands(ctx, formatter)
        super().format_options(ctx, formatter)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return [OPTIONS] COMMAND [ARGUMENTS]."""
        return [*super().collect_usage_pieces(ctx), say("help.command_piece")]


def is_typed() -> bool:
    """Tell whether a person is typing: input and messages are on a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _near(name: str, children: Mapping[str, Any]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(name, children, n=3)


def _missing() -> None:
    """Where no command follows: a program is told so, a person is shown what there is."""
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is not None:
        return
    if ctx.meta.get("uledger.format") == "json":
        raise Usage("usage.missing_command", ctx, command=ctx.command_path)
    click.echo(ctx.get_help(), err=True)
    ctx.exit(2)
