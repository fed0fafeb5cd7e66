"""Measured: a roster from a workbook to paid, with every rule, and the bare database beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import xlsxwriter  # type: ignore[import-untyped]

from commands._bench_bare import insert_all, rows_between
from commands._bench_books import BANK, DAY, LEDGER, LINE, UNION, Bench
from commands._bench_figures import ONE, Figure, Floor, median, most, rate, seconds, took
from commands._import import Import
from commands.roster.approve import VERB as APPROVE
from commands.roster.approve import ApproveRoster
from commands.roster.pay import VERB as PAY
from commands.roster.pay import PayRoster
from commands.roster.review import VERB as REVIEW
from commands.roster.review import ReviewRoster

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

HEADINGS: Final = (
    "序号", "姓名", "身份证号码", "慰问类别", "节日", "慰问原因", "慰问金额", "开户行", "银行账号",
    "联系电话",
)  # fmt: skip
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def measure(folder: Path, rows: int, runs: int) -> list[Figure]:
    """Measure `runs` rosters of `rows` rows, each in a ledger of its own."""
    workbook = folder / "roster.xlsx"
    write_roster(workbook, rows)
    measured = [_one(folder / f"roster-{run}", workbook, rows) for run in range(runs)]
    compiling, paying, whole, bare = (median(column) for column in zip(*measured, strict=True))
    return [
        Figure("bench_pay", rate(rows, paying), "rows_s", Floor(15_000 * ONE), "bare_rows",
               rate(rows, bare), Floor(ONE // 4)),
        Figure("bench_compile", rate(rows, compiling), "rows_s"),
        Figure("bench_workbook", seconds(whole), "s", most(6 * ONE)),
    ]  # fmt: skip


def write_roster(path: Path, rows: int) -> None:
    """Write a roster as an office would have it."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "2023年春节送温暖慰问金发放花名册")
        sheet.write_row(1, 0, HEADINGS)
        for n in range(rows):
            sheet.write_row(2 + n, 0, (
                n + 1, _name(n), _national_id(n), "送温暖", "春节", "患病", 300 + n % 7,
                "农业银行", f"62284800{n:011d}", f"138{n:08d}",
            ))  # fmt: skip


def _name(n: int) -> str:
    """Return a surname and two characters."""
    return "张" + chr(0x5000 + n % 100) + chr(0x6000 + n // 100)


def _national_id(n: int) -> str:
    """Return an ID number with the right check character."""
    digits = f"530114{1930 + n // 300_000}{1 + n // 28_000 % 12:02d}{1 + n // 1000 % 28:02d}"
    digits += f"{n % 1000:03d}"
    total = sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True))
    return digits + "10X98765432"[total % 11]


def _one(folder: Path, workbook: Path, rows: int) -> tuple[int, int, int, int]:
    """Return the nanoseconds of compiling, paying, the whole way, and of the bare rows."""
    bench = Bench.begin(folder)
    typed = {"by": "maker", "on": DAY.isoformat(), "union": UNION, "roster": "R1",
             "line": LINE, "bank": BANK}  # fmt: skip
    compiling = took(Import(bench.books, [workbook], None, None, typed).run)
    allowing = took(lambda: allow(bench, "R1", DAY))
    before = bench.books.store.head(LEDGER).size
    paying = took(lambda: pay(bench, "R1", DAY))
    written = rows_between(bench.books.store, LEDGER, before + 1, before + rows + 2)
    bench.close()
    bare = insert_all(folder / "bare.db", written)
    return compiling, paying, compiling + allowing + paying, bare


def allow(bench: Bench, roster: str, on: date) -> None:
    """Review and approve a roster."""
    bench.ask(REVIEW, ReviewRoster(by="checker", on=on, union=UNION, roster=roster))
    bench.ask(APPROVE, ApproveRoster(by="chair", on=on, union=UNION, roster=roster))


def pay(bench: Bench, roster: str, on: date) -> None:
    """Pay a roster."""
    bench.ask(PAY, PayRoster(by="cashier", on=on, union=UNION, roster=roster))
