"""Persons take part in a term once, through whichever union."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from pydantic import ValidationError

from ledger.events.mutual_aid import EnrolmentRecorded
from ledger.scopes.enrolment import Enrolment
from ledger.scopes.premium import Premium
from tests import samples
from tests.commands.mutual_aid._term import ON, PROJECT, ask, enrol_, person, scheme, term
from tests.samples import CASHIER, CITY, HANDLER, SCHOOL
from tests.scenario import Given


def recorded(person: str, row: int, kind: str, fen: int) -> EnrolmentRecorded:
    return EnrolmentRecorded(
        command=1, by=HANDLER, occurred_on=ON, union=SCHOOL, project=PROJECT, person=person,
        identity="proven", kind=kind, premium_fen=fen, version=1, row=row, sealed={},
    )  # fmt: skip


def test_who_is_new_pays_the_premium_of_the_new(given: Given) -> None:
    rows = (person(1), person(2, kind="新参互"), person(3, kind="续参", amount_fen=12_000))

    ask(given(*term()), enrol_(*rows)).then(
        recorded("P0001", 1, "renewal", 12_000),
        recorded("P0002", 2, "new", 15_000),
        recorded("P0003", 3, "renewal", 12_000),
    )


def test_personal_fields_are_sealed(given: Given) -> None:
    outcome = ask(given(*term()), enrol_(person(1, mutual_aid_no="YN19-7"))).outcome

    [fact] = outcome.facts
    assert isinstance(fact, EnrolmentRecorded)
    assert set(fact.sealed) == {"identity"}
    assert "YN19" not in repr(fact)


def test_a_list_of_many_unions_counts_each_unions_premiums(given: Given) -> None:
    rows = (person(1, union=SCHOOL), person(2, union=CITY), person(3, union=CITY, kind="new"))
    scenario = ask(given(*term()), enrol_(*rows, union=None)).accepted()

    premiums = [scenario.edge().state(Premium(union, PROJECT)) for union in (SCHOOL, CITY)]
    assert [(p.due_persons, p.due) for p in premiums] == [(1, 12_000), (2, 27_000)]
    assert scenario.edge().state(Enrolment("P0002", PROJECT)).union == CITY


def test_a_row_names_its_union_where_the_message_does_not() -> None:
    with pytest.raises(ValidationError, match="no union"):
        enrol_(person(1), union=None)


# --- the guards, in their order ------------------------------------------------------------------


def test_not_everybody_enrols(given: Given) -> None:
    ask(given(*term()), enrol_(person(1), by=CASHIER)).rejected("officer.not_allowed")


def test_there_is_somebody(given: Given) -> None:
    ask(given(*term()), enrol_()).rejected("mutual_aid.empty")


def test_the_term_has_been_adopted(given: Given) -> None:
    ask(given(*term()), enrol_(person(1), term=20)).rejected("scheme.unknown", term=20)


def test_the_term_is_not_over(given: Given) -> None:
    late = date(2024, 1, 1)

    ask(given(*term()), enrol_(person(1), on=late)).rejected("scheme.over", ends="2023-12-31")


def test_the_union_of_a_row_stands(given: Given) -> None:
    rows = (person(1, union=SCHOOL), person(2, union="U0099"))

    ask(given(*term()), enrol_(*rows, union=None)).rejected("union.unknown", row=2, union="U0099")


def test_the_premium_that_a_list_states_is_the_schemes(given: Given) -> None:
    rows = (person(1, amount_fen=12_000), person(2, kind="new", amount_fen=12_000))

    ask(given(*term()), enrol_(*rows)).rejected(
        "mutual_aid.other_premium", row=2, stated="120.00", premium="150.00"
    )


def test_nobody_takes_part_twice_in_any_union_or_row(given: Given) -> None:
    scenario = ask(given(*term()), enrol_(person(1))).accepted()

    ask(scenario, enrol_(person(2), person(1), union=CITY)).rejected(
        "mutual_aid.enrolled_already", row=1, union=SCHOOL
    )
    again = person(2).model_copy(update={"row": 3})
    ask(scenario, enrol_(person(2), again)).rejected("mutual_aid.enrolled_already", row=3)


def test_nobody_takes_part_under_two_ids(given: Given) -> None:
    scenario = ask(given(*term()), enrol_(person(1), person(2))).accepted()
    scenario.given(samples.merged("P0003", "P0001"), samples.merged("P0002", "P0004"))

    ask(scenario, enrol_(person(3), person(4))).rejected(
        "mutual_aid.enrolled_already", "mutual_aid.enrolled_already", row=3
    )


def test_a_person_takes_part_in_the_next_term_again(given: Given) -> None:
    later = replace(scheme(), term=20, valid_to=date(2024, 12, 31))
    scenario = ask(given(*term(later)), enrol_(person(1))).accepted()

    ask(scenario, enrol_(person(1), term=20)).accepted()
