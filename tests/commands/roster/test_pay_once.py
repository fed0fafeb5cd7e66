"""The same person is paid once for the same occasion, whoever asks and under whatever id."""

from __future__ import annotations

from ledger.events import Event
from tests import rosters, samples
from tests.rosters import EACH, LINE, ask, compile_, in_business, pay, return_, row
from tests.samples import SCHOOL
from tests.scenario import Given, Scenario


def second(scenario: Scenario, *, union: str = SCHOOL) -> Scenario:
    """Let two rosters with the same person wait to be paid; neither knew of the other."""
    rosters.approved(scenario, row(1))
    return rosters.approved(scenario, row(9, national_id=rosters.id_number(1)), row(2), roster="R2",
                            union=union)  # fmt: skip


def test_of_two_rosters_with_one_person_the_second_is_refused_whole(given: Given) -> None:
    scenario = second(given(*in_business()))
    ask(scenario, pay()).accepted()

    ask(scenario, pay("R2")).rejected(
        "payout.already_paid", row=9, union=SCHOOL, voucher="2023-05 记-1"
    )


def another_school() -> tuple[Event, ...]:
    lines = samples.budget(samples.budgeted(LINE, 10**6), union="U0008")
    return (
        samples.union("U0008"), samples.bank("U0008"), samples.opened("U0008"), lines,
    )  # fmt: skip


def test_another_unions_roster_is_refused_too(given: Given) -> None:
    scenario = second(given(*in_business(*another_school())), union="U0008")
    ask(scenario, pay("R2", union="U0008")).accepted()

    ask(scenario, pay()).rejected("payout.already_paid", row=1, union="U0008")


def test_a_person_known_by_two_ids_is_paid_once(given: Given) -> None:
    scenario = given(*in_business())
    rosters.approved(scenario, row(1, national_id=None, member_no="17"))
    rosters.approved(scenario, row(2), roster="R2")
    scenario.given(samples.merged("P0001", "P0002"))
    ask(scenario, pay()).accepted()

    ask(scenario, pay("R2")).rejected("payout.already_paid", row=2)


def test_nor_by_the_id_that_was_given_up(given: Given) -> None:
    scenario = given(*in_business())
    rosters.paid(scenario, row(1))
    rosters.approved(scenario, row(2, national_id=None, member_no="17"), roster="R2")
    scenario.given(samples.merged("P0002", "P0001"))

    ask(scenario, pay("R2")).rejected("payout.already_paid", row=2)
    ask(scenario, compile_(row(1, national_id=None, member_no="17"), roster="R3")).rejected(
        "payout.already_paid"
    )


def test_two_ids_that_were_merged_into_a_third_are_one_person(given: Given) -> None:
    scenario = given(*in_business())
    rosters.paid(scenario, row(1, national_id=None, member_no="1"))
    rosters.approved(scenario, row(2, national_id=None, member_no="2"), roster="R2")
    scenario.given(samples.merged("P0001", "P0009"), samples.merged("P0002", "P0009"))

    ask(scenario, pay("R2")).rejected("payout.already_paid")


def test_two_ids_of_one_person_stand_twice_in_a_file(given: Given) -> None:
    scenario = given(*in_business())
    rosters.approved(scenario, row(1, national_id=None, member_no="17"), row(2))
    scenario.given(samples.merged("P0001", "P0002"))

    ask(scenario, pay()).rejected("payout.twice_in_file", row=2, earlier=1)


def test_an_id_number_of_15_digits_is_the_one_of_18(given: Given) -> None:
    eighteen = rosters.id_number(1)
    fifteen = eighteen[:6] + eighteen[8:17]
    scenario = given(*in_business())
    rosters.paid(scenario, row(1, national_id=fifteen))

    ask(scenario, compile_(row(2, national_id=eighteen), roster="R2")).rejected(
        "payout.already_paid", row=2
    )
    both = (row(1, national_id=fifteen), row(2, national_id=eighteen))
    ask(scenario, compile_(*both, roster="R2", occasion="ZY2")).rejected("payout.twice_in_file")


def test_another_occasion_is_another_payment(given: Given) -> None:
    scenario = second(given(*in_business()))
    ask(scenario, pay()).accepted()
    scenario.given(samples.standard("other", EACH))

    rosters.paid(scenario, row(1, occasion="ZY2023"), roster="R3")
    rosters.paid(scenario, row(1), roster="R4", kind="other")


def test_after_a_return_the_person_may_be_paid_again(given: Given) -> None:
    scenario = second(given(*in_business()))
    payment = ask(scenario, pay()).outcome.first + 2
    ask(scenario, return_(payment)).accepted()

    ask(scenario, pay("R2")).accepted()


def test_a_payment_by_another_ids_claim_is_opened_by_its_return(given: Given) -> None:
    scenario = given(*in_business())
    payment = rosters.paid(scenario, row(1, national_id=None, member_no="17"))
    rosters.approved(scenario, row(2), roster="R2")
    scenario.given(samples.merged("P0001", "P0002"))
    ask(scenario, pay("R2")).rejected("payout.already_paid")
    ask(scenario, return_(payment)).accepted()

    ask(scenario, pay("R2")).accepted()
