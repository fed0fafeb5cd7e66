from __future__ import annotations

import pytest

from ledger.events.rosters import RosterRejected
from ledger.scopes.budget_line import BudgetLine
from tests import rosters
from tests.rosters import LINE, ON, approve, ask, in_business, reject, review, row
from tests.samples import CITY, SCHOOL, SUPERVISOR
from tests.scenario import Given


def rejected(released_fen: int = 0) -> RosterRejected:
    return RosterRejected(
        command=1, by=SUPERVISOR, occurred_on=ON, union=SCHOOL, roster="R1", reason="附件不全",
        budget_line=LINE, year=2023, released_fen=released_fen,
    )  # fmt: skip


def test_a_roster_is_rejected_at_any_step_before_it_is_paid(given: Given) -> None:
    ask(rosters.compiled(given(*in_business()), row(1)), reject()).then(rejected())
    ask(rosters.reviewed(given(*in_business()), row(1)), reject()).then(rejected())


def test_what_was_committed_is_free_again(given: Given) -> None:
    scenario = rosters.approved(given(*in_business()), row(1))
    line = BudgetLine(SCHOOL, 2023, LINE)
    assert scenario.edge().state(line).committed == 50_000

    ask(scenario, reject()).then(rejected(50_000))

    assert scenario.edge().state(line).committed == 0
    assert scenario.edge().state(line).free == 5_000_000


def test_the_roster_is_there_and_the_unions_own(given: Given) -> None:
    scenario = given(*in_business())
    ask(scenario, reject()).rejected("roster.unknown")
    rosters.compiled(scenario, row(1))

    ask(scenario, reject(union=CITY)).rejected("roster.unknown", union=CITY)


def test_a_paid_roster_is_not_rejected(given: Given) -> None:
    scenario = given(*in_business())
    rosters.paid(scenario, row(1))

    ask(scenario, reject()).rejected("roster.wrong_status", status="paid")


@pytest.mark.parametrize("step", [review, approve, reject, rosters.pay])
def test_a_rejected_roster_goes_nowhere(given: Given, step: object) -> None:
    scenario = rosters.approved(given(*in_business()), row(1))
    ask(scenario, reject()).accepted()

    ask(scenario, step()).rejected(  # type: ignore[operator]
        "roster.wrong_status", status="rejected"
    )


def test_a_corrected_roster_takes_an_id_of_its_own(given: Given) -> None:
    scenario = rosters.compiled(given(*in_business()), row(1))
    ask(scenario, reject()).accepted()

    ask(scenario, rosters.compile_(row(1))).rejected("roster.exists")
    ask(scenario, rosters.compile_(row(1), roster="R2")).accepted()
