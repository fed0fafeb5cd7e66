from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from commands.budget.approve import VERB, ApproveBudget
from ledger.events.budgets import BudgetApproved, BudgetedLine
from tests import samples
from tests.samples import ACCOUNTANT, CITY, SCHOOL
from tests.scenario import Given

DAY = date(2023, 1, 20)
DOCUMENT = "呈工财〔2023〕1号"


def approve(*rows: dict[str, Any], union: str | None = SCHOOL, **more: Any) -> ApproveBudget:
    listed = [{"row": n, **row} for n, row in enumerate(rows, 2)]
    return ApproveBudget.model_validate(
        {"by": ACCOUNTANT, "on": DAY, "year": 2023, "document": DOCUMENT, "union": union,
         "rows": listed, **more}
    )  # fmt: skip


def approved(*lines: BudgetedLine, union: str = SCHOOL, by: str = CITY) -> BudgetApproved:
    return BudgetApproved(
        command=1, by=ACCOUNTANT, occurred_on=DAY, union=union, year=2023, lines=lines,
        approved_by=by, document=DOCUMENT,
    )  # fmt: skip


def test_a_budget_has_income_and_expenditure(given: Given) -> None:
    command = approve(
        {"account": "402", "amount_fen": 900, "note": "含留成"},
        {"account": "50105", "amount_fen": 500},
        {"account": "505", "amount_fen": 400},
    )

    given(*samples.founded()).when(VERB, command).then(
        approved(
            BudgetedLine(line="402", account="402", amount_fen=900, note="含留成"),
            BudgetedLine(line="50105", account="50105", amount_fen=500, economic="30399"),
            BudgetedLine(line="505", account="505", amount_fen=400, economic="30299"),
        )
    )


def test_project_and_fiscal_money_have_lines_of_their_own(given: Given) -> None:
    command = approve(
        {"account": "50405", "amount_fen": 1},
        {"account": "50405", "amount_fen": 2, "project": "送温暖（2023）"},
        {"account": "50404", "amount_fen": 3, "project": "帮扶", "fund_source": "财政拨款",
         "functional_class": "2012906", "economic_class": "30306"},
        {"account": "50301", "amount_fen": 4, "line": "竞赛"},
    )  # fmt: skip

    given(*samples.founded()).when(VERB, command).then(
        approved(
            BudgetedLine(line="50405", account="50405", amount_fen=1, economic="30399"),
            BudgetedLine(
                line="50405/送温暖（2023）", account="50405", amount_fen=2, kind="project",
                project="送温暖（2023）", economic="30399",
            ),
            BudgetedLine(
                line="50404/帮扶/fiscal", account="50404", amount_fen=3, kind="project",
                project="帮扶", source="fiscal", economic="30306", functional="2012906",
            ),
            BudgetedLine(line="竞赛", account="50301", amount_fen=4, economic="30299"),
        )
    )  # fmt: skip


def test_a_file_carries_the_budgets_of_many_unions(given: Given) -> None:
    command = approve(
        {"account": "402", "amount_fen": 1, "union": CITY},
        {"account": "402", "amount_fen": 2, "union": SCHOOL},
        union=None,
        approved_by="昆明市总工会",
    )

    given(*samples.founded()).when(VERB, command).then(
        approved(
            BudgetedLine(line="402", account="402", amount_fen=1), union=CITY, by="昆明市总工会"
        ),
        approved(BudgetedLine(line="402", account="402", amount_fen=2), by="昆明市总工会"),
    )


def test_a_union_may_be_named_by_its_code(given: Given) -> None:
    row = {"account": "402", "amount_fen": 1, "union": "第一小学工会", "union_code": SCHOOL}

    given(*samples.founded()).when(VERB, approve(row, union=None)).then(
        approved(BudgetedLine(line="402", account="402", amount_fen=1))
    )


def test_a_budget_has_lines(given: Given) -> None:
    given(*samples.founded()).when(VERB, approve()).rejected("budget.empty")


def test_a_file_names_unions_that_are_there(given: Given) -> None:
    command = approve({"account": "402", "amount_fen": 1, "union": "Z"}, union=None)

    given(*samples.founded()).when(VERB, command).rejected("union.unknown")


def test_a_budget_is_approved_once_a_year(given: Given) -> None:
    row = {"account": "402", "amount_fen": 1}
    scenario = given(*samples.in_business())

    scenario.when(VERB, approve(row)).rejected("budget.approved_already", year=2023)
    scenario.when(VERB, approve(row, year=2024)).accepted()


def test_somebody_above_approves(given: Given) -> None:
    command = approve({"account": "402", "amount_fen": 1}, union=CITY)

    given(*samples.founded()).when(VERB, command).rejected("budget.no_approver", union=CITY)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"account": "50105", "amount_fen": 1}, "budget.line_twice"),
        ({"account": "50101", "amount_fen": -1}, "budget.negative"),
        ({"amount_fen": 1}, "budget.no_account"),
        ({"account": "599", "amount_fen": 1}, "account.unknown"),
        ({"account": "102", "amount_fen": 1}, "budget.not_an_account"),
        (
            {"account": "50101", "amount_fen": 1, "expense_kind": "项目支出"},
            "entry.dimension_missing",
        ),
        ({"account": "50101", "amount_fen": 1, "fund_source": "fiscal"}, "entry.dimension_missing"),
    ],
)
def test_a_line_that_cannot_be(given: Given, row: dict[str, Any], code: str) -> None:
    command = approve({"account": "50105", "amount_fen": 1}, row)

    given(*samples.founded()).when(VERB, command).rejected(code, row=3)


def test_a_county_union_has_no_budget_on_accounts_of_grassroots_alone(given: Given) -> None:
    command = approve({"account": "50105", "amount_fen": 1}, union=CITY, approved_by="市总")

    given(*samples.founded()).when(VERB, command).rejected("account.wrong_tier", row=2)


def test_every_bad_line_is_told(given: Given) -> None:
    command = approve({"account": "599", "amount_fen": 1}, {"amount_fen": 1})

    given(*samples.founded()).when(VERB, command).rejected("account.unknown", "budget.no_account")


@pytest.mark.parametrize("amount", ["1", 1.0, None])
def test_an_amount_of_a_file_is_whole_fen(amount: Any) -> None:
    with pytest.raises(ValidationError):
        approve({"account": "402", "amount_fen": amount})
