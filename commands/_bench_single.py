"""Measured: one durable command beside a bare commit; a command with few and many events behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from commands._bench_bare import OneRow, rows_between
from commands._bench_books import BANK, DAY, LEDGER, LINE, UNION, Bench
from commands._bench_figures import ONE, Figure, Floor, median, most, rate, seconds, took
from commands._bench_roster import allow, pay
from commands.minutes.record import VERB as RECORD
from commands.minutes.record import RecordMinutes
from commands.roster.compile import VERB as COMPILE
from commands.roster.compile import CompileRoster, RosterRow

if TYPE_CHECKING:
    from pathlib import Path

FEW: Final = 1_000


def measure(bench: Bench, folder: Path, rounds: int) -> list[Figure]:
    """Measure on books with many events, and on others with few; round by round, in turn."""
    few = Bench.begin(folder / "few")
    few.fill(FEW)
    figures = [_durable(few, folder, rounds), _behind(bench, few, max(1, rounds // 5))]
    few.close()
    return figures


def _durable(bench: Bench, folder: Path, rounds: int) -> Figure:
    """Measure minutes recorded, and bare commits of one row in turn with them."""
    _record(bench, "first")
    last = bench.books.store.head(LEDGER).size
    [row] = rows_between(bench.books.store, LEDGER, last, last)["event"]
    bare = OneRow(folder / "one-row.db", row)
    pairs = [
        (took(lambda n=n: _record(bench, f"M{n}")), took(bare.commit))  # type: ignore[misc]
        for n in range(rounds)
    ]
    bare.close()
    command, commit = (median(column) for column in zip(*pairs, strict=True))
    return Figure("bench_command", rate(1, command), "commands_s", None, "bare_commit",
                  rate(1, commit), Floor(3 * ONE // 10))  # fmt: skip


def _record(bench: Bench, number: str) -> None:
    bench.ask(RECORD, RecordMinutes(
        by="checker", on=DAY, union=UNION, minutes=number, meeting="-", resolution="-",
        amount=100, attendees=5,
    ))  # fmt: skip


def _behind(many: Bench, few: Bench, rounds: int) -> Figure:
    """Measure a roster of one row, compiled, reviewed, approved and paid."""
    pairs = [
        (took(lambda n=n: _roster(many, n)), took(lambda n=n: _roster(few, n)))  # type: ignore[misc]
        for n in range(rounds)
    ]
    of_many, of_few = (median(column) for column in zip(*pairs, strict=True))
    return Figure("bench_behind", seconds(of_many), "s", None, "few_behind", seconds(of_few),
                  most(13 * ONE // 10))  # fmt: skip


def _roster(bench: Bench, n: int) -> None:
    row = RosterRow(row=1, name=f"职工{n}", member_no=f"N{n}", amount_fen=30_000)
    bench.ask(COMPILE, CompileRoster(
        by="maker", on=DAY, union=UNION, roster=f"one-{n}", kind="warmth", line=LINE, bank=BANK,
        occasion="春节", rows=(row,),
    ))  # fmt: skip
    allow(bench, f"one-{n}", DAY)
    pay(bench, f"one-{n}", DAY)
