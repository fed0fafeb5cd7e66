from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commands.voucher import post as posting
from commands.voucher.reverse import VERB, ReverseEntry
from ledger.entry import Leg, negated
from ledger.events import Event, Payout, Posted, Voucher
from ledger.events.corrections import EntryReversed
from ledger.events.income import OtherIncomeReceived
from ledger.events.rosters import CondolencePaid, PayoutRecovered
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.cash import Cash
from ledger.scopes.fact import Fact
from ledger.scopes.paid import Paid
from ledger.scopes.year_total import YearTotal
from tests import rosters, samples
from tests.commands.voucher.vouchers import post
from tests.rosters import KIND, LINE, ON, ask, in_business, return_, row
from tests.samples import ACCOUNTANT, BANK, CITY, SCHOOL
from tests.scenario import LEDGER, Given, Result, Scenario

LATER = date(2023, 6, 2)


def reverse(scenario: Scenario, position: int, **more: Any) -> Result:
    fields = {"union": SCHOOL, "by": ACCOUNTANT, "on": LATER, "reason": "重复录入"}
    return scenario.when(VERB, ReverseEntry(position=position, **fields | more))


def paid(given: Given, *facts: Event) -> tuple[Scenario, int]:
    scenario = given(*in_business(*facts))
    return scenario, rosters.paid(scenario, row(1), row(2))


def position_of(scenario: Scenario, kind: type[Event]) -> int:
    """Return the position of the last fact of a kind."""
    return max(e.position for e in scenario.store.read(LEDGER) if e.name == kind.NAME)


def income(fen: int, on: date = ON) -> OtherIncomeReceived:
    legs = (
        Leg(union=SCHOOL, account="102", fen=fen, bank=BANK),
        Leg(union=SCHOOL, account="408", fen=-fen, kind="basic", source="union"),
    )
    return OtherIncomeReceived(
        command=1, by=ACCOUNTANT, occurred_on=on, union=SCHOOL, booked_on=on, chart="2021/1",
        voucher=Voucher(union=SCHOOL, type="记", period=f"{on:%Y-%m}", no=1), legs=legs,
        purpose="捐赠",
    )  # fmt: skip


def test_a_payment_is_undone_by_a_red_entry(given: Given) -> None:
    scenario, payment = paid(given)
    original = scenario.edge().event(payment)
    assert isinstance(original, CondolencePaid)

    reverse(scenario, payment).then(
        EntryReversed(
            command=1, by=ACCOUNTANT, occurred_on=LATER, union=SCHOOL, booked_on=LATER,
            voucher=Voucher(union=SCHOOL, type="记", period="2023-06", no=1),
            legs=negated(original.legs), chart="2021/1",
            payout=Payout(
                person="P0001", kind=KIND, occasion=ON.isoformat(), amount_fen=-50_000, year=2023,
                claim=-1, cap_group=KIND, standard=1, roster="R1", row=1,
            ),
            reverses=payment, reason="重复录入", summary="注销5月10日记-1号凭证",
        )
    )  # fmt: skip


def test_it_changes_back_all_that_the_payment_changed(given: Given) -> None:
    scenario = given(*in_business())
    scopes = (
        BudgetLine(SCHOOL, 2023, LINE), Cash(SCHOOL, BANK), Paid("P0001", KIND, ON.isoformat()),
        YearTotal("P0001", KIND, 2023),
    )  # fmt: skip
    rosters.approved(scenario, row(1))
    line, cash, _, _ = (scenario.edge().state(s) for s in scopes)
    payment = ask(scenario, rosters.pay()).outcome.first + 2

    reverse(scenario, payment).accepted()

    line_now, cash_now, claim, total = (scenario.edge().state(s) for s in scopes)
    assert (line_now.paid, line_now.free) == (0, line.approved)
    assert cash_now == cash
    assert (claim.live, total.total, total.count) == (0, 0, 0)


def test_the_person_may_be_paid_again(given: Given) -> None:
    scenario, payment = paid(given)
    reverse(scenario, payment).accepted()

    assert rosters.paid(scenario, row(1), roster="R2") > payment


# --- the guards, in their order ------------------------------------------------------------------


def test_there_is_a_posted_fact_and_it_is_the_unions(given: Given) -> None:
    scenario, payment = paid(given)

    reverse(scenario, 10_000).rejected("fact.unknown", position=10_000)
    reverse(scenario, payment - 1).rejected("fact.unknown")
    reverse(scenario, payment, union=CITY).rejected("fact.unknown", union=CITY)


def test_a_reversal_is_not_reversed(given: Given) -> None:
    scenario, payment = paid(given)
    red = reverse(scenario, payment).outcome.last

    reverse(scenario, red).rejected("fact.is_a_reversal", position=red)


