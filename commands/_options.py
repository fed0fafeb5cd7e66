"""Options that many commands share, and the settings that they and the environment amount to.

They may stand before or after the command's name; the nearer one wins.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import click

from commands._help import Option, Usage
from commands._language import LANGUAGES, words

STORE: Final = "union-ledger.db"
FORMATS: Final = ("table", "json", "csv")
REPORT_FORMATS: Final = (*FORMATS, "xlsx", "pdf")

_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "store": ("--store",),
    "ledger": ("--ledger",),
    "officer": ("--as",),
    "on": ("--on",),
    "key": ("--key",),
    "dry_run": ("--dry-run",),
    "lang": ("--lang",),
    "format": ("-O", "--output-format"),
    "file": ("-o", "--output"),
    "as_of": ("--as-of",),
    "known_at": ("--known-at",),
    "year": ("--year",),
    "period": ("--period",),
}
_METAVARS: Final = {
    "store": "URL", "ledger": "NAME", "officer": "OFFICER", "on": "YYYY-MM-DD", "key": "KEY",
    "lang": "|".join(LANGUAGES), "format": "|".join(FORMATS), "file": "FILE",
    "as_of": "YYYY-MM-DD", "known_at": "YYYY-MM-DD|N", "year": "YYYY", "period": "YYYY-MM",
}  # fmt: skip

_AROUND: Final = "around_"
"""Before the parameter's name, so that a message may have a field of the same name (`officer`)."""

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

PLACE: Final = ("store", "ledger")
SHOWING: Final = ("lang", "format", "file")
READING: Final = (*PLACE, *SHOWING)
WRITING: Final = (*PLACE, "officer", "on", "key", "dry_run", *SHOWING)
TIME: Final = ("as_of", "known_at", "year", "period")


def shared(*names: str, formats: tuple[str, ...] = FORMATS) -> list[click.Parameter]:
    """Make the named options; what they are given is kept for `settings`."""
    return [
        Option(
            *_NAMES[name], f"{_AROUND}{name}", **words(f"option.{name}"), expose_value=False,
            callback=_keep,
            **_kind(name, formats),
        )
        for name in names
    ]  # fmt: skip


def _kind(name: str, formats: tuple[str, ...]) -> dict[str, Any]:
    if name == "dry_run":
        return {"is_flag": True, "default": None}
    return {"metavar": "|".join(formats) if name == "format" else _METAVARS[name]}


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    if value is not None and param.name is not None:
        ctx.meta[f"uledger.{param.name.removeprefix(_AROUND)}"] = value


@dataclass(frozen=True, slots=True)
class Settings:
    """What was asked for around the command itself. `is_today`: the day was not typed."""

    store: str
    vault: str | None
    ledger: str | None
    officer: str | None
    on: date
    is_today: bool
    key: str | None
    dry_run: bool
    format: str
    file: Path | None
    as_of: date | None
    known_at: date | int | None
    year: int | None
    period: str | None

    @property
    def is_json(self) -> bool:
        """Tell whether answers and errors are JSON."""
        return self.format == "json"


def settings(ctx: click.Context, formats: tuple[str, ...] = FORMATS) -> Settings:
    """Put together what was typed, the environment, and the defaults.

    Rejects: usage.bad_value, output.unknown_format, output.needs_file.
    """
    file = _given(ctx, "file")
    _one_of(ctx, "lang", LANGUAGES)
    return Settings(
        store=_given(ctx, "store") or os.environ.get("ULEDGER_STORE") or STORE,
        vault=os.environ.get("ULEDGER_VAULT") or None,
        ledger=_given(ctx, "ledger") or os.environ.get("ULEDGER_LEDGER") or None,
        officer=_given(ctx, "officer") or os.environ.get("ULEDGER_OFFICER") or None,
        on=_day(ctx, "on") or today(),
        is_today=_given(ctx, "on") is None,
        key=_given(ctx, "key"),
        dry_run=bool(_given(ctx, "dry_run")),
        format=_format(ctx, formats, file),
        file=Path(file) if file else None,
        as_of=_day(ctx, "as_of"),
        known_at=_day_or_position(ctx),
        year=_year(ctx),
        period=_period(ctx),
    )


def today() -> date:
    """Return the business day: the date in Asia/Shanghai."""
    from ledger.calendar import business_day

    return business_day(datetime.now(UTC))


def _given(ctx: click.Context, name: str) -> Any:
    return ctx.meta.get(f"uledger.{name}")


def _bad(ctx: click.Context, name: str, wanted: str) -> Usage:
    option = next(n for n in reversed(_NAMES[name]) if n.startswith("-"))
    return Usage("usage.bad_value", ctx, option=option, seen=_given(ctx, name), wanted=wanted)


def _one_of(ctx: click.Context, name: str, allowed: tuple[str, ...]) -> None:
    if _given(ctx, name) not in (None, *allowed):
        raise _bad(ctx, name, " | ".join(allowed))


def as_day(text: str) -> date | None:
    """Read YYYY-MM-DD; None for anything else."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _day(ctx: click.Context, name: str) -> date | None:
    text = _given(ctx, name)
    if text is None:
        return None
    day = as_day(text)
    if day is None:
        raise _bad(ctx, name, "YYYY-MM-DD")
    return day


def _day_or_position(ctx: click.Context) -> date | int | None:
    text = _given(ctx, "known_at")
    if text is not None and re.fullmatch(r"\d{1,18}", text, re.ASCII):
        return int(text)
    return _day(ctx, "known_at")


def _year(ctx: click.Context) -> int | None:
    text = _given(ctx, "year")
    if text is None:
        return None
    if not re.fullmatch(r"[12]\d{3}", text, re.ASCII):
        raise _bad(ctx, "year", "YYYY")
    return int(text)


def _period(ctx: click.Context) -> str | None:
    text: str | None = _given(ctx, "period")
    if text is not None and not re.fullmatch(r"[12]\d{3}-(0[1-9]|1[0-2])", text, re.ASCII):
        raise _bad(ctx, "period", "YYYY-MM")
    return text


_SUFFIXES: Final = {"txt": "table"}


def _format(ctx: click.Context, formats: tuple[str, ...], file: str | None) -> str:
    """Return the format by -O, else by the suffix of -o, else the first."""
    _one_of(ctx, "format", formats)
    named: str | None = _given(ctx, "format")
    if named is None and file is not None:
        suffix = Path(file).suffix[1:].lower()
        named = _SUFFIXES.get(suffix, suffix)
        if named not in formats:
            raise Usage("output.unknown_format", ctx, file=file, formats=", ".join(formats))
    if named in ("xlsx", "pdf") and file is None:
        raise Usage("output.needs_file", ctx, format=named)
    return named or formats[0]
