"""Premiums come into custody as persons × premium, and go up from there."""

from __future__ import annotations

from datetime import date

import pytest

from commands.voucher import reverse
from commands.voucher.reverse import ReverseEntry
from ledger.entry import Leg
from ledger.events import CustodyFlow, Voucher
from ledger.events.mutual_aid import PremiumCollected, PremiumRemitted
from ledger.scopes.cash import Cash
from ledger.scopes.custody import Custody
from ledger.scopes.premium import Premium
from tests import samples
from tests.commands.mutual_aid._term import (
    BANK,
    ON,
    PROJECT,
    ask,
    collect_,
    enrol_,
    enrolled,
    person,
    receive_,
    remit_,
    term,
)
from tests.samples import ACCOUNTANT, CASHIER, HANDLER, SCHOOL
from tests.scenario import Given, Scenario


def legs(fen: int) -> tuple[Leg, Leg]:
    return (
        Leg(union=SCHOOL, account="102", fen=fen, bank=BANK, custody=PROJECT),
        Leg(union=SCHOOL, account="221", fen=-fen, custody=PROJECT),
    )


def voucher(no: int) -> Voucher:
    return Voucher(union=SCHOOL, type="记", period="2023-06", no=no)


def collected(scenario: Scenario) -> Scenario:
    """Enrol two persons, one of them new, and collect their 270 yuan."""
    ask(scenario, enrol_(person(1), person(2, kind="new"))).accepted()
    return ask(scenario, collect_("270.00")).accepted()


def test_what_is_due_is_collected_through_221(given: Given) -> None:
    scenario = ask(given(*term()), enrol_(person(1), person(2, kind="new"))).accepted()

    ask(scenario, collect_("270.00", persons=2, document="收据7")).then(
        PremiumCollected(
            command=1, by=ACCOUNTANT, occurred_on=ON, union=SCHOOL, booked_on=ON,
            voucher=voucher(1), legs=legs(27_000), chart="2021/1", document="收据7",
            custody=CustodyFlow(
                project=PROJECT, bank=BANK, flow="premium_collected", amount_fen=27_000, persons=2
            ),
            summary="收缴互助金（第19期）",
        )
    )  # fmt: skip
    assert scenario.edge().state(Cash(SCHOOL, BANK, PROJECT)).balance == 27_000
    assert scenario.edge().state(Premium(SCHOOL, PROJECT)).due == 0


def test_who_enrols_later_is_collected_from_later(given: Given) -> None:
    scenario = enrolled(collected(given(*term())), 3)

    ask(scenario, collect_("270.00")).rejected("mutual_aid.premium_differs", due="120.00")
    ask(scenario, collect_("120.00")).accepted()


def test_premiums_are_remitted_out_of_221(given: Given) -> None:
    scenario = collected(given(*term()))

    ask(scenario, remit_("270.00", document="回单3")).then(
        PremiumRemitted(
            command=1, by=CASHIER, occurred_on=ON, union=SCHOOL, booked_on=ON,
            voucher=voucher(2), legs=legs(-27_000), chart="2021/1", payee_body="市总工会",
            document="回单3", summary="上缴互助金（第19期）",
            custody=CustodyFlow(
                project=PROJECT, bank=BANK, flow="premium_remitted", amount_fen=27_000
            ),
        )
    )  # fmt: skip
    assert scenario.edge().state(Custody(SCHOOL, BANK, PROJECT)).premiums == 0


def test_a_collection_that_is_undone_is_due_again(given: Given) -> None:
    scenario = given(*term())
    ask(scenario, enrol_(person(1), person(2, kind="new"))).accepted()
    position = ask(scenario, collect_("270.00")).outcome.last
    wrong = ReverseEntry(union=SCHOOL, by=ACCOUNTANT, on=ON, position=position, reason="重复")
    scenario.when(reverse.VERB, wrong).accepted()

    due = scenario.edge().state(Premium(SCHOOL, PROJECT))
    assert (due.due, due.due_persons) == (27_000, 2)
    assert scenario.edge().state(Custody(SCHOOL, BANK, PROJECT)).premiums == 0
    ask(scenario, collect_("270.00")).accepted()


def test_no_collection_is_undone_once_it_was_remitted(given: Given) -> None:
    scenario = given(*term())
    enrolled(scenario, 1)
    position = ask(scenario, collect_("120.00")).outcome.last
    ask(scenario, remit_("120.00")).accepted()
    wrong = ReverseEntry(union=SCHOOL, by=ACCOUNTANT, on=ON, position=position, reason="重复")

    scenario.when(reverse.VERB, wrong).rejected("cash.short", balance="0.00")


# --- the guards, in their order ------------------------------------------------------------------

MOVES = pytest.mark.parametrize("move", [collect_, remit_, receive_])


@MOVES
def test_not_everybody_moves_custody_money(given: Given, move: type) -> None:
    ask(given(*term()), move("1.00", by=HANDLER)).rejected("officer.not_allowed")


@MOVES
def test_the_term_has_been_adopted(given: Given, move: type) -> None:
    ask(given(*term()), move("1.00", scheme="x")).rejected("scheme.unknown", scheme="x")


@MOVES
def test_there_is_an_amount(given: Given, move: type) -> None:
    ask(given(*term()), move("-1.00")).rejected("amount.not_positive", amount="-1.00")


@MOVES
def test_the_books_are_open(given: Given, move: type) -> None:
    facts = [f for f in term() if f.NAME != "opening.loaded/1"]

    ask(given(*facts), move("1.00")).rejected("books.not_opened", union=SCHOOL)
    ask(given(*term(samples.closed("2023-06"))), move("1.00")).rejected("period.closed")


@MOVES
def test_the_account_holds_custody_money(given: Given, move: type) -> None:
    ask(given(*term()), move("1.00", bank="B7")).rejected("bank_account.unknown")
    ask(given(*term()), move("1.00", bank=samples.BANK)).rejected(
        "bank_account.wrong_purpose", purpose="own"
    )


def test_an_account_of_both_purposes_will_do(given: Given) -> None:
    scenario = enrolled(given(*term(samples.bank(SCHOOL, "B5", purpose="both"))), 1)

    ask(scenario, collect_("120.00", bank="B5")).accepted()


@pytest.mark.parametrize(("amount", "persons"), [("269.99", None), ("270.01", 2), ("270.00", 3)])
def test_what_is_collected_is_persons_times_premium(
    given: Given, amount: str, persons: int | None
) -> None:
    scenario = ask(given(*term()), enrol_(person(1), person(2, kind="new"))).accepted()

    ask(scenario, collect_(amount, persons=persons)).rejected(
        "mutual_aid.premium_differs", amount=amount, due="270.00", due_persons=2
    )


def test_no_more_is_remitted_than_lies_there(given: Given) -> None:
    ask(collected(given(*term())), remit_("270.01")).rejected(
        "cash.short", balance="270.00", short_by="0.01"
    )


def test_what_came_for_benefits_is_not_remitted(given: Given) -> None:
    scenario = ask(collected(given(*term())), receive_("500.00")).accepted()

    ask(scenario, remit_("270.01")).rejected(
        "custody.reserved_for_benefits", balance="770.00", reserved="500.00", short_by="0.01"
    )
    ask(scenario, remit_("270.00")).accepted()


def test_what_was_held_at_the_opening_may_be_remitted(given: Given) -> None:
    held = samples.held_for(PROJECT, 50_000, bank=BANK)

    ask(given(*term(held)), remit_("500.00", on=date(2023, 7, 1))).accepted()
