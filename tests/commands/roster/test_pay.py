from __future__ import annotations

from datetime import date

import pytest

from ledger.entry import Leg
from ledger.events import Event, Payout, Voucher
from ledger.events.banks import BankAccountClosed
from ledger.events.policies import Limit, StandardAdopted
from ledger.events.rosters import CondolencePaid, RosterPaid
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.cash import Cash
from ledger.scopes.fact import Fact
from ledger.scopes.paid import Paid
from tests import rosters, samples
from tests.rosters import EACH, KIND, LINE, ON, ask, in_business, pay, row
from tests.samples import ADMIN, BANK, CASHIER, CHAIR, CITY, DAY, SCHOOL, SUPERVISOR
from tests.scenario import Given

LATER = date(2023, 6, 1)


def paid_fact(n: int, person: str, fen: int = 50_000) -> CondolencePaid:
    legs = (
        Leg(
            union=SCHOOL, account=LINE, fen=fen, kind="basic", source="union", economic="30399",
            budget=LINE,
        ),
        Leg(union=SCHOOL, account="102", fen=-fen, bank=BANK),
    )  # fmt: skip
    return CondolencePaid(
        command=1, by=CASHIER, occurred_on=ON, union=SCHOOL, booked_on=date(2023, 5, 12),
        voucher=Voucher(union=SCHOOL, type="记", period="2023-05", no=1, entry=n), legs=legs,
        chart="2021/1",
        payout=Payout(
            person=person, kind=KIND, occasion=ON.isoformat(), amount_fen=fen, year=2023,
            cap_group=KIND, standard=1, roster="R1", row=n,
        ),
    )  # fmt: skip


def test_an_approved_roster_is_paid_under_one_voucher(given: Given) -> None:
    scenario = rosters.approved(given(*in_business()), row(1), row(2, 30_000, goods_fen=1))

    done = ask(scenario, pay(booked_on=date(2023, 5, 12)))

    paid_from = done.outcome.first + 2
    done.then(
        RosterPaid(
            command=1, by=CASHIER, occurred_on=ON, union=SCHOOL, roster="R1",
            booked_on=date(2023, 5, 12),
            voucher=Voucher(union=SCHOOL, type="记", period="2023-05", no=1), count=2,
            total_fen=80_001, budget_line=LINE, year=2023, bank=BANK, paid_from=paid_from,
        ),
        paid_fact(1, "P0001"),
        paid_fact(2, "P0002", 30_001),
    )  # fmt: skip
    assert scenario.edge().event(paid_from) == done.outcome.facts[1]


def test_what_was_committed_becomes_paid_and_leaves_the_bank(given: Given) -> None:
    scenario = given(*in_business())
    line, cash = BudgetLine(SCHOOL, 2023, LINE), Cash(SCHOOL, BANK)

    def left() -> tuple[int, int, int, int, int]:
        state = scenario.edge().state(line)
        return (
            state.approved, state.committed, state.paid, state.free,
            scenario.edge().state(cash).balance,
        )  # fmt: skip

    rosters.reviewed(scenario, row(1), row(2))
    assert left() == (5_000_000, 0, 0, 5_000_000, 10_000_000)
    ask(scenario, rosters.approve()).accepted()
    assert left() == (5_000_000, 100_000, 0, 4_900_000, 10_000_000)
    ask(scenario, pay()).accepted()
    assert left() == (5_000_000, 0, 100_000, 4_900_000, 9_900_000)


def test_vouchers_are_numbered_without_gaps_month_by_month(given: Given) -> None:
    scenario = given(*in_business())
    for n, on in enumerate([ON, ON, LATER, LATER], 1):
        rosters.paid(scenario, row(n), roster=f"R{n}", on=on)

    found = [f for f in scenario._happened if isinstance(f, RosterPaid)]
    assert [(f.voucher.period, f.voucher.no) for f in found] == [
        ("2023-05", 1), ("2023-05", 2), ("2023-06", 1), ("2023-06", 2)
    ]  # fmt: skip


# --- the guards, in their order ------------------------------------------------------------------


def test_the_roster_is_there_and_the_unions_own(given: Given) -> None:
    ask(given(*in_business()), pay()).rejected("roster.unknown", roster="R1")
    scenario = rosters.approved(given(*in_business()), row(1))

    ask(scenario, pay(union=CITY)).rejected("roster.unknown", union=CITY)


def test_nothing_is_paid_before_its_approval_and_nothing_twice(given: Given) -> None:
    scenario = rosters.reviewed(given(*in_business()), row(1))
    ask(scenario, pay()).rejected("roster.wrong_status", status="reviewed")
    ask(scenario, rosters.approve()).accepted()
    ask(scenario, pay()).accepted()

    ask(scenario, pay()).rejected("roster.wrong_status", status="paid")


@pytest.mark.parametrize(("officer", "did"), [(CHAIR, "approved"), (SUPERVISOR, "reviewed")])
def test_who_pays_has_neither_approved_nor_reviewed(given: Given, officer: str, did: str) -> None:
    both = samples.officer(officer, "cashier")
    scenario = rosters.approved(given(*in_business(both)), row(1))

    ask(scenario, pay(by=officer)).rejected("officer.same_hands", officer=officer, did=did)


