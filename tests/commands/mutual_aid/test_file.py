"""Stays are claimed for once, in time, by who takes part; what is medical is sealed."""

from __future__ import annotations

from datetime import date, timedelta

from ledger.events import encode
from ledger.events.mutual_aid import ClaimFiled
from tests import samples
from tests.commands.mutual_aid._term import (
    ON,
    OUT,
    PROJECT,
    ask,
    enrolled,
    file_,
    filed,
    reject_,
    stay,
    term,
)
from tests.rosters import id_number
from tests.samples import CASHIER, CITY, HANDLER, SCHOOL
from tests.scenario import Given


def test_a_claim_is_filed_under_its_position(given: Given) -> None:
    scenario = enrolled(given(*term()), 1, 2)
    done = ask(scenario, file_(stay(1), stay(2, 1, bank_account="6222020200112233445")))

    first = done.outcome.first + 1
    done.then(
        *(
            ClaimFiled(
                command=1, by=HANDLER, occurred_on=ON, union=SCHOOL, project=PROJECT,
                claim=f"C{first + n}", person=f"P000{n + 1}", identity="proven",
                discharged_on=OUT, eligible_fen=fen, row=n + 1, sealed={}, payee=payee,
            )
            for n, (fen, payee) in enumerate([(60_000, None), (1, "A0001")])
        )
    )  # fmt: skip


def test_nothing_medical_is_recorded_in_plain(given: Given) -> None:
    known = stay(
        1, hospital="某某医院", admitted_on=date(2023, 5, 20), diagnosis="某病",
        medical_total_fen=1_234_567, insurance_paid_fen=1_000_000, bank_account="6222020200112233",
    )  # fmt: skip
    outcome = ask(enrolled(given(*term()), 1), file_(known)).outcome

    [fact] = outcome.facts
    assert isinstance(fact, ClaimFiled)
    assert set(fact.sealed) == {"identity", "bank", "hardship"}
    plain = (encode(fact) + repr(fact.touches()).encode()).decode()
    for told in ("医院", "某病", "2023-05-20", "1234567", "12345.67", "6222", id_number(1)):
        assert told not in plain


def test_what_is_sealed_can_be_opened(given: Given) -> None:
    scenario = enrolled(given(*term()), 1)
    known = stay(1, hospital="某某医院", admitted_on=date(2023, 5, 20), self_paid_fen=70_000)
    outcome = ask(scenario, file_(known)).outcome
    [fact] = outcome.facts
    assert isinstance(fact, ClaimFiled)
    box = (outcome.command_id, 1, fact.person, "hardship", fact.sealed["hardship"])

    assert scenario.vault.open_many(scenario.books.ledger, [box]) == [
        {"hospital": "某某医院", "admitted": "2023-05-20", "costs": "- / - / 700.00"}
    ]


def test_two_stays_of_one_person_are_two_claims(given: Given) -> None:
    again = stay(1, discharged_on=OUT + timedelta(days=3))

    assert len(filed(given(*term()), stay(1), again)) == 2


def test_who_was_enrolled_under_another_id_may_claim(given: Given) -> None:
    scenario = enrolled(given(*term()), 1).given(samples.merged("P0001", "P0002"))

    ask(scenario, file_(stay(2))).accepted()


# --- the guards, in their order ------------------------------------------------------------------


def test_not_everybody_files(given: Given) -> None:
    ask(given(*term()), file_(stay(1), by=CASHIER)).rejected("officer.not_allowed")


def test_the_term_has_been_adopted(given: Given) -> None:
    ask(given(*term()), file_(stay(1), term=18)).rejected("scheme.unknown", term=18)


def test_there_is_a_claim(given: Given) -> None:
    ask(given(*term()), file_()).rejected("mutual_aid_claim.empty")


def test_the_person_takes_part_in_the_term(given: Given) -> None:
    scenario = enrolled(given(*term()), 1)

    ask(scenario, file_(stay(1), stay(2), stay(3))).rejected(
        "mutual_aid_claim.not_enrolled", "mutual_aid_claim.not_enrolled", row=2
    )


def test_the_stay_ended_within_the_term(given: Given) -> None:
    scenario = enrolled(given(*term()), 1)
    before = stay(1, discharged_on=date(2022, 12, 31))
    after = stay(1, discharged_on=date(2024, 1, 1))

    ask(scenario, file_(before, on=date(2023, 1, 2))).rejected(
        "mutual_aid_claim.outside_term", discharged_on="2022-12-31"
    )
    ask(scenario, file_(after, on=date(2024, 1, 2))).rejected("mutual_aid_claim.outside_term")


def test_a_stay_is_claimed_for_after_it_and_in_time(given: Given) -> None:
    scenario = enrolled(given(*term()), 1)

    ask(scenario, file_(stay(1), on=OUT - timedelta(days=1))).rejected("mutual_aid_claim.too_early")
    ask(scenario, file_(stay(1), on=OUT + timedelta(days=91))).rejected(
        "mutual_aid_claim.too_late", last="2023-08-30"
    )
    ask(scenario, file_(stay(1), on=OUT + timedelta(days=90))).accepted()


def test_no_stay_is_claimed_twice_in_any_union_or_row(given: Given) -> None:
    scenario = given(*term())
    [claim] = filed(scenario, stay(1))
    enrolled(scenario, 2)

    ask(scenario, file_(stay(2), stay(1), union=CITY)).rejected(
        "mutual_aid_claim.stay_claimed", row=1, claim=claim
    )
    again = stay(2).model_copy(update={"row": 3})
    ask(scenario, file_(stay(2), again)).rejected("mutual_aid_claim.stay_claimed", row=3)


def test_no_stay_is_claimed_under_two_ids(given: Given) -> None:
    scenario = given(*term())
    filed(scenario, stay(1))
    scenario.given(samples.merged("P0002", "P0001"))

    ask(scenario, file_(stay(2))).rejected("mutual_aid_claim.stay_claimed")


def test_a_stay_whose_claim_was_turned_down_is_claimed_for_anew(given: Given) -> None:
    scenario = given(*term())
    [claim] = filed(scenario, stay(1))
    ask(scenario, reject_(claim)).accepted()

    ask(scenario, file_(stay(1))).accepted()


def test_there_is_an_eligible_amount(given: Given) -> None:
    ask(enrolled(given(*term()), 1), file_(stay(1, 0))).rejected("amount.not_positive", row=1)
