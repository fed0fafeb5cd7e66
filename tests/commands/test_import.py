"""`uledger import`: a real register of forty thousand lines, and what happens to a broken one."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from ledger.money import fen_of, yuan
from tests.commands._uledger import Uledger

ROOT = Path(__file__).parents[2]
MEMO = str(ROOT / "docs/examples/welfare-register.toml")
BOOKED = str(ROOT / "docs/examples/welfare-register-booked.toml")
TOLD = ("--set", "evidence=published files", "--set", "approved_by=supervisor", "--as", "filler")
IDS = {
    "Children, Young People & Learning": "CYPL",
    "Health, Education, Care and Safeguarding": "HECS",
    "Adult Social Care": "ASC",
    "Capital": "CAP",
    "Housing General Fund": "HGF",
    "Commissioning & Investment": "CI",
}


@pytest.fixture
def ready(uledger: Uledger) -> Uledger:
    """Return a ledger with an officer for 补录 and one who approves it."""
    uledger.begin()
    for officer, role in (("filler", "supplementer"), ("supervisor", "finance_supervisor")):
        assert uledger(f"officer appoint --officer {officer} --role {role}").status == 0
    return uledger


@pytest.fixture
def open_books(ready: Uledger) -> Uledger:
    """Return a ledger in which each directorate keeps books that were opened with nothing."""
    lines = ["union,name,tier", *(f"{u},{u},grassroots" for u in IDS.values())]
    assert ready("officer appoint --officer clerk --role accountant").status == 0
    assert ready("union register", ready.file("unions.csv", "\n".join(lines))).status == 0
    for union in IDS.values():
        opened = ready(f"bank open --union {union} --bank B1 --bank-name x --as clerk")
        assert opened.status == 0, opened.err
        loaded = ready(f"opening load --union {union} --none --as clerk --on 2023-01-01")
        assert loaded.status == 0, loaded.err
    return ready


@pytest.fixture
def register(shared: Path) -> Path:
    """Return the real register."""
    return shared / "data/welfare-register/welfare_register_2014-04_2016-08.csv.gz"


def lines_of(register: Path) -> list[dict[str, str]]:
    with gzip.open(register, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def take_in(u: Uledger, file: Path | str, mapping: str, *more: str) -> dict[str, object]:
    ran = u("-O json import", str(file), "--mapping", mapping, *TOLD, *more)
    assert ran.status == 0, ran.err[:2000]
    answer: dict[str, object] = ran.answer
    return answer


def test_the_registers_totals_are_the_control_totals_of_each_source_file(
    ready: Uledger, register: Path, shared: Path
) -> None:
    [row] = take_in(ready, register, MEMO, "--set", "body=council")["rows"]

    assert (row["read"], row["accepted"], row["amount"]) == (43_266, 43_266, "10481546.98")
    sums: dict[str, int] = defaultdict(int)
    counts: dict[str, int] = defaultdict(int)
    for document, fen in listed_lines(ready):
        sums[document] += fen
        counts[document] += 1
    with (shared / "data/welfare-register/control_totals_by_file.csv").open() as file:
        control = list(csv.DictReader(file))
    assert len(sums) == len(control)
    for month in control:
        document = f"{month['source_file_month']}_i.csv"
        assert (counts[document], yuan(sums[document])) == (int(month["rows"]), month["sum"])


def listed_lines(u: Uledger) -> list[tuple[str, int]]:
    """Return (source document, fen) of every memo fact, read from the log itself."""
    from ledger.events import decode
    from ledger.events.registers import RegisterPayoutListed
    from ledger.store import Store

    with Store.open(str(u.folder / "union-ledger.db"), read_only=True) as store:
        facts = [decode(e.name, e.data) for e in store.read("cg")]
    return [(f.source.document, f.amount_fen) for f in facts if isinstance(f, RegisterPayoutListed)]


def test_a_second_run_changes_nothing(ready: Uledger, register: Path) -> None:
    take_in(ready, register, MEMO, "--set", "body=council")
    before = ready("-O json log --name command.accepted").answer["position"]

    [row] = take_in(ready, register, MEMO, "--set", "body=council")["rows"]

    assert (row["accepted"], row["skipped_as_known"]) == (0, 43_266)
    assert ready("-O json log --name command.accepted").answer["position"] == before


def test_booked_by_supplement_the_balances_are_the_sums_per_directorate(
    open_books: Uledger, register: Path
) -> None:
    take_in(open_books, register, BOOKED)

    sums: dict[str, int] = defaultdict(int)
    for line in lines_of(register):
        sums[IDS[line["directorate"]]] += fen_of(line["net_amount"])
    rows = open_books("-O json report balances --account 50105").answer["rows"]
    assert {r["union"]: r["balance"] for r in rows} == {u: yuan(s) for u, s in sums.items()}
    payouts = open_books("-O json report payouts --union ASC").answer["rows"]
    assert {p["paid_on"][:4] for p in payouts} <= {"2014", "2015", "2016"}


def short_copy(u: Uledger, register: Path, **changes: str) -> Path:
    """Write the register's first five lines, some cells of the third changed."""
    lines = lines_of(register)[:5]
    lines[2] |= changes
    path = u.folder / "copy.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    return path


