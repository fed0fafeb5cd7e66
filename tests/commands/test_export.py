"""The exported journal, read by programs that are not ours: their balances are ours to the fen."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ledger.entry import Leg
from ledger.events import Voucher
from ledger.events.corrections import EntryPosted
from projections._journal import beancount, hledger
from tests.commands._uledger import Uledger
from tests.commands.test_import import BOOKED, TOLD, open_books, ready, register

__all__ = ["open_books", "ready", "register"]

Sums = dict[tuple[str, str], Decimal]


@pytest.fixture
def booked(open_books: Uledger, register: Path) -> Uledger:
    """Return a ledger with the first lines of a real register in the books of some unions."""
    lines = _first_and_last(register)
    path = open_books.folder / "lines.csv"
    path.write_text(lines, encoding="utf-8")
    ran = open_books("import", str(path), "--mapping", BOOKED, *TOLD)
    assert ran.status == 0, ran.err
    return open_books


def _first_and_last(register: Path) -> str:
    import gzip

    with gzip.open(register, "rt", encoding="utf-8") as file:
        lines = file.read().splitlines()
    return "\n".join([*lines[:400], *lines[-400:]]) + "\n"


def ours(u: Uledger) -> Sums:
    """Return the balance of each union's account, debit positive."""
    rows = u("-O json report balances").answer["rows"]
    return {
        (r["union"], r["account"]): Decimal(r["debit"]) - Decimal(r["credit"])
        for r in rows
        if r["debit"] != r["credit"]
    }


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def output(*arguments: str) -> str:
    ran = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[:2000] + ran.stdout[:2000]
    return ran.stdout


def added_up(pairs: list[tuple[tuple[str, str], str]]) -> Sums:
    sums: Sums = defaultdict(Decimal)
    for key, amount in pairs:
        sums[key] += Decimal(amount)
    return {key: value for key, value in sums.items() if value}


def test_hledger_accepts_the_journal_and_comes_to_the_same_balances(booked: Uledger) -> None:
    hledger_ = program("hledger")
    assert booked("export journal -O hledger -o books.journal").status == 0

    output(hledger_, "-f", "books.journal", "check", "--strict")
    table = output(hledger_, "-f", "books.journal", "balance", "-N", "--flat", "-O", "csv")

    theirs = added_up(
        [
            (
                (row["account"].split(":")[0], row["account"].split(":")[1]),
                row["balance"].split()[0],
            )
            for row in csv.DictReader(io.StringIO(table))
        ]
    )
    assert theirs == ours(booked)


def test_ledger_reads_the_same_journal(booked: Uledger) -> None:
    ledger = program("ledger")
    assert booked("export journal -O hledger -o books.journal").status == 0

    table = output(
        ledger, "-f", "books.journal", "balance", "--flat", "--no-total",
        "--balance-format", "%(account)\t%(quantity(display_total))\n",
    )  # fmt: skip

    theirs = added_up(
        [
            ((account.split(":")[0], account.split(":")[1]), amount)
            for account, amount in (line.split("\t") for line in table.splitlines() if "\t" in line)
            if ":" in account
        ]
    )
    assert theirs == ours(booked)


def test_beancount_accepts_the_journal_and_comes_to_the_same_balances(booked: Uledger) -> None:
    check, query = program("bean-check"), program("bean-query")
    assert booked("export journal -O beancount -o books.beancount").status == 0

    output(check, "books.beancount")
    table = output(query, "-f", "csv", "books.beancount", "SELECT account, sum(number) GROUP BY 1")

    theirs = added_up(
        [
            ((parts[1].removeprefix("U-"), parts[2].removeprefix("A")), row["sum_number"])
            for row in csv.DictReader(io.StringIO(table.replace(" ", "")))
            if (parts := row["account"].split(":"))
        ]
    )
    assert theirs == ours(booked)


def posted(position: int, union: str, *, bank: str = "B1", summary: str = "") -> EntryPosted:
    day = date(2023, 1, 5)
    return EntryPosted(
        command=1, by="li", occurred_on=day, union=union, booked_on=day, chart="2021/1",
        voucher=Voucher(union=union, type="记", period="2023-01", no=position), summary=summary,
        legs=(
            Leg(union, "102", 100, bank=bank),
            Leg(union, "408", -100, restriction="unrestricted"),
        ),
    )  # fmt: skip


def test_strange_names_stay_apart_and_are_accepted(tmp_path: Path) -> None:
    facts = [
        (1, posted(1, "呈贡_总", bank="建行 基本")),
        (2, posted(2, "呈贡-总", bank="建行:基本", summary='利息; "第一季"\n二')),
        (3, posted(3, "a.b")),
        (4, posted(4, "a_b")),
    ]
    for name, write in (("books.journal", hledger), ("books.beancount", beancount)):
        (tmp_path / name).write_text("".join(write(facts)), encoding="utf-8")

    output(program("hledger"), "-f", str(tmp_path / "books.journal"), "check", "--strict")
    output(program("bean-check"), str(tmp_path / "books.beancount"))
    text = (tmp_path / "books.beancount").read_text(encoding="utf-8")
    assert text.count(" open Assets:") == 4
