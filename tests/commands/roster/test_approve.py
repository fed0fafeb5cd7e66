from __future__ import annotations

import pytest

from ledger.events.rosters import RosterApproved
from tests import rosters, samples
from tests.rosters import LINE, ON, approve, ask, in_business, row
from tests.samples import CHAIR, CITY, HANDLER, SCHOOL
from tests.scenario import Given, Scenario

THRESHOLD = "collective_decision_above"


def reviewed(given: Given, *facts: object, fen: int = 50_000) -> Scenario:
    return rosters.reviewed(given(*in_business(), *facts), row(1, fen))


def approved(fen: int = 50_000, minutes: str | None = None) -> RosterApproved:
    return RosterApproved(
        command=1, by=CHAIR, occurred_on=ON, union=SCHOOL, roster="R1", total_fen=fen,
        budget_line=LINE, year=2023, minutes=minutes,
    )  # fmt: skip


def test_a_reviewed_roster_is_approved(given: Given) -> None:
    ask(reviewed(given), approve()).then(approved())


def test_the_roster_is_there_and_the_unions_own(given: Given) -> None:
    ask(given(*in_business()), approve()).rejected("roster.unknown")
    ask(reviewed(given), approve(union=CITY)).rejected("roster.unknown", union=CITY)


def test_nothing_is_approved_before_its_review(given: Given) -> None:
    scenario = rosters.compiled(given(*in_business()), row(1))

    ask(scenario, approve()).rejected("roster.wrong_status", status="compiled")


def test_a_roster_is_approved_once(given: Given) -> None:
    scenario = rosters.approved(given(*in_business()), row(1))

    ask(scenario, approve()).rejected("roster.wrong_status", status="approved")


def test_the_approver_is_not_the_maker(given: Given) -> None:
    scenario = reviewed(given, samples.officer(HANDLER, "chairperson"))

    ask(scenario, approve(by=HANDLER)).rejected("officer.same_hands", did="compiled")


def test_above_the_threshold_there_are_minutes(given: Given) -> None:
    scenario = reviewed(given, samples.policy(THRESHOLD, "49999"), samples.minutes("M1", 50_000))

    ask(scenario, approve()).rejected("minutes.missing", amount="500.00", threshold="499.99")
    ask(scenario, approve(minutes="M1")).then(approved(minutes="M1"))


def test_up_to_the_threshold_none_are_needed(given: Given) -> None:
    ask(reviewed(given, samples.policy(THRESHOLD, "50000")), approve()).accepted()


@pytest.mark.parametrize(("own", "refused"), [("50000", False), ("49999", True)])
def test_a_unions_own_threshold_goes_before_the_common_one(
    given: Given,
    own: str,
    refused: bool,  # noqa: FBT001
) -> None:
    common = "1" if not refused else "90000000"
    policies = (samples.policy(THRESHOLD, common), samples.policy(THRESHOLD, own, SCHOOL))

    done = ask(reviewed(given, *policies), approve())

    assert done.outcome.accepted is not refused


def test_the_minutes_are_there_and_the_unions_own(given: Given) -> None:
    scenario = reviewed(given, samples.minutes("M1", 50_000, CITY))

    ask(scenario, approve(minutes="M1")).rejected("minutes.unknown", minutes="M1", union=SCHOOL)


def test_the_minutes_reach(given: Given) -> None:
    scenario = reviewed(given, samples.minutes("M1", 49_999))

    ask(scenario, approve(minutes="M1")).rejected(
        "minutes.exceeded", left="499.99", amount="500.00"
    )


def test_what_was_approved_under_the_minutes_counts(given: Given) -> None:
    scenario = reviewed(given, samples.minutes("M1", 99_999))
    ask(scenario, approve(minutes="M1")).accepted()
    rosters.reviewed(scenario, row(2), roster="R2")

    ask(scenario, approve("R2", minutes="M1")).rejected("minutes.exceeded", left="499.99")


def test_what_was_rejected_after_its_approval_counts_no_more(given: Given) -> None:
    scenario = reviewed(given, samples.minutes("M1", 50_000))
    ask(scenario, approve(minutes="M1")).accepted()
    ask(scenario, rosters.reject()).accepted()
    rosters.reviewed(scenario, row(2), roster="R2")

    ask(scenario, approve("R2", minutes="M1")).accepted()


def test_the_budget_line_covers_the_roster(given: Given) -> None:
    small = samples.budgeted(LINE, 99_999)
    facts = (
        *samples.founded(), samples.bank(), samples.opened(), samples.budget(small),
        samples.standard(rosters.KIND, rosters.EACH),
    )  # fmt: skip
    scenario = given(*facts)
    rosters.approved(scenario, row(1))
    rosters.reviewed(scenario, row(2), roster="R2")

    ask(scenario, approve("R2")).rejected(
        "budget.short", line=LINE, free="499.99", asked="500.00", short_by="0.01"
    )


def test_the_first_guard_that_objects_speaks_alone(given: Given) -> None:
    both = samples.officer(HANDLER, "chairperson")
    policy = samples.policy(THRESHOLD, "0")
    scenario = given(*in_business(both, policy))
    rosters.reviewed(scenario, *(row(n, 100_000) for n in range(51)))

    ask(scenario, approve(by=HANDLER, minutes="M9")).rejected("officer.same_hands")
    ask(scenario, approve(minutes="M9")).rejected("minutes.unknown")
    ask(scenario.given(samples.minutes("M9", 10**9)), approve(minutes="M9")).rejected(
        "budget.short", free="50000.00", short_by="1000.00"
    )
