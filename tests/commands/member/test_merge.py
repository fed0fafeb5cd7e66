from __future__ import annotations

from datetime import date

from commands.member.merge import VERB, MergePersons
from ledger.events.members import PersonMerged
from ledger.scopes.person import ALIASES_MAX, Person
from tests import samples
from tests.samples import SUPERVISOR
from tests.scenario import Given

DAY = date(2023, 2, 1)


def merge(person: str, into: str) -> MergePersons:
    return MergePersons(by=SUPERVISOR, on=DAY, person=person, into=into, evidence="户口簿")


def merged(person: str, into: str) -> PersonMerged:
    return PersonMerged(
        command=1, by=SUPERVISOR, occurred_on=DAY, person=person, into=into, evidence="户口簿"
    )


def test_two_ids_become_one_person(given: Given) -> None:
    scenario = given(*samples.founded(), samples.member("P1"))

    scenario.when(VERB, merge("P1", "P2")).then(merged("P1", "P2"))

    assert scenario.edge().state(Person("P1")).into == "P2"
    assert scenario.edge().state(Person("P2")).aliases == ("P1",)


def test_who_was_merged_before_goes_along(given: Given) -> None:
    scenario = given(*samples.founded(), merged("P1", "P2"))

    scenario.when(VERB, merge("P2", "P3")).then(merged("P2", "P3"), merged("P1", "P3"))

    assert scenario.edge().state(Person("P1")).into == "P3"
    assert scenario.edge().state(Person("P3")).aliases == ("P2", "P1")


def test_nobody_is_merged_with_themselves(given: Given) -> None:
    given(*samples.founded()).when(VERB, merge("P1", "P1")).rejected("person.same")


def test_an_id_is_given_up_once_and_is_no_goal_afterwards(given: Given) -> None:
    scenario = given(*samples.founded(), merged("P1", "P2"))

    scenario.when(VERB, merge("P1", "P3")).rejected("person.merged_already", into="P2")
    scenario.when(VERB, merge("P3", "P1")).rejected("person.merged_already", into="P2")


def test_a_person_has_a_limited_number_of_ids(given: Given) -> None:
    before = [merged(f"P{n}", "Q") for n in range(ALIASES_MAX)]

    given(*samples.founded(), *before).when(VERB, merge("R", "Q")).rejected(
        "person.too_many_aliases", most=ALIASES_MAX
    )