@pytest.mark.parametrize("how", ["reversed", "returned"])
def test_nothing_is_undone_twice(given: Given, how: str) -> None:
    scenario, payment = paid(given)
    if how == "reversed":
        reverse(scenario, payment).accepted()
    else:
        ask(scenario, return_(payment)).accepted()

    reverse(scenario, payment).rejected("fact.undone_already", undone=how)


def test_the_period_is_open(given: Given) -> None:
    scenario, payment = paid(given, samples.closed("2023-06"))

    reverse(scenario, payment).rejected("period.closed", period="2023-06")
    reverse(scenario, payment, booked_on=date(2023, 5, 31)).accepted()


def test_openings_are_not_reversed(given: Given) -> None:
    scenario = given(*in_business())
    opening = position_of(scenario, type(samples.opened()))

    reverse(scenario, opening).rejected("fact.is_an_opening")


def test_what_was_booked_in_another_year_is_not_reversed(given: Given) -> None:
    scenario, payment = paid(given)

    reverse(scenario, payment, on=date(2024, 1, 9)).rejected(
        "fact.of_another_year", booked_on="2023-05-10"
    )


def test_to_undo_a_return_is_to_pay_and_the_person_may_have_been_paid_since(given: Given) -> None:
    scenario, payment = paid(given)
    back = ask(scenario, return_(payment)).outcome.last
    rosters.paid(scenario, row(1), roster="R2")

    reverse(scenario, back).rejected("payout.already_paid", union=SCHOOL)


def test_nor_may_they_have_been_paid_under_another_id(given: Given) -> None:
    scenario, payment = paid(given)
    back = ask(scenario, return_(payment)).outcome.last
    rosters.paid(scenario, row(1, national_id=None, member_no="17"), roster="R2")
    scenario.given(samples.merged("P0003", "P0001"))

    reverse(scenario, back).rejected("payout.already_paid")


def test_a_return_that_is_undone_leaves_the_payment_standing(given: Given) -> None:
    scenario, payment = paid(given)
    back = ask(scenario, return_(payment)).outcome.last
    reverse(scenario, back).accepted()

    assert scenario.edge().state(Fact(payment)).undone == ""
    ask(scenario, rosters.compile_(row(1), roster="R2")).rejected("payout.already_paid")
    ask(scenario, return_(payment)).accepted()


def test_a_recovery_that_is_undone_is_not_recovered(given: Given) -> None:
    scenario, payment = paid(given)
    original = scenario.edge().event(payment)
    assert isinstance(original, Posted)
    assert original.payout is not None
    voucher = Voucher(union=SCHOOL, type="记", period="2023-05", no=2)
    scenario.given(
        PayoutRecovered(
            command=1, by=ACCOUNTANT, occurred_on=ON, union=SCHOOL, booked_on=ON, voucher=voucher,
            legs=negated(original.legs), chart="2021/1", reason="多付", payment=payment,
            payout=Payout(person="P0001", kind=KIND, occasion=ON.isoformat(), amount_fen=-50_000,
                          year=2023, claim=0, cap_group=KIND),
        )
    )  # fmt: skip
    recovery = position_of(scenario, PayoutRecovered)
    assert scenario.edge().state(Fact(payment)).recovered == 50_000

    reverse(scenario, recovery).accepted()

    state = scenario.edge().state(Fact(payment))
    assert (state.recovered, state.undone) == (0, "")
    assert scenario.edge().state(Fact(recovery)).undone == "reversed"


def test_to_undo_a_return_the_budget_line_must_cover_it(given: Given) -> None:
    lines = samples.budget(samples.budgeted(LINE, 50_000))
    scenario = given(
        *samples.founded(), samples.bank(), samples.opened(), lines,
        samples.standard(KIND, rosters.EACH),
    )  # fmt: skip
    payment = rosters.paid(scenario, row(1))
    back = ask(scenario, return_(payment)).outcome.last
    rosters.approved(scenario, row(2, 1), roster="R2")

    reverse(scenario, back).rejected(
        "budget.short", line=LINE, free="499.99", asked="500.00", short_by="0.01"
    )


def test_income_that_was_spent_is_not_undone(given: Given) -> None:
    lines = samples.budget(samples.budgeted(LINE, 10**6))
    scenario = given(
        *samples.founded(), samples.bank(), samples.opened(fen=49_999), income(50_000), lines,
        samples.standard(KIND, rosters.EACH),
    )  # fmt: skip
    rosters.paid(scenario, row(1))

    reverse(scenario, position_of(scenario, OtherIncomeReceived)).rejected(
        "cash.short", bank=BANK, balance="499.99", short_by="0.01"
    )


def test_a_blue_entry_replaces_what_a_red_one_undid(given: Given) -> None:
    scenario, payment = paid(given)
    blue = post(replaces=payment)
    scenario.when(posting.VERB, blue).rejected("fact.not_undone", position=payment)
    reverse(scenario, payment).accepted()

    scenario.when(posting.VERB, blue).accepted()
