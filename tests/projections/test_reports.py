"""What the reports say of undone payments, of persons with two ids, of members, of the log."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from ledger.entry import Leg
from ledger.events.budgets import BudgetedLine
from ledger.events.commands import CommandRefused
from ledger.events.corrections import EntryPosted, EntryReversed
from ledger.events.rosters import PaymentReturned, PayoutRecovered
from ledger.store import Store
from projections._catch_up import catch_up
from projections._columns import Column, rate
from projections._query import Query
from projections._reading import report
from tests.projections.conftest import Shown, Told
from tests.projections.histories import (
    budget,
    created,
    enrolled,
    merged,
    opening,
    paid,
    payout,
    registered,
    signed,
    undone,
)

LATER = date(2023, 6, 1)


def test_a_reversed_a_returned_and_a_recovered_payment_show_beside_the_original(
    told: Told, shown: Shown
) -> None:
    original = paid()
    undo = [
        undone(original, 2, LATER, k) for k in (EntryReversed, PaymentReturned, PayoutRecovered)
    ]
    ledger = told([created(), original, *undo])

    rows = shown("payouts", ledger)

    assert [(row[8], row[9], row[4]) for row in rows] == [
        ("paid", None, 50_000),
        ("reversed", 2, -50_000),
        ("returned", 2, -50_000),
        ("recovered", 2, -50_000),
    ]
    assert [row[7] for row in shown("payouts", ledger, as_of=date(2023, 5, 31))] == [2]


def test_a_red_entry_takes_back_on_its_own_side_and_a_return_is_booked_on_the_other(
    told: Told, shown: Shown
) -> None:
    original = paid()
    red = told([created(), original, undone(original, 2, LATER, EntryReversed)])
    back = told([created(), original, undone(original, 2, LATER, PaymentReturned)])

    assert [row[3:] for row in shown("balances", red, account="504")] == [(0, 0, 0)]
    assert [row[3:] for row in shown("balances", back, account="504")] == [(50_000, 50_000, 0)]


def test_income_is_executed_on_the_line_of_its_account(told: Told, shown: Shown) -> None:
    lines = tuple(
        BudgetedLine(line=line, account=line[:5], amount_fen=80_000)
        for line in ("40302/A", "40302", "408")
    )
    planned = msgspec.structs.replace(budget(), lines=lines)
    ledger = told([created(), planned, received("40302", 60_000), received("40302", 10_000)])

    rows = shown("budget", ledger, year=2023)
    assert {row[4]: row[8] for row in rows} == {"40302": 70_000, "40302/A": 0, "408": 0}


def received(account: str, fen: int) -> EntryPosted:
    legs = (
        Leg("U0001", "102", fen, bank="B1"),
        Leg("U0001", account, -fen, restriction="unrestricted"),
    )
    plain = paid()
    return EntryPosted(
        command=1, by="li", occurred_on=LATER, union="U0001", booked_on=LATER, chart=plain.chart,
        voucher=plain.voucher, legs=legs,
    )  # fmt: skip


def test_a_return_in_the_same_year_gives_the_budget_line_its_money_back(
    told: Told, shown: Shown
) -> None:
    original = paid()
    ledger = told([created(), budget(), original, undone(original, 3, LATER, PaymentReturned)])

    assert [row[8] for row in shown("budget", ledger, year=2023, union="U0001")] == [0]
    assert [row[8] for row in shown("budget", ledger, as_of=date(2023, 5, 31))] == [50_000]
    assert [row[8] for row in shown("budget", ledger, period="2023-05")] == [50_000]
    assert shown("budget", ledger, year=2022) == []
    assert shown("budget", ledger, account="505") == []


def test_a_payment_is_signed_for_from_the_signature_on(told: Told, shown: Shown) -> None:
    ledger = told([created(), paid(), signed(2)])

    assert [row[13] for row in shown("payouts", ledger)] == [True]
    assert [row[13] for row in shown("payouts", ledger, known_at=2)] == [False]


def test_payouts_are_asked_by_union_kind_person_year_and_month(told: Told, shown: Shown) -> None:
    ledger = told([
        created(),
        paid(),
        paid("U0002", "P2", on=date(2023, 6, 1), payout=payout("P2", kind="birthday")),
        paid("U0002", "P3", on=date(2024, 6, 1), payout=payout("P3", year=2024)),
    ])  # fmt: skip

    def positions(**query: object) -> list[int]:
        return [row[7] for row in shown("payouts", ledger, **query)]

    assert positions(union="U0002") == [3, 4]
    assert positions(kind="birthday") == [3]
    assert positions(person="P1") == [2]
    assert positions(year=2024) == [4]
    assert positions(period="2023-06") == [3]


def test_who_has_two_ids_is_one_person_in_the_sums(told: Told, shown: Shown) -> None:
    ledger = told([
        created(), paid(), paid("U0002", "P2"), paid("U0003", "P3"), merged("P2", "P3"),
        merged("P3", "P1"),
    ])  # fmt: skip

    together = [(2023, "P1", "hospitalization", "", 3, 3, 150_000)]
    assert shown("person_year", ledger) == together
    assert shown("person_year", ledger, person="P2") == together
    assert len(shown("person_year", ledger, known_at=5)) == 2
    assert len(shown("person_year", ledger, known_at=4)) == 3


def test_merges_in_a_circle_come_to_an_end(told: Told, shown: Shown) -> None:
    ledger = told([created(), paid(), paid(person="P2"), merged("P2", "P1"), merged("P1", "P2")])

    assert sum(row[6] for row in shown("person_year", ledger)) == 100_000


def test_coverage_counts_each_member_of_a_union_once(told: Told, shown: Shown) -> None:
    ledger = told([
        created(), registered("U0001", "甲"), registered("U0002", "乙"),
        enrolled("U0001", "P1"), enrolled("U0001", "P1", in_registry=True),
        enrolled("U0001", "P2"), enrolled("U0003", "P1", on=date(2024, 1, 1)),
    ])  # fmt: skip

    assert shown("coverage", ledger, as_of=date(2023, 12, 31)) == [
        ("U0001", "甲", 2, 1, 1, 0, 5_000),
        ("U0002", "乙", 0, 0, 0, 0, None),
    ]
    assert shown("coverage", ledger, union="U0003") == [("U0003", None, 1, 0, 1, 0, 0)]


def test_the_log_is_asked_by_union_person_officer_name_and_days(told: Told, shown: Shown) -> None:
    refused = CommandRefused(
        command=5, by="O7", occurred_on=LATER, id="c", verb="roster.pay", digest="d",
        reasons=(("cash.short", None), ("payout.already_paid", 3), ("cash.short", 4)),
    )  # fmt: skip
    ledger = told([created(), opening(), paid("U0002", "P2"), enrolled("U0001", "P2"), refused])

    def positions(**query: object) -> list[int]:
        return [row[0] for row in shown("event_log", ledger, **query)]

    assert positions(union="U0001") == [2, 4]
    assert positions(person="P2") == [3, 4]
    assert positions(by="O7") == [5]
    assert positions(name="opening.loaded/1") == [2]
    assert positions(since=date(2023, 5, 10)) == [3, 5]
    assert positions(until=date(2023, 5, 10)) == [1, 2, 3, 4]
    rows = shown("event_log", ledger)
    assert [row[7] for row in rows] == [None, 9_000_000, 50_000, None, None]
    assert rows[4][6] == "roster.pay: cash.short, payout.already_paid"
    assert rows[2][6] == "hospitalization 2023-05-10"


def test_one_voucher_for_many_payees_has_one_line_for_each_account(
    told: Told, shown: Shown
) -> None:
    many = [paid(person=f"P{n}", no=7) for n in range(30)]
    ledger = told([created(), *many, paid(no=8)])

    rows = shown("vouchers", ledger)

    assert [(row[3], row[4], row[6], row[9], row[10], row[11]) for row in rows] == [
        ("记-7", 1, "50405", 1_500_000, 0, 30),
        ("记-7", 2, "102", 0, 1_500_000, 30),
        ("记-8", 1, "50405", 50_000, 0, 1),
        ("记-8", 2, "102", 0, 50_000, 1),
    ]


def test_postings_of_a_month_and_of_an_account_with_its_details(told: Told, shown: Shown) -> None:
    ledger = told([created(), opening(), paid(), paid(on=LATER)])

    assert {row[15] for row in shown("postings", ledger, account="504")} == {""}
    assert [row[19] for row in shown("postings", ledger, account="504")] == [3, 4]
    assert [row[19] for row in shown("postings", ledger, period="2023-06")] == [4, 4]
    assert [row[19] for row in shown("postings", ledger, year=2022)] == []


def test_an_account_s_name_comes_in_the_language_asked_for(told: Told, shown: Shown) -> None:
    ledger = told([created(), paid()])

    assert [row[2] for row in shown("balances", ledger, lang="en")] == [
        "Bank deposits",
        "Warmth campaign",
    ]


def test_balances_read_the_same_with_many_ledgers_in_one_store(store: Store, told: Told) -> None:
    ledger = told([created(), paid()])
    told([created(), paid(), paid()])
    catch_up(store, ledger)

    with report(store, "balances", Query(ledger, union="U0001", account="102")) as answer:
        assert answer.position == 2
        assert list(answer.rows) == [("U0001", "102", "银行存款", 0, 50_000, -50_000)]


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (1, 3, "0.3333"), (2, 3, "0.6667"), (1, 20_000, "0.0001"), (1, 20_001, "0.0000"),
        (-1, 3, "-0.3333"), (3, 2, "1.5000"), (0, 5, "0.0000"), (5, 0, None), (5, -5, None),
    ],
)  # fmt: skip
def test_a_rate_is_counted_in_whole_numbers(part: int, whole: int, written: str | None) -> None:
    assert Column("r", "率", "rate", "rate").written(rate(part, whole)) == written
