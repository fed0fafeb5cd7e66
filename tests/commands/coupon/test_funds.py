"""The money of a campaign: prepaid, settled, refunded, by either policy, and undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commands.coupon import expire, prepay, redeem, refund, settle
from commands.voucher import reverse
from tests import samples
from tests.commands._district import legs
from tests.commands.conftest import Given
from tests.commands.coupon._campaign import (
    AT_PAYMENT,
    JULY,
    JUNE,
    LINE,
    approved,
    campaign,
    claimed,
    county,
    expiring,
    line,
    prepaying,
    redeeming,
    refunding,
    settling,
)
from tests.samples import ACCOUNTANT, BANK, CASHIER, CITY
from tests.scenario import Scenario

LATER = date(2024, 1, 10)


def spent(scenario: Scenario, fen: int = 1_000_000) -> Scenario:
    """Prepay, and have two coupons redeemed, 80 yuan together."""
    approved(scenario).when(prepay.VERB, prepaying(fen)).accepted()
    claimed(scenario, "A", "B")
    return scenario.when(redeem.VERB, redeeming(("A", 5000), ("B", 3000))).accepted()


def undo(position: int) -> reverse.ReverseEntry:
    return reverse.ReverseEntry(
        by=ACCOUNTANT, on=JULY, union=CITY, position=position, reason="记错"
    )


def budget(scenario: Scenario, year: int = 2023) -> tuple[int, int]:
    """Return what is committed and what is paid on the line."""
    state = line(scenario, year)
    return state.committed, state.paid


def test_at_settlement_what_is_prepaid_is_a_claim_on_the_platform(given: Given) -> None:
    scenario = approved(given(*county()))

    fact = scenario.when(prepay.VERB, prepaying(1_000_000)).outcome.facts[0]

    assert legs(fact) == [("135", 1_000_000), ("102", -1_000_000)]
    assert (fact.legs[0].counterparty, fact.coupons.cost) == ("某平台", "at_settlement")
    assert (budget(scenario), campaign(scenario).open) == ((3_000_000, 0), 1_000_000)


def test_at_settlement_what_was_redeemed_is_the_cost(given: Given) -> None:
    scenario = spent(given(*county()))

    fact = scenario.when(settle.VERB, settling(2, 4800)).outcome.facts[0]

    assert legs(fact) == [("50305", 4800), ("135", -4800)]
    assert (fact.statement, fact.coupons.cost, fact.coupons.count) == ("S1", "at_settlement", 2)
    assert (budget(scenario), campaign(scenario).open) == ((2_995_200, 4800), 995_200)


def test_at_settlement_the_rest_comes_back(given: Given) -> None:
    scenario = spent(given(*county())).when(settle.VERB, settling(2, 4800)).accepted()
    scenario.when(expire.VERB, expiring()).accepted()

    fact = scenario.when(refund.VERB, refunding(995_200)).outcome.facts[0]

    assert legs(fact) == [("135", -995_200), ("102", 995_200)]
    assert (budget(scenario), campaign(scenario).open) == ((0, 4800), 0)


def test_at_payment_the_cost_stands_when_it_is_paid(given: Given) -> None:
    scenario = approved(given(*county(AT_PAYMENT)))

    fact = scenario.when(prepay.VERB, prepaying(1_000_000)).outcome.facts[0]

    assert legs(fact) == [("50305", 1_000_000), ("102", -1_000_000)]
    assert fact.coupons.cost == "at_payment"
    assert budget(scenario) == (2_000_000, 1_000_000)


def test_at_payment_a_settlement_posts_nothing(given: Given) -> None:
    scenario = spent(given(*county(AT_PAYMENT)))

    fact = scenario.when(settle.VERB, settling(2, 4800)).outcome.facts[0]

    assert (fact.NAME, fact.cost) == ("coupon_statement.accepted/1", "at_payment")
    assert (budget(scenario), campaign(scenario).open) == ((2_000_000, 1_000_000), 995_200)


def test_at_payment_a_refund_takes_the_expense_back(given: Given) -> None:
    scenario = spent(given(*county(AT_PAYMENT))).when(settle.VERB, settling(2, 4800)).accepted()
    scenario.when(expire.VERB, expiring()).accepted()

    fact = scenario.when(refund.VERB, refunding(995_200)).outcome.facts[0]

    assert legs(fact) == [("50305", -995_200), ("102", 995_200)]
    assert (budget(scenario), line(scenario).free) == ((0, 4800), 4_995_200)


def test_at_payment_a_later_year_s_refund_is_no_line_s(given: Given) -> None:
    scenario = spent(given(*county(AT_PAYMENT)))

    fact = scenario.when(refund.VERB, refunding(995_200, on=LATER)).outcome.facts[0]

    assert sorted(legs(fact)) == [("102", 995_200), ("32201", -995_200)]
    assert budget(scenario) == (2_000_000, 1_000_000)


def test_settled_in_a_later_year_it_is_spent_on_that_year_s_line(given: Given) -> None:
    scenario = spent(given(*county()))
    january = settling(2, 4800, on=LATER)

    scenario.when(settle.VERB, january).rejected("budget.no_line", year=2024)
    scenario.given(samples.budget(samples.budgeted(LINE, 4799), union=CITY, year=2024))
    scenario.when(settle.VERB, january).rejected("budget.short", short_by="0.01")
    scenario.given(samples.budget(samples.budgeted(LINE, 1), union=CITY, year=2024))
    scenario.when(settle.VERB, january).accepted()

    assert budget(scenario) == (2_995_200, 0)
    assert budget(scenario, 2024) == (0, 4800)


@pytest.mark.parametrize(("count", "fen"), [(2, 4799), (1, 4800), (3, 4801)])
def test_the_statement_is_what_was_redeemed(given: Given, count: int, fen: int) -> None:
    spent(given(*county())).when(settle.VERB, settling(count, fen)).rejected(
        "coupon.statement_differs", redeemed_count=2, redeemed="48.00"
    )


def test_nothing_is_settled_twice(given: Given) -> None:
    scenario = spent(given(*county())).when(settle.VERB, settling(2, 4800)).accepted()

    scenario.when(settle.VERB, settling(2, 4800)).rejected("coupon.nothing_to_settle")


def test_what_was_prepaid_reaches(given: Given) -> None:
    scenario = spent(given(*county()), fen=4799)

    scenario.when(settle.VERB, settling(2, 4800)).rejected("coupon_fund.short", short_by="0.01")
    scenario.when(prepay.VERB, prepaying(1)).accepted()
    scenario.when(settle.VERB, settling(2, 4800)).accepted()


@pytest.mark.parametrize("policies", [(), (AT_PAYMENT,)])
def test_no_more_is_prepaid_than_was_approved(given: Given, policies: Any) -> None:
    scenario = approved(given(*county(*policies)))

    scenario.when(prepay.VERB, prepaying(3_000_001)).rejected(
        "coupon_fund.over_approved", over_by="0.01"
    )
    scenario.when(prepay.VERB, prepaying(3_000_000)).accepted()
    scenario.when(prepay.VERB, prepaying(1)).rejected("coupon_fund.over_approved", left="0.00")


def test_once_it_is_over_no_more_than_was_redeemed(given: Given) -> None:
    scenario = spent(given(*county()), fen=1).when(expire.VERB, expiring()).accepted()

    scenario.when(prepay.VERB, prepaying(4800, on=JULY)).rejected("coupon_fund.over_approved")
    scenario.when(prepay.VERB, prepaying(4799, on=JULY)).accepted()


def test_what_redeemed_coupons_still_cost_is_not_refunded(given: Given) -> None:
    scenario = spent(given(*county()), fen=10_000)

    scenario.when(refund.VERB, refunding(5201)).rejected(
        "coupon_fund.over_refundable", left="52.00", due="48.00"
    )
    scenario.when(refund.VERB, refunding(5200)).accepted()
    scenario.when(settle.VERB, settling(2, 4800)).accepted()


MONEY = [
    (prepay.VERB, prepaying),
    (refund.VERB, refunding),
    (settle.VERB, lambda fen, **more: settling(2, fen, **more)),
]


@pytest.mark.parametrize(("verb", "asking"), MONEY)
def test_the_books_are_open_and_the_campaign_known(given: Given, verb: Any, asking: Any) -> None:
    scenario = spent(given(*county()))

    scenario.when(verb, asking(4800, campaign="X")).rejected("coupon_campaign.unknown")
    scenario.given(samples.closed("2023-06", CITY))
    scenario.when(verb, asking(4800, on=JUNE)).rejected("period.closed")


@pytest.mark.parametrize(("verb", "asking"), MONEY[:2])
def test_there_is_an_amount_and_an_account_for_it(given: Given, verb: Any, asking: Any) -> None:
    scenario = spent(given(*county(samples.bank(CITY, "B9", purpose="custody"))))

    scenario.when(verb, asking(0)).rejected("amount.not_positive")
    scenario.when(verb, asking(100, bank="B7")).rejected("bank_account.unknown")
    scenario.when(verb, asking(100, bank="B9")).rejected("bank_account.wrong_purpose")


def test_another_hand_approves_and_the_money_is_there(given: Given) -> None:
    scenario = approved(given(*county(samples.bank(CITY, "B2"))))

    scenario.when(prepay.VERB, prepaying(1, approved_by=CASHIER)).rejected("officer.same_hands")
    scenario.when(prepay.VERB, prepaying(1, approved_by=ACCOUNTANT)).rejected("officer.not_allowed")
    scenario.when(prepay.VERB, prepaying(1, bank="B2")).rejected("cash.short", bank="B2")
    assert BANK != "B2"


def test_a_settlement_undone_is_due_again(given: Given) -> None:
    scenario = spent(given(*county()))
    before = campaign(scenario)
    done = scenario.when(settle.VERB, settling(2, 4800)).outcome

    scenario.when(reverse.VERB, undo(done.last)).accepted()

    assert campaign(scenario) == before
    assert budget(scenario) == (3_000_000, 0)
    scenario.when(settle.VERB, settling(2, 4800)).accepted()


@pytest.mark.parametrize("policies", [(), (AT_PAYMENT,)])
def test_a_prepayment_is_undone_while_it_lies_there(given: Given, policies: Any) -> None:
    scenario = approved(given(*county(*policies)))
    paid = scenario.when(prepay.VERB, prepaying(10_000)).outcome
    claimed(scenario, "A").when(redeem.VERB, redeeming(("A", 5000))).accepted()
    scenario.when(settle.VERB, settling(1, 3000)).accepted()

    scenario.when(reverse.VERB, undo(paid.last)).rejected("coupon_fund.in_use", left="70.00")
    more = scenario.when(prepay.VERB, prepaying(500)).outcome
    scenario.when(reverse.VERB, undo(more.last)).accepted()
    assert campaign(scenario).open == 7000
