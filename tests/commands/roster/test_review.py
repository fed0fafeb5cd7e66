from __future__ import annotations

from ledger.events.rosters import RosterReviewed
from tests import rosters, samples
from tests.rosters import ON, ask, in_business, review, row
from tests.samples import CITY, HANDLER, SCHOOL, SUPERVISOR
from tests.scenario import Given


def test_a_compiled_roster_is_reviewed(given: Given) -> None:
    scenario = rosters.compiled(given(*in_business()), row(1))

    ask(scenario, review(opinion="资料齐全")).then(
        RosterReviewed(
            command=1, by=SUPERVISOR, occurred_on=ON, union=SCHOOL, roster="R1", opinion="资料齐全"
        )
    )


def test_the_roster_is_there(given: Given) -> None:
    ask(given(*in_business()), review()).rejected("roster.unknown", roster="R1", union=SCHOOL)


def test_the_roster_is_the_unions_own(given: Given) -> None:
    scenario = rosters.compiled(given(*in_business()), row(1))

    ask(scenario, review(union=CITY)).rejected("roster.unknown", union=CITY)


def test_a_roster_is_reviewed_once(given: Given) -> None:
    scenario = rosters.reviewed(given(*in_business()), row(1))

    ask(scenario, review()).rejected("roster.wrong_status", status="reviewed")


def test_the_reviewer_is_not_the_maker(given: Given) -> None:
    both = samples.officer(HANDLER, "finance_supervisor")
    scenario = rosters.compiled(given(*in_business(both)), row(1))

    ask(scenario, review(by=HANDLER)).rejected(
        "officer.same_hands", officer=HANDLER, did="compiled"
    )


def test_the_first_guard_that_objects_speaks_alone(given: Given) -> None:
    both = samples.officer(HANDLER, "finance_supervisor")
    scenario = rosters.reviewed(given(*in_business(both)), row(1))

    ask(scenario, review(by=HANDLER)).rejected("roster.wrong_status")