def test_the_books_are_open(given: Given) -> None:
    lines = samples.budget(samples.budgeted(LINE, 10**6))
    facts = (*samples.founded(), samples.bank(), lines, samples.standard(KIND, EACH))
    scenario = rosters.approved(given(*facts), row(1))

    ask(scenario, pay()).rejected("books.not_opened", union=SCHOOL)
    ask(scenario.given(samples.opened(on=LATER)), pay()).rejected(
        "date.before_opening", opened_on="2023-06-01"
    )


def test_the_period_is_open(given: Given) -> None:
    scenario = rosters.approved(given(*in_business()), row(1)).given(samples.closed("2023-05"))

    ask(scenario, pay()).rejected("period.closed", period="2023-05")
    ask(scenario, pay(booked_on=LATER)).accepted()


def test_a_roster_is_paid_in_the_year_of_its_budget(given: Given) -> None:
    next_year = samples.budget(samples.budgeted(LINE, 10**6), year=2024)
    scenario = rosters.approved(given(*in_business(next_year)), row(1))

    ask(scenario, pay(on=date(2024, 1, 3))).rejected("budget.other_year", year=2023)


def test_the_bank_account_is_still_open(given: Given) -> None:
    scenario = rosters.approved(given(*in_business()), row(1)).given(
        BankAccountClosed(command=1, by=ADMIN, occurred_on=DAY, union=SCHOOL, bank=BANK)
    )

    ask(scenario, pay()).rejected("bank_account.closed", closed_on="2023-01-01")


def test_nothing_is_paid_that_is_not_there(given: Given) -> None:
    lines = samples.budget(samples.budgeted(LINE, 10**6))
    facts = (
        *samples.founded(), samples.bank(), samples.opened(fen=99_999), lines,
        samples.standard(KIND, EACH),
    )  # fmt: skip
    scenario = rosters.approved(given(*facts), row(1), row(2))

    ask(scenario, pay()).rejected(
        "cash.short", bank=BANK, balance="999.99", asked="1000.00", short_by="0.01"
    )


def test_own_money_is_not_helped_out_by_money_held_for_others(given: Given) -> None:
    lines = samples.budget(samples.budgeted(LINE, 10**6))
    facts = (
        *samples.founded(), samples.bank(purpose="both"), samples.held_for("互助", 10**6), lines,
        samples.standard(KIND, EACH),
    )  # fmt: skip

    ask(rosters.approved(given(*facts), row(1)), pay()).rejected("cash.short", balance="0.00")


def test_the_first_guard_that_objects_speaks_alone(given: Given) -> None:
    both = samples.officer(CHAIR, "cashier")
    scenario = given(*in_business(both, samples.closed("2023-05")))
    rosters.approved(scenario, *(row(n, EACH) for n in range(49)))
    scenario.given(BankAccountClosed(command=1, by=ADMIN, occurred_on=DAY, union=SCHOOL, bank=BANK))

    ask(scenario, pay(by=CHAIR)).rejected("officer.same_hands")
    ask(scenario, pay()).rejected("period.closed")
    ask(scenario, pay(on=date(2024, 1, 3))).rejected("budget.other_year")
    ask(scenario, pay(on=LATER)).rejected("bank_account.closed")


# --- the standard, counted again when it is paid --------------------------------------------------


def with_cap(*more: Event) -> tuple[Event, ...]:
    """Let warmth and disaster share one yearly cap."""
    return (
        *samples.founded(),
        samples.bank(),
        samples.opened(),
        samples.budget(samples.budgeted("50405", 10**6)),
        samples.standard("warmth", EACH),
        samples.standard("disaster", EACH),
        samples.standard("group:warmth", None, 150_000),
        *more,
    )


def test_kinds_of_one_group_share_the_yearly_cap_across_unions_and_ids(given: Given) -> None:
    lines = samples.budget(samples.budgeted("50405", 10**6), union="U0008")
    other = (samples.union("U0008"), samples.bank("U0008"), samples.opened("U0008"), lines)
    scenario = given(*with_cap(*other))
    relief = {"kind": "warmth", "line": "50405", "occasion": "2023送温暖"}
    disaster = {"kind": "disaster", "line": "50405", "union": "U0008"}
    rosters.paid(scenario, row(1, EACH, national_id=None, member_no="17"), **relief)
    rosters.approved(scenario, row(2, 50_001), roster="R2", **disaster)
    rosters.approved(scenario, row(2, 50_000, occasion="H2"), roster="R3", **disaster)
    scenario.given(samples.merged("P0001", "P0002"))

    ask(scenario, pay("R2", union="U0008")).rejected(
        "payout.over_year_standard", group="warmth", before="1000.00", standard="1500.00"
    )
    ask(scenario, pay("R3", union="U0008")).accepted()


def test_the_standard_of_the_day_of_payment_counts(given: Given) -> None:
    lower = StandardAdopted(
        command=1, by=ADMIN, occurred_on=DAY, standard="S2", document="示例", title="新标准",
        jurisdiction="示例", valid_from=LATER, valid_to=None,
        limits=(Limit(subject=KIND, each_fen=40_000),),
    )  # fmt: skip
    scenario = rosters.approved(given(*in_business(lower)), row(1))

    ask(scenario, pay(on=LATER)).rejected("payout.over_standard", standard="400.00")
    ask(scenario, pay(on=date(2023, 5, 31))).accepted()


def test_a_payment_is_judged_by_scopes_that_it_leaves_behind(given: Given) -> None:
    scenario = given(*in_business())
    payment = rosters.paid(scenario, row(1))

    assert scenario.edge().state(Paid("P0001", KIND, ON.isoformat())).live == 1
    assert scenario.edge().state(Fact(payment)).undone == ""
