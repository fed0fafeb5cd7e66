"""Claims are assessed by the scheme alone, by another hand than filed them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from pydantic import ValidationError

from ledger.events.mutual_aid import ClaimAssessed
from tests import samples
from tests.commands.mutual_aid._term import (
    ON,
    OUT,
    PROJECT,
    also,
    ask,
    assess_,
    assessed,
    claim,
    enrolled,
    file_,
    filed,
    reject_,
    scheme,
    stay,
    term,
)
from tests.samples import CASHIER, CITY, HANDLER, SCHOOL, SUPERVISOR
from tests.scenario import Given

LATER = OUT + timedelta(days=5)


def fact(claim: str, person: str, eligible: int, benefit: int, **more: object) -> ClaimAssessed:
    return ClaimAssessed(
        command=1, by=SUPERVISOR, occurred_on=ON, union=SCHOOL, project=PROJECT, claim=claim,
        person=person, eligible_fen=eligible, benefit_fen=benefit, **{"version": 1} | more,
    )  # fmt: skip


def test_claims_are_assessed_as_filed(given: Given) -> None:
    scenario = given(*term())
    claims = filed(scenario, stay(1), stay(2, 150_001))

    ask(scenario, assess_(claims=claims)).then(
        fact(claims[0], "P0001", 60_000, 25_000), fact(claims[1], "P0002", 150_001, 85_000)
    )


def test_the_list_that_was_filed_finds_its_claims(given: Given) -> None:
    scenario = given(*term())
    claims = filed(scenario, stay(1), stay(2))
    rows = (claim(2, amount_fen=24_500, eligible_fen=59_000), claim(1, amount_fen=25_000))

    ask(scenario, assess_(*rows)).then(
        fact(claims[1], "P0002", 59_000, 24_500), fact(claims[0], "P0001", 60_000, 25_000)
    )


def test_the_caps_cut_claim_by_claim(given: Given) -> None:
    scenario = given(*term())
    first, second = filed(scenario, stay(1, 900_000), stay(1, 100_000, discharged_on=LATER))

    ask(scenario, assess_(claims=(first, second))).then(
        fact(first, "P0001", 900_000, 200_000, cap="claim"),
        fact(second, "P0001", 100_000, 45_000, received_fen=200_000),
    )
    third = ask(scenario, file_(stay(1, 100_000, discharged_on=ON))).outcome.facts[0].claim
    ask(scenario, assess_(claims=(third,))).then(
        fact(third, "P0001", 100_000, 5_000, received_fen=245_000, cap="year")
    )


def test_the_yearly_cap_counts_all_ids_and_what_was_turned_down_no_more(given: Given) -> None:
    scenario = given(*term())
    one, other = assessed(scenario, stay(1, 900_000), stay(2, 100_000))
    scenario.given(samples.merged("P0002", "P0001"))
    third = ask(scenario, file_(stay(2, 900_000, discharged_on=LATER))).outcome.facts[0].claim

    ask(scenario, assess_(claims=(third,)), dry_run=True).then(
        fact(third, "P0002", 900_000, 5_000, received_fen=245_000, cap="year")
    )
    ask(scenario, reject_(one)).accepted()
    ask(scenario, assess_(claims=(third,))).then(
        fact(third, "P0002", 900_000, 200_000, received_fen=45_000, cap="claim")
    )
    assert other != third


def test_the_scheme_as_adopted_last_counts_and_is_stamped(given: Given) -> None:
    scenario = given(*term())
    [claim] = filed(scenario, stay(1))
    scenario.given(scheme(deductible_fen=20_000))

    ask(scenario, assess_(claims=(claim,))).then(fact(claim, "P0001", 60_000, 20_000, version=2))


def test_a_row_names_a_claim_or_a_person_and_a_day() -> None:
    for row in ({"discharged_on": None}, {"name": ""}):
        with pytest.raises(ValidationError, match="claim: missing"):
            claim(1, **row)


# --- the guards, in their order ------------------------------------------------------------------


def test_not_everybody_assesses(given: Given) -> None:
    ask(given(*term()), assess_(claim(1), by=CASHIER)).rejected("officer.not_allowed")


def test_the_term_has_been_adopted(given: Given) -> None:
    ask(given(*term()), assess_(claim(1), term=18)).rejected("scheme.unknown")


def test_a_claim_is_named(given: Given) -> None:
    ask(given(*term()), assess_()).rejected("mutual_aid_claim.empty")


def test_the_person_has_a_claim_for_that_stay(given: Given) -> None:
    scenario = given(*term())
    filed(scenario, stay(1))

    rows = (claim(1, discharged_on=LATER), claim(2))
    ask(scenario, assess_(*rows)).rejected(
        "mutual_aid_claim.none_for_stay", "mutual_aid_claim.none_for_stay",
        row=1, discharged_on="2023-06-06",
    )  # fmt: skip


def test_the_claim_is_there_and_the_unions_own(given: Given) -> None:
    scenario = given(*term())
    [claim] = filed(scenario, stay(1))

    ask(scenario, assess_(claims=("C9",))).rejected("mutual_aid_claim.unknown", claim="C9")
    ask(scenario, assess_(claims=(claim,), union=CITY)).rejected("mutual_aid_claim.unknown")


def test_the_claim_is_of_the_term(given: Given) -> None:

    scenario = given(*term(replace(scheme(), term=20)))
    [claim] = filed(scenario, stay(1))

    ask(scenario, assess_(claims=(claim,), term=20)).rejected(
        "mutual_aid_claim.other_term", project=PROJECT
    )


def test_a_claim_is_assessed_once(given: Given) -> None:
    scenario = given(*term())
    [claim] = assessed(scenario, stay(1))
    ask(scenario, assess_(claims=(claim,))).rejected(
        "mutual_aid_claim.wrong_status", status="assessed"
    )
    enrolled(scenario, 2)
    [other] = [f.claim for f in ask(scenario, file_(stay(2))).outcome.facts]

    ask(scenario, assess_(claims=(other, other))).rejected("mutual_aid_claim.wrong_status")


def test_who_assesses_has_not_filed(given: Given) -> None:
    scenario = given(*term(also(HANDLER, "finance_supervisor")))
    [claim] = filed(scenario, stay(1))

    ask(scenario, assess_(claims=(claim,), by=HANDLER)).rejected(
        "mutual_aid_claim.same_hands", officer=HANDLER, did="filed"
    )


def test_there_is_an_eligible_amount(given: Given) -> None:
    scenario = given(*term())
    filed(scenario, stay(1))

    ask(scenario, assess_(claim(1, eligible_fen=-1))).rejected("amount.not_positive", row=1)


def test_the_benefit_that_a_list_states_is_the_one_counted(given: Given) -> None:
    scenario = given(*term())
    [filed_claim] = filed(scenario, stay(1))

    ask(scenario, assess_(claim(1, amount_fen=25_001))).rejected(
        "mutual_aid_claim.benefit_differs", row=1, claim=filed_claim, stated="250.01",
        benefit="250.00",
    )  # fmt: skip
