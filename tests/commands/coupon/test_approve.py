from __future__ import annotations

import pytest

from commands.coupon.approve import VERB
from ledger.scopes.minutes import Minutes
from tests import samples
from tests.commands.conftest import Given
from tests.commands.coupon._campaign import (
    AT_PAYMENT,
    ID,
    JULY,
    LAST_DAY,
    LINE,
    MAY,
    approving,
    campaign,
    county,
    line,
)
from tests.samples import ACCOUNTANT, CHAIR, CITY, HANDLER


def test_the_union_s_share_is_committed(given: Given) -> None:
    scenario = given(*county())

    fact = scenario.when(VERB, approving()).outcome.facts[0]

    assert (fact.committed_fen, fact.cost, fact.year) == (3_000_000, "at_settlement", 2023)
    assert (line(scenario).committed, line(scenario).free) == (3_000_000, 2_000_000)
    assert campaign(scenario).union == CITY


def test_a_share_is_floored_coupon_by_coupon(given: Given) -> None:
    command = approving(face=99, union_ppm=333_333, quantity=10)

    fact = given(*county()).when(VERB, command).outcome.facts[0]

    assert fact.committed_fen == 10 * 32


@pytest.mark.parametrize(
    ("own", "common", "cost"),
    [
        (None, None, "at_settlement"),
        (None, "at_payment", "at_payment"),
        ("at_settlement", "at_payment", "at_settlement"),
    ],
)
def test_the_policy_in_force_is_stamped(
    given: Given, own: str | None, common: str | None, cost: str
) -> None:
    adopted = [
        samples.policy("coupon_cost", value, union)
        for value, union in ((own, CITY), (common, None))
        if value is not None
    ]

    fact = given(*county(*adopted)).when(VERB, approving()).outcome.facts[0]

    assert fact.cost == cost


def test_a_policy_adopted_later_does_not_change_a_campaign(given: Given) -> None:
    scenario = given(*county())
    scenario.when(VERB, approving()).accepted()
    scenario.given(AT_PAYMENT)

    assert campaign(scenario).cost == "at_settlement"


def test_a_campaign_is_approved_once(given: Given) -> None:
    scenario = given(*county()).when(VERB, approving()).accepted()

    scenario.when(VERB, approving()).rejected("coupon_campaign.exists", campaign=ID)


def test_there_is_something_to_bear(given: Given) -> None:
    scenario = given(*county())

    scenario.when(VERB, approving(face=0)).rejected("amount.not_positive")
    scenario.when(VERB, approving(face=1, union_ppm=1)).rejected("amount.not_positive")


def test_there_is_a_day_to_redeem_on(given: Given) -> None:
    scenario = given(*county())

    scenario.when(VERB, approving(on=JULY)).rejected("coupon_campaign.no_day_left")
    scenario.when(VERB, approving(valid_to=MAY, valid_from=LAST_DAY)).rejected(
        "coupon_campaign.no_day_left", valid_to="2023-05-10"
    )


def test_the_line_is_one_of_services_or_activities(given: Given) -> None:
    scenario = given(*county())

    scenario.when(VERB, approving(line="50305/9")).rejected("budget.no_line")
    scenario.when(VERB, approving(line="50404")).rejected("budget.wrong_line", account="50404")


def test_another_hand_approves(given: Given) -> None:
    scenario = given(*county())

    scenario.when(VERB, approving(approved_by=HANDLER)).rejected("officer.same_hands")
    scenario.when(VERB, approving(approved_by=ACCOUNTANT)).rejected("officer.not_allowed")
    scenario.when(VERB, approving(by=CHAIR)).rejected("officer.not_allowed")


def test_above_the_threshold_minutes_decide(given: Given) -> None:
    policy = samples.policy("collective_decision_above", "2000000", CITY)
    scenario = given(*county(policy, samples.minutes("M1", 3_000_000, CITY)))

    scenario.when(VERB, approving()).rejected("minutes.missing")
    scenario.when(VERB, approving(minutes="M1")).accepted()
    scenario.when(VERB, approving(minutes="M1", campaign="C2")).rejected("minutes.exceeded")
    assert scenario.edge().state(Minutes(CITY, "M1")).used == 3_000_000


def test_the_line_reaches(given: Given) -> None:
    given(*county()).when(VERB, approving(quantity=1667)).rejected(
        "budget.short", line=LINE, short_by="10.00"
    )
