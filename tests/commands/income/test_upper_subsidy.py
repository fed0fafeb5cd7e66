from __future__ import annotations

from typing import Any

from commands.income.upper_subsidy import VERB, ReceiveUpperSubsidy
from tests.commands._district import JUNE, district, legs
from tests.commands.conftest import Given
from tests.samples import ACCOUNTANT, BANK, CITY, SCHOOL


def ask(**more: Any) -> ReceiveUpperSubsidy:
    fields: dict[str, Any] = {"union": CITY, "bank": BANK, "amount": "500.00", "kind": "general"}
    return ReceiveUpperSubsidy(by=ACCOUNTANT, on=JUNE, **{**fields, **more})


def test_a_general_subsidy_is_unrestricted_income(given: Given) -> None:
    fact = given(*district()).when(VERB, ask()).outcome.facts[0]

    assert legs(fact) == [("102", 50_000), ("40301", -50_000)]
    assert fact.legs[1].restriction == "unrestricted"


def test_a_special_subsidy_is_restricted_to_its_project(given: Given) -> None:
    fact = given(*district()).when(VERB, ask(kind="special", project="BF2023")).outcome.facts[0]

    assert legs(fact) == [("102", 50_000), ("40302", -50_000)]
    assert (fact.legs[1].restriction, fact.legs[1].project) == ("restricted", "BF2023")


def test_what_an_upper_union_in_these_books_paid_is_named_instead(given: Given) -> None:
    given(*district()).when(VERB, ask(union=SCHOOL)).rejected(
        "subsidy.in_these_books", union=SCHOOL, upper=CITY
    )


def test_a_special_subsidy_needs_a_project_and_a_general_one_has_none(given: Given) -> None:
    scenario = given(*district())

    scenario.when(VERB, ask(kind="special")).rejected("subsidy.project_missing")
    scenario.when(VERB, ask(project="BF2023")).rejected("subsidy.general_has_project")
