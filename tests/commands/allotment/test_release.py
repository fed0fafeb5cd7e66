from __future__ import annotations

from typing import Any

from commands._transfers import LowerRow
from commands.allotment.release import VERB, ReleaseAllotments
from commands.subsidy import pay
from ledger.events.subsidies import AllotmentReleased
from ledger.scopes.allotment import Allotment
from ledger.scopes.budget_line import BudgetLine
from tests.commands._district import FOREIGN, GENERAL, JUNE, PLANT, PROJECT, SPECIAL, district, kept
from tests.commands.conftest import Given
from tests.samples import ACCOUNTANT, BANK, CHAIR, CITY, SCHOOL, budget, budgeted
from tests.scenario import Scenario


def ask(*rows: tuple[str, int], **more: Any) -> ReleaseAllotments:
    listed = tuple(
        LowerRow(row=n, lower=lower, amount_fen=fen) for n, (lower, fen) in enumerate(rows, 2)
    )
    fields = {
        "union": CITY, "line": SPECIAL, "kind": "special", "project": PROJECT,
        "document": "呈工〔2023〕9号", "rows": listed,
    }  # fmt: skip
    return ReleaseAllotments(by=ACCOUNTANT, on=JUNE, **{**fields, **more})


def released(lower: str, fen: int) -> AllotmentReleased:
    return AllotmentReleased(
        command=1, by=ACCOUNTANT, occurred_on=JUNE, union=CITY, year=2023, lower=lower,
        line=SPECIAL, kind="special", amount_fen=fen, document="呈工〔2023〕9号", project=PROJECT,
    )  # fmt: skip


def allotted(scenario: Scenario, lower: str = SCHOOL) -> tuple[int, int]:
    state = scenario.edge().state(Allotment(CITY, 2023, lower, "special", PROJECT))
    return state.released, state.paid


def line(scenario: Scenario) -> tuple[int, int, int]:
    state = scenario.edge().state(BudgetLine(CITY, 2023, SPECIAL))
    return state.free, state.committed, state.paid


def payment(fen: int) -> pay.PaySubsidies:
    return pay.PaySubsidies(
        by=ACCOUNTANT, on=JUNE, union=CITY, lower=SCHOOL, amount=fen, number="N1", line=SPECIAL,
        kind="special", project=PROJECT, bank=BANK, approved_by=CHAIR,
    )  # fmt: skip


def test_many_unions_are_allotted_and_the_line_is_committed(given: Given) -> None:
    scenario = (
        given(*district())
        .when(VERB, ask((SCHOOL, 300_000), (PLANT, 200_000)))
        .then(released(SCHOOL, 300_000), released(PLANT, 200_000))
    )

    assert line(scenario) == (4_500_000, 500_000, 0)


def test_655_unions_in_one_command(given: Given) -> None:
    unions = [f"X{n:04}" for n in range(655)]
    command = ask(*((union, 100) for union in unions))

    outcome = given(*district(*map(kept, unions))).when(VERB, command).outcome

    assert len(outcome.facts) == 655


def test_every_row_stands(given: Given) -> None:
    command = ask(("U9999", 1), (FOREIGN, 1), (SCHOOL, 0))

    given(*district()).when(VERB, command).rejected(
        "union.unknown", "union.not_below", "allotment.no_amount", row=2
    )


def test_the_line_pays_such_subsidies(given: Given) -> None:
    scenario = given(*district())

    scenario.when(VERB, ask((SCHOOL, 1), line="50803")).rejected("budget.no_line")
    scenario.when(VERB, ask((SCHOOL, 1), line=GENERAL)).rejected("budget.wrong_line")
    scenario.when(VERB, ask((SCHOOL, 1), project="OTHER")).rejected("subsidy.other_project")


def test_a_general_allotment_has_no_project(given: Given) -> None:
    given(*district()).when(VERB, ask((SCHOOL, 1), line=GENERAL, kind="general")).rejected(
        "subsidy.general_has_project"
    )


def test_all_of_an_allotment_comes_from_one_line(given: Given) -> None:
    other = budget(budgeted("50802/B", 100, account="50802", kind="project", project=PROJECT),
                   union=CITY)  # fmt: skip
    past = district(other, released(SCHOOL, 100))

    given(*past).when(VERB, ask((SCHOOL, 1), line="50802/B")).rejected(
        "allotment.other_line", row=2, line=SPECIAL
    )


def test_more_is_released_or_some_withdrawn(given: Given) -> None:
    scenario = given(*district(released(SCHOOL, 1000)))

    scenario.when(VERB, ask((SCHOOL, 500), (SCHOOL, -700))).accepted()

    assert allotted(scenario) == (800, 0)
    assert line(scenario) == (4_999_200, 800, 0)


def test_what_was_paid_is_not_withdrawn(given: Given) -> None:
    scenario = given(*district(released(SCHOOL, 1000))).when(pay.VERB, payment(600)).accepted()

    assert allotted(scenario) == (1000, 600)
    assert line(scenario) == (4_999_000, 400, 600)
    scenario.when(VERB, ask((SCHOOL, -400), (SCHOOL, -1))).rejected(
        "allotment.below_paid", row=3, free="0.00", asked="0.01"
    )


def test_no_more_is_released_than_was_budgeted(given: Given) -> None:
    command = ask((SCHOOL, 5_000_000), (PLANT, 1))

    given(*district()).when(VERB, command).rejected("budget.short", line=SPECIAL, short_by="0.01")