def test_a_changed_line_is_a_conflict(ready: Uledger, register: Path) -> None:
    take_in(ready, short_copy(ready, register), MEMO, "--set", "body=council")
    changed = short_copy(ready, register, net_amount="1.00")

    ran = ready("-O json import", str(changed), "--mapping", MEMO, "--set", "body=council", *TOLD)

    assert ran.status == 5
    assert [(r["row"], r["code"]) for r in ran.error["rows"]] == [(4, "source.conflict")]


def test_lines_known_from_another_file_are_skipped(ready: Uledger, register: Path) -> None:
    take_in(ready, short_copy(ready, register), MEMO, "--set", "body=council")
    more = ready.folder / "more.csv"
    with more.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines_of(register)[0]))
        writer.writeheader()
        writer.writerows(lines_of(register)[:7])

    [row] = take_in(ready, more, MEMO, "--set", "body=council")["rows"]

    assert (row["accepted"], row["skipped_as_known"]) == (2, 5)


def test_a_negative_line_becomes_a_recovery(open_books: Uledger, register: Path) -> None:
    take_in(open_books, short_copy(open_books, register, net_amount="-100.00"), BOOKED)

    rows = open_books("-O json log --union CYPL").answer["rows"]
    names = [row["name"].partition("/")[0] for row in rows]
    assert names.count("payout.recovered") == 1
    assert names.count("condolence.paid") == 4


def test_a_broken_copy_is_refused_whole_and_every_row_is_told(
    ready: Uledger, register: Path
) -> None:
    path = short_copy(ready, register, payment_date="2014-02-30")
    text = path.read_text(encoding="utf-8").splitlines()
    text[2] = text[2].replace(text[2].split(",")[4], "12..5")
    text[5] = text[5][: len(text[5]) // 3]
    path.write_text("\n".join(text), encoding="utf-8")

    ran = ready("-O json import", str(path), "--mapping", MEMO, "--set", "body=council", *TOLD)

    assert ran.status == 2
    assert {r["row"] for r in ran.error["rows"]} == {3, 4, 6}
    assert listed_lines(ready) == []


def test_accept_valid_records_the_rest_and_writes_the_bad_rows_to_a_file(
    ready: Uledger, register: Path
) -> None:
    path = short_copy(ready, register, payment_date="2014-02-30")

    ran = ready(
        "-O json import", str(path), "--mapping", MEMO, "--set", "body=council", "--accept-valid",
        *TOLD,
    )  # fmt: skip

    assert ran.status == 1, ran.err
    [row] = ran.answer["rows"]
    assert (row["accepted"], row["rejected"]) == (4, 1)
    assert "2014-02-30" in (ready.folder / "copy.rejects.csv").read_text(encoding="utf-8")
    assert len(listed_lines(ready)) == 4


def test_the_same_file_is_known_on_another_day_too(
    uledger: Uledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    uledger.begin()
    uledger.file("unions.csv", "工会编号,工会名称,级别,上级工会\nU0002,一校工会,grassroots,U0001\n")
    first = uledger("-O json import unions.csv")
    monkeypatch.setattr("commands._options.today", lambda: date(2030, 1, 1))
    again = uledger("-O json import unions.csv")

    assert (first.status, again.status) == (0, 0), first.err + again.err
    assert (first.answer["known"], again.answer["known"]) == (False, True)


def test_a_dry_run_records_nothing(ready: Uledger, register: Path) -> None:
    [row] = take_in(ready, short_copy(ready, register), MEMO, "--set", "body=council", "--dry-run")[
        "rows"
    ]

    assert row["accepted"] == 5
    assert listed_lines(ready) == []
