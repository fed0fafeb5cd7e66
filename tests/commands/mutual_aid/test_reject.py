"""A claim is turned down before it is paid, and then its stay is free again."""

from __future__ import annotations

from commands.voucher import reverse
from commands.voucher.reverse import ReverseEntry
from ledger.events.mutual_aid import ClaimRejected
from ledger.scopes.enrolment import Enrolment
from tests.commands.mutual_aid._term import (
    ON,
    OUT,
    PROJECT,
    ask,
    assess_,
    assessed,
    filed,
    paid,
    pay_,
    reject_,
    stay,
    term,
)
from tests.samples import ACCOUNTANT, CITY, HANDLER, SCHOOL, SUPERVISOR
from tests.scenario import Given


def fact(claim: str, released: int) -> ClaimRejected:
    return ClaimRejected(
        command=1, by=SUPERVISOR, occurred_on=ON, union=SCHOOL, project=PROJECT, claim=claim,
        person="P0001", discharged_on=OUT, reason="材料不全", released_fen=released,
    )  # fmt: skip


def test_a_filed_claim_is_turned_down(given: Given) -> None:
    scenario = given(*term())
    [claim] = filed(scenario, stay(1))

    ask(scenario, reject_(claim)).then(fact(claim, 0))
    ask(scenario, assess_(claims=(claim,))).rejected(
        "mutual_aid_claim.wrong_status", status="rejected"
    )


def test_what_was_assessed_counts_no_more(given: Given) -> None:
    scenario = given(*term())
    [claim] = assessed(scenario, stay(1))
    assert scenario.edge().state(Enrolment("P0001", PROJECT)).assessed == 25_000

    ask(scenario, reject_(claim)).then(fact(claim, 25_000))
    assert scenario.edge().state(Enrolment("P0001", PROJECT)).assessed == 0
    ask(scenario, pay_(claims=(claim,))).rejected(
        "mutual_aid_claim.wrong_status", status="rejected"
    )


# --- the guards, in their order ------------------------------------------------------------------


def test_not_everybody_turns_down(given: Given) -> None:
    ask(given(*term()), reject_("C9", by=HANDLER)).rejected("officer.not_allowed")


def test_the_claim_is_there_of_the_union_and_the_term(given: Given) -> None:
    scenario = given(*term())
    [claim] = filed(scenario, stay(1))

    ask(scenario, reject_("C9")).rejected("mutual_aid_claim.unknown", claim="C9")
    ask(scenario, reject_(claim, union=CITY)).rejected("mutual_aid_claim.unknown")
    ask(scenario, reject_(claim, term=20)).rejected("mutual_aid_claim.other_term")


def test_a_claim_is_turned_down_once(given: Given) -> None:
    scenario = given(*term())
    [claim] = filed(scenario, stay(1))
    ask(scenario, reject_(claim)).accepted()

    ask(scenario, reject_(claim)).rejected("mutual_aid_claim.wrong_status", status="rejected")


def test_what_is_paid_is_not_turned_down_before_that_is_undone(given: Given) -> None:
    scenario = given(*term())
    [claim], position = paid(scenario, stay(1))
    ask(scenario, reject_(claim)).rejected("mutual_aid_claim.paid_already", claim=claim)
    wrong = ReverseEntry(union=SCHOOL, by=ACCOUNTANT, on=ON, position=position, reason="误发")
    scenario.when(reverse.VERB, wrong).accepted()

    ask(scenario, reject_(claim)).then(fact(claim, 25_000))
