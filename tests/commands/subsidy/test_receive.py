from __future__ import annotations

from datetime import date

import pytest

from commands.subsidy import pay
from commands.subsidy.receive import VERB
from tests import samples
from tests.commands._district import CUSTODY, GENERAL, PLANT, PROJECT, district, legs
from tests.commands.conftest import Given
from tests.commands.subsidy._asking import moved, paying, receiving
from tests.samples import CITY, SCHOOL
from tests.scenario import Scenario


@pytest.fixture
def paid(given: Given) -> Scenario:
    """Return a district whose county union has paid 3,000 yuan to the school."""
    return given(*district(samples.closed("2023-05"))).when(pay.VERB, paying()).accepted()


def test_it_is_booked_in_the_lower_union_s_books_on_its_day(paid: Scenario) -> None:
    fact = paid.when(VERB, receiving(on=date(2023, 7, 3))).outcome.facts[0]

    assert legs(fact) == [("102", 300_000), ("40302", -300_000)]
    assert (fact.union, fact.booked_on, fact.voucher.no) == (SCHOOL, date(2023, 7, 3), 1)
    assert (fact.legs[1].restriction, fact.legs[1].project) == ("restricted", PROJECT)
    assert moved(paid) == (300_000, 300_000)


def test_a_general_one_is_unrestricted(given: Given) -> None:
    scenario = given(*district())
    scenario.when(pay.VERB, paying(kind="general", line=GENERAL, project=None)).accepted()

    fact = scenario.when(VERB, receiving(kind="general", project=None)).outcome.facts[0]

    assert legs(fact) == [("102", 300_000), ("40301", -300_000)]
    assert fact.legs[1].restriction == "unrestricted"


def test_it_was_paid_to_this_union(paid: Scenario) -> None:
    paid.when(VERB, receiving(number="N2")).rejected("subsidy.unknown", payer=CITY)
    paid.when(VERB, receiving(union=PLANT)).rejected("subsidy.unknown", union=PLANT)
    paid.when(VERB, receiving(payer=PLANT)).rejected("subsidy.unknown", payer=PLANT)


def test_it_is_received_once(paid: Scenario) -> None:
    paid.when(VERB, receiving()).accepted()

    paid.when(VERB, receiving()).rejected("subsidy.received_already", union=SCHOOL)


def test_it_is_what_was_paid(paid: Scenario) -> None:
    command = receiving(amount="2999.99", kind="general", project=None)

    paid.when(VERB, command).rejected(
        "subsidy.differs", "subsidy.differs", "subsidy.differs", what="amount", said="2999.99",
        paid="3000.00",
    )  # fmt: skip


def test_it_does_not_arrive_before_it_was_paid(paid: Scenario) -> None:
    paid.when(VERB, receiving(on=date(2023, 6, 14))).rejected("subsidy.before_payment")
    paid.when(VERB, receiving(booked_on=date(2023, 6, 14))).rejected(
        "subsidy.before_payment", paid_on="2023-06-15"
    )


def test_the_period_is_open(paid: Scenario) -> None:
    paid.given(samples.closed("2023-06"))

    paid.when(VERB, receiving()).rejected("period.closed")


def test_the_account_takes_own_money(paid: Scenario) -> None:
    paid.when(VERB, receiving(bank=CUSTODY)).rejected("custody.not_income")
    paid.when(VERB, receiving(bank="B7")).rejected("bank_account.unknown")
