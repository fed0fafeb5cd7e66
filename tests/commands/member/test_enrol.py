from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from commands._edge import Malformed
from commands.member.enrol import VERB, EnrolMembers
from ledger.events.members import MemberEnrolled, PersonMerged
from ledger.scopes.person import UNIONS_MAX, Person
from tests import samples
from tests.samples import ADMIN, CITY, HANDLER, ID_NUMBERS, SCHOOL
from tests.scenario import Given, Scenario

DAY = date(2023, 2, 1)
FIRST = {"name": "张三", "national_id": ID_NUMBERS[0], "member_no": "C1"}
SECOND = {"name": "李四", "national_id": ID_NUMBERS[1]}


def enrol(*rows: dict[str, Any], union: str | None = SCHOOL) -> EnrolMembers:
    listed = [{"row": n, **row} for n, row in enumerate(rows, 2)]
    return EnrolMembers.model_validate({"by": HANDLER, "on": DAY, "union": union, "rows": listed})


def enrolled(person: str, row: int, **more: Any) -> MemberEnrolled:
    fields = {"union": SCHOOL, "identity": "proven", **more}
    return MemberEnrolled(
        command=1, by=HANDLER, occurred_on=DAY, person=person, row=row, sealed={}, **fields
    )


def opened(scenario: Scenario, fact: MemberEnrolled, command_id: str, cls: Any) -> Any:
    """Return what a sealed class of a fact's fields says."""
    item = (command_id, fact.row, fact.person, cls, fact.sealed[cls])
    return scenario.vault.open_many(scenario.books.ledger, [item])[0]


def test_members_come_from_a_list(given: Given) -> None:
    command = enrol({**FIRST, "registered": True}, {**SECOND, "new_employment": True})

    given(*samples.founded()).when(VERB, command).then(
        enrolled("P0001", 2, registered=True), enrolled("P0002", 3, new_employment=True)
    )


def test_personal_fields_are_recorded_as_ciphertext_alone(given: Given) -> None:
    scenario = given(*samples.founded())
    row = {**FIRST, "phone": "13800001234", "bank_account": "6222020000000001234"}

    outcome = scenario.when(VERB, enrol(row)).outcome

    stored = b"".join(e.data for e in scenario.store.read(scenario.books.ledger)).decode()
    assert not any(text in stored for text in (*row.values(), "C1"))
    (fact,) = outcome.facts
    assert isinstance(fact, MemberEnrolled)
    identity = {k: row[k] for k in ("name", "national_id", "member_no", "phone")}
    assert opened(scenario, fact, outcome.command_id, "identity") == identity
    assert opened(scenario, fact, outcome.command_id, "bank") == {
        "bank_account": "6222020000000001234"
    }


def test_an_id_number_that_does_not_hold_is_graded_and_not_refused(given: Given) -> None:
    wrong = {"name": "王五", "national_id": "110101190001010023"}
    without = {"name": "赵六", "member_no": "C6"}

    given(*samples.founded()).when(VERB, enrol(wrong, without)).then(
        enrolled("P0001", 2, identity="invalid"), enrolled("P0002", 3, identity="unproven")
    )


def test_a_list_may_be_of_many_unions(given: Given) -> None:
    rows = ({**FIRST, "union": CITY}, {**SECOND, "union": SCHOOL}, {**FIRST, "union": SCHOOL})
    command = enrol(*rows, union=None)

    given(*samples.founded()).when(VERB, command).then(
        enrolled("P0001", 2, union=CITY), enrolled("P0002", 3), enrolled("P0001", 4)
    )


def test_who_is_a_member_already_is_known_and_skipped(given: Given) -> None:
    scenario = given(*samples.founded())
    scenario.when(VERB, enrol(FIRST)).accepted()

    result = scenario.when(VERB, enrol(FIRST, SECOND, SECOND))

    result.then(enrolled("P0002", 3))
    assert result.outcome.skipped == (2, 4)


def test_a_list_of_known_members_records_nothing(given: Given) -> None:
    scenario = given(*samples.founded())
    scenario.when(VERB, enrol(FIRST)).accepted()
    size = scenario.store.head(scenario.books.ledger).size

    outcome = scenario.when(VERB, enrol(FIRST)).outcome

    assert (outcome.known, outcome.skipped) == (True, (2,))
    assert scenario.store.head(scenario.books.ledger).size == size


def test_a_member_is_known_under_every_id(given: Given) -> None:
    scenario = given(*samples.founded())
    scenario.when(VERB, enrol(FIRST)).accepted()
    scenario.when(VERB, enrol(SECOND, union=CITY)).accepted()
    merged = PersonMerged(command=1, by=ADMIN, occurred_on=DAY, person="P0001", into="P0002",
                          evidence="户口簿")  # fmt: skip
    scenario.given(merged)

    assert scenario.when(VERB, enrol(SECOND)).outcome.skipped == (2,)
    assert scenario.when(VERB, enrol(FIRST, union=CITY)).outcome.skipped == (2,)


def test_a_list_has_members(given: Given) -> None:
    given(*samples.founded()).when(VERB, enrol()).rejected("member.empty")


def test_a_list_names_unions_that_are_there(given: Given) -> None:
    command = enrol({**FIRST, "union": CITY}, {**SECOND, "union": "Z"}, union=None)

    given(*samples.founded()).when(VERB, command).rejected("union.unknown", row=3)


def test_who_has_left_is_not_enrolled(given: Given) -> None:
    command = enrol({**FIRST, "left_on": date(2024, 1, 1)}, {**SECOND, "left_on": DAY})

    given(*samples.founded()).when(VERB, command).rejected(
        "member.has_left", row=3, left_on="2023-02-01"
    )


def test_new_employment_is_read_from_the_form_of_employment(given: Given) -> None:
    given(*samples.founded()).when(VERB, enrol({**FIRST, "employment": "新就业形态"})).then(
        enrolled("P0001", 2, new_employment=True)
    )


def test_nobody_is_a_member_of_too_many_unions(given: Given) -> None:
    before = [samples.member("P0001", f"X{n}") for n in range(UNIONS_MAX)]

    given(*samples.founded(), *before).when(VERB, enrol(FIRST)).rejected(
        "member.too_many_unions", row=2
    )


def test_namesakes_without_any_number_cannot_be_told_apart(given: Given) -> None:
    scenario = given(*samples.founded())

    with pytest.raises(Malformed) as told:
        scenario.when(VERB, enrol({"name": "张三"}, {"name": "张三"}))

    assert [r.code for r in told.value.rejections] == ["person.ambiguous"]


def test_a_dry_run_leaves_no_person_behind(given: Given) -> None:
    scenario = given(*samples.founded())

    assert scenario.when(VERB, enrol(FIRST), dry_run=True).outcome.facts

    scenario.when(VERB, enrol(SECOND)).then(enrolled("P0001", 2))
    assert scenario.edge().state(Person("P0001")).unions == (SCHOOL,)


def test_a_row_has_a_name() -> None:
    with pytest.raises(ValidationError):
        enrol({"name": " "})
