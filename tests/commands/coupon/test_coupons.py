"""Coupons issued, claimed, redeemed, voided and lapsed, row by row and all or nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from commands.coupon import claim, expire, issue, redeem, statistic, void
from ledger.events import encode
from ledger.scopes.claimant import Claimant
from tests import samples
from tests.commands.conftest import Given
from tests.commands.coupon._campaign import (
    ID,
    JULY,
    MAY,
    approved,
    approving,
    campaign,
    claimed,
    claiming,
    county,
    coupon,
    expiring,
    issuing,
    line,
    redeeming,
    voiding,
)
from tests.samples import HANDLER, SCHOOL
from tests.scenario import Scenario


@pytest.fixture
def begun(given: Given) -> Scenario:
    """Return a county union whose campaign is approved."""
    return approved(given(*county()))


# --- issued --------------------------------------------------------------------------------------


def test_thousands_are_issued_in_one_command_and_no_code_is_kept(begun: Scenario) -> None:
    codes = [f"SECRET{n:05}" for n in range(1000)]

    facts = begun.when(issue.VERB, issuing(*codes)).outcome.facts

    assert len({fact.coupon for fact in facts}) == 1000
    assert campaign(begun).issued == 1000
    assert not any(b"SECRET" in encode(fact) for fact in facts)
    everything = b"".join(stored.data for stored in begun.store.read("呈贡区总工会", after=0))
    assert b"SECRET" not in everything


def test_numbered_coupons_need_no_list(begun: Scenario) -> None:
    begun.when(issue.VERB, issuing(count=3)).accepted()
    begun.when(issue.VERB, issuing(count=2, first=3)).rejected("coupon.exists", row=3)
    begun.when(issue.VERB, issuing(count=2, first=4)).accepted()

    assert coupon(begun, f"{ID}-5").status == "issued"


def test_every_code_that_repeats_is_told(begun: Scenario) -> None:
    begun.when(issue.VERB, issuing("A")).accepted()

    begun.when(issue.VERB, issuing("B", "A", "B")).rejected("coupon.exists", "coupon.exists", row=3)
    assert campaign(begun).issued == 1


def test_no_more_than_approved(begun: Scenario) -> None:
    begun.when(issue.VERB, issuing(count=1001)).rejected("coupon.over_quantity", left=1000)


def test_a_list_or_a_number_not_both() -> None:
    with pytest.raises(ValueError, match="not together"):
        issuing("A", count=1)


@pytest.mark.parametrize("command", [issuing("A"), redeeming(("A", 1)), voiding("A"), expiring()])
def test_the_campaign_is_this_union_s(given: Given, command: Any) -> None:
    verbs = {
        issue.IssueCoupons: issue.VERB, redeem.RedeemCoupons: redeem.VERB,
        void.VoidCoupons: void.VERB, expire.ExpireCampaign: expire.VERB,
    }  # fmt: skip
    verb: Any = verbs[type(command)]
    scenario = given(*county())

    scenario.when(verb, command).rejected("coupon_campaign.unknown", campaign=ID)
    approved(scenario)
    other = command.model_copy(update={"union": SCHOOL})
    scenario.when(verb, other).rejected("coupon_campaign.unknown", union=SCHOOL)


def test_a_list_holds_coupons(begun: Scenario) -> None:
    for verb, command in (
        (issue.VERB, issuing()), (claim.VERB, claiming()), (redeem.VERB, redeeming()),
        (void.VERB, voiding()),
    ):  # fmt: skip
        begun.when(verb, command).rejected("coupon.empty")


def test_after_the_last_day_none_is_issued_or_claimed(begun: Scenario) -> None:
    begun.when(issue.VERB, issuing("A")).accepted()

    begun.when(issue.VERB, issuing("B", on=JULY)).rejected("coupon.expired", valid_to="2023-06-30")
    late = claiming(张三="A").model_copy(update={"on": JULY})
    begun.when(claim.VERB, late).rejected("coupon.expired", row=2)


# --- claimed -------------------------------------------------------------------------------------


def test_a_claim_names_a_person_and_seals_the_rest(begun: Scenario) -> None:
    begun.when(issue.VERB, issuing("A")).accepted()

    fact = begun.when(claim.VERB, claiming(张三="A")).outcome.facts[0]

    assert (fact.person, sorted(fact.sealed)) == (coupon(begun, "A").person, ["identity"])
    assert "张三".encode() not in encode(fact)


def test_one_person_one_coupon_in_one_file_or_two(begun: Scenario) -> None:
    begun.when(issue.VERB, issuing("A", "B", "C")).accepted()
    twice = claiming(张三="A", 李四="B")
    rows = (twice.rows[0], twice.rows[0].model_copy(update={"row": 9, "coupon_code": "C"}))

    begun.when(claim.VERB, twice.model_copy(update={"rows": rows})).rejected(
        "coupon.person_has_one", row=9
    )
    begun.when(claim.VERB, twice).accepted()
    begun.when(claim.VERB, claiming(张三="C")).rejected("coupon.person_has_one", row=2)


def test_under_another_id_it_is_the_same_person(begun: Scenario) -> None:
    begun.when(issue.VERB, issuing("A", "B", "C")).accepted()
    begun.when(claim.VERB, claiming(张三="A")).accepted()
    first = coupon(begun, "A").person
    begun.when(claim.VERB, claiming(张叁="B")).accepted()
    second = coupon(begun, "B").person
    begun.when(void.VERB, voiding("B")).accepted()
    begun.given(samples.merged(str(second), str(first)))

    begun.when(claim.VERB, claiming(张叁="C")).rejected("coupon.person_has_one")


def test_nothing_is_recorded_before_it_happened(begun: Scenario) -> None:
    claimed(begun, "A")

    begun.when(redeem.VERB, redeeming(("A", 1), redeemed_on=date(2023, 5, 11))).rejected(
        "date.in_future", row=2
    )


# --- redeemed ------------------------------------------------------------------------------------


def test_a_coupon_is_redeemed_in_parts_of_which_the_union_bears_its_share(begun: Scenario) -> None:
    claimed(begun, "A", "B")

    facts = begun.when(redeem.VERB, redeeming(("A", 1001), ("B", 5000), ("A", 3999))).outcome.facts

    assert [fact.union_fen for fact in facts] == [600, 3000, 2400]
    assert [(fact.before_fen, fact.is_rest) for fact in facts] == [
        (0, False), (0, True), (1001, True),
    ]  # fmt: skip
    assert (coupon(begun, "A").redeemed, campaign(begun).full) == (5000, 2)


def test_the_rows_of_a_file_see_each_other(begun: Scenario) -> None:
    claimed(begun, "A")

    begun.when(redeem.VERB, redeeming(("A", 3000), ("A", 2001))).rejected(
        "coupon.over_face_value", row=3, left="20.00"
    )
    assert coupon(begun, "A").redeemed == 0


@pytest.mark.parametrize(
    ("code", "fen", "more", "refused"),
    [
        ("A", 0, {}, "amount.not_positive"),
        ("A", -1, {}, "amount.not_positive"),
        ("Z", 100, {}, "coupon.unknown"),
        ("I", 100, {}, "coupon.not_claimed"),
        ("A", 100, {"order_fen": 9_999}, "coupon.below_min_spend"),
        ("A", 5001, {}, "coupon.over_face_value"),
        ("A", 100, {"redeemed_on": date(2023, 4, 30)}, "coupon.not_yet_valid"),
        ("A", 100, {"redeemed_on": date(2023, 7, 1), "on": JULY}, "coupon.expired"),
    ],
)
def test_what_is_wrong_with_a_redemption(
    begun: Scenario, code: str, fen: int, more: dict[str, Any], refused: str
) -> None:
    claimed(begun, "A").when(issue.VERB, issuing("I")).accepted()

    begun.when(redeem.VERB, redeeming((code, fen), **more)).rejected(refused, row=2)


def test_a_coupon_is_never_cash(given: Given) -> None:
    scenario = claimed(approved(given(*county()), min_spend=0), "A")

    scenario.when(redeem.VERB, redeeming(("A", 100), order_fen=99)).rejected("coupon.over_order")


def test_a_redemption_of_a_valid_day_may_be_recorded_later(begun: Scenario) -> None:
    claimed(begun, "A")

    last = redeeming(("A", 100), redeemed_on=date(2023, 6, 30), on=JULY)
    fact = begun.when(redeem.VERB, last).outcome.facts[0]

    assert fact.occurred_on == date(2023, 6, 30)


def test_every_bad_row_is_told_and_none_is_taken(begun: Scenario) -> None:
    claimed(begun, "A", "B")

    begun.when(redeem.VERB, redeeming(("A", 5000), ("Z", 1), ("A", 1), ("B", 9999))).rejected(
        "coupon.unknown", "coupon.already_redeemed", "coupon.over_face_value", row=3
    )
    assert campaign(begun).lines == 0


# --- voided and lapsed ---------------------------------------------------------------------------


def test_who_held_a_void_coupon_may_claim_another(begun: Scenario) -> None:
    begun.when(issue.VERB, issuing("A", "B")).accepted()
    begun.when(claim.VERB, claiming(张三="A")).accepted()
    begun.when(void.VERB, voiding("A")).accepted()
    begun.when(claim.VERB, claiming(张三="B")).accepted()

    person = str(coupon(begun, "B").person)
    assert begun.edge().state(Claimant(ID, person)).live == 1


def test_who_spent_part_of_a_void_coupon_may_not(begun: Scenario) -> None:
    claimed(begun, "A").when(redeem.VERB, redeeming(("A", 100))).accepted()
    begun.when(issue.VERB, issuing("B")).accepted()
    begun.when(void.VERB, voiding("A")).accepted()

    begun.when(claim.VERB, claiming(某A="B")).rejected("coupon.person_has_one")
    assert campaign(begun).share == 60


def test_what_is_unspent_lapses_and_its_budget_is_free(begun: Scenario) -> None:
    claimed(begun, "A", "B", "C").when(redeem.VERB, redeeming(("A", 5000), ("B", 100))).accepted()
    begun.when(void.VERB, voiding("C")).accepted()
    begun.when(issue.VERB, issuing("D")).accepted()

    fact = begun.when(expire.VERB, expiring()).outcome.facts[0]

    assert (fact.lapsed, fact.released_fen) == (2, 3_000_000 - 3060)
    assert (line(begun).committed, campaign(begun).committed) == (3060, 3060)


def test_not_before_the_day_after_the_last(begun: Scenario) -> None:
    begun.when(expire.VERB, expiring(on=date(2023, 6, 30))).rejected("coupon_campaign.still_valid")
    begun.when(expire.VERB, expiring(on=date(2023, 7, 1))).accepted()
    begun.when(expire.VERB, expiring()).rejected("coupon_campaign.expired_already")


# --- the statistic -------------------------------------------------------------------------------


def test_a_statistic_is_noted_and_changes_nothing(begun: Scenario) -> None:
    before = campaign(begun)
    noted = statistic.ReportStatistic(
        by=HANDLER, on=MAY, union=approving().union, campaign=ID, stimulated=230_000_000,
        persons=2000, reported_by="某平台",
    )  # fmt: skip

    fact = begun.when(statistic.VERB, noted).outcome.facts[0]

    assert fact.stimulated_fen == 230_000_000
    assert campaign(begun) == replace(before)
    begun.when(statistic.VERB, noted.model_copy(update={"campaign": "X"})).rejected(
        "coupon_campaign.unknown"
    )
