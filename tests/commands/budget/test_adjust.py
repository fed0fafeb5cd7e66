from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commands.budget.adjust import VERB, AdjustBudget
from ledger.entry import Leg
from ledger.events import Event, Voucher
from ledger.events.budgets import BudgetAdjusted, BudgetedLine
from ledger.events.corrections import EntryPosted
from ledger.events.rosters import RosterApproved, RosterCompiled
from ledger.scopes.budget_line import BudgetLine
from tests import samples
from tests.samples import ACCOUNTANT, BANK, CITY, SCHOOL
from tests.scenario import Given

DAY = date(2023, 7, 10)
DOCUMENT = "呈工财〔2023〕9号"
ALL: dict[str, Any] = {"command": 1, "by": ACCOUNTANT, "occurred_on": DAY}


def adjust(*rows: dict[str, Any], union: str | None = SCHOOL, **more: Any) -> AdjustBudget:
    listed = [{"row": n, **row} for n, row in enumerate(rows, 2)]
    return AdjustBudget.model_validate(
        {"by": ACCOUNTANT, "on": DAY, "year": 2023, "document": DOCUMENT, "union": union,
         "rows": listed, **more}
    )  # fmt: skip


def adjusted(*lines: BudgetedLine, reason: str = "") -> BudgetAdjusted:
    return BudgetAdjusted(
        **ALL, union=SCHOOL, year=2023, lines=lines, approved_by=CITY, document=DOCUMENT,
        reason=reason,
    )  # fmt: skip


def spent(fen: int, line: str = "50105") -> EntryPosted:
    """Return money that went out on a line."""
    legs = (
        Leg(
            union=SCHOOL, account=line, fen=fen, kind="basic", source="union", economic="30399",
            budget=line,
        ),
        Leg(union=SCHOOL, account="102", fen=-fen, bank=BANK),
    )  # fmt: skip
    voucher = Voucher(union=SCHOOL, type="记", period="2023-02", no=1)
    return EntryPosted(
        **ALL, union=SCHOOL, booked_on=date(2023, 2, 1), voucher=voucher, legs=legs, chart="2021/1"
    )


def committed(fen: int) -> tuple[Event, Event]:
    """Return a roster that was approved for so much on 50105."""
    return (
        RosterCompiled(
            **ALL, union=SCHOOL, roster="R1", title="", kind="birthday", kind_version=1,
            budget_line="50105", year=2023, bank=BANK, count=1, total_fen=fen, rows_from=1,
        ),
        RosterApproved(
            **ALL, union=SCHOOL, roster="R1", total_fen=fen, budget_line="50105", year=2023
        ),
    )  # fmt: skip


def test_lines_are_raised_lowered_and_added(given: Given) -> None:
    command = adjust(
        {"line": "50105", "amount_fen": -1_000_000},
        {"account": "50404", "amount_fen": 600_000, "note": "新增困难职工"},
        {"account": "50405", "amount_fen": 400_000, "project": "送温暖"},
    )

    given(*samples.in_business()).when(VERB, command).then(
        adjusted(
            BudgetedLine(line="50105", account="50105", amount_fen=-1_000_000, economic="30399"),
            BudgetedLine(
                line="50404", account="50404", amount_fen=600_000, economic="30399",
                note="新增困难职工",
            ),
            BudgetedLine(
                line="50405/送温暖", account="50405", amount_fen=400_000, economic="30399",
                kind="project", project="送温暖",
            ),
        )
    )  # fmt: skip


def test_a_form_lists_lines_that_do_not_change_too(given: Given) -> None:
    command = adjust(
        {"account": "50105", "adjustment_fen": 0}, {"account": "50404", "adjustment_fen": 700}
    )

    given(*samples.in_business()).when(VERB, command).then(adjusted(samples.budgeted("50404", 700)))


def test_the_line_keeps_its_dimensions(given: Given) -> None:
    given(*samples.in_business()).when(
        VERB, adjust({"line": "50105", "amount_fen": -1_000_000})
    ).accepted()
    scenario = given(*samples.in_business(), adjusted(samples.budgeted("50105", -1_000_000)))

    line = scenario.edge().state(BudgetLine(SCHOOL, 2023, "50105"))

    assert (line.approved, line.account, line.economic) == (4_000_000, "50105", "30399")


def test_an_adjustment_has_lines(given: Given) -> None:
    given(*samples.in_business()).when(VERB, adjust()).rejected("budget.empty")


def test_a_file_names_unions_that_are_there(given: Given) -> None:
    command = adjust({"account": "402", "amount_fen": 1, "union": "Z"}, union=None)

    given(*samples.in_business()).when(VERB, command).rejected("union.unknown")


def test_only_an_approved_budget_is_adjusted(given: Given) -> None:
    given(*samples.founded()).when(VERB, adjust({"line": "50105", "amount_fen": 1})).rejected(
        "budget.not_approved", union=SCHOOL, year=2023
    )


def test_a_second_adjustment_says_why(given: Given) -> None:
    row = {"line": "50105", "amount_fen": 1}
    scenario = given(*samples.in_business(), adjusted(samples.budgeted("50105", 1)))

    scenario.when(VERB, adjust(row)).rejected("budget.reason_missing", before=1)
    scenario.when(VERB, adjust(row, reason="上级新增专项")).then(
        adjusted(samples.budgeted("50105", 1), reason="上级新增专项")
    )


def test_an_adjustment_changes_something(given: Given) -> None:
    command = adjust({"account": "50105", "adjustment_fen": 0})

    given(*samples.in_business()).when(VERB, command).rejected("budget.no_change", union=SCHOOL)


def test_somebody_above_approves(given: Given) -> None:
    own = samples.budget(samples.budgeted("402", 1, account="402", economic=None), union=CITY)
    command = adjust({"line": "402", "amount_fen": 1}, union=CITY)

    given(*samples.founded(), own).when(VERB, command).rejected("budget.no_approver")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"line": "50404", "amount_fen": 2}, "budget.line_twice"),
        ({"amount_fen": 1}, "budget.no_account"),
        ({"line": "Z", "amount_fen": 1}, "budget.no_account"),
        ({"account": "599", "amount_fen": 1}, "account.unknown"),
        ({"line": "50105", "account": "50101", "amount_fen": 1}, "budget.line_differs"),
        ({"line": "50105", "economic_class": "30305", "amount_fen": 1}, "budget.line_differs"),
        ({"account": "50101", "amount_fen": -1}, "budget.below_spent"),
    ],
)
def test_a_change_that_cannot_be(given: Given, row: dict[str, Any], code: str) -> None:
    command = adjust({"line": "50404", "amount_fen": 1}, row)

    given(*samples.in_business()).when(VERB, command).rejected(code, row=3)


def test_no_line_is_lowered_below_what_is_paid_and_committed(given: Given) -> None:
    facts = (*samples.in_business(), spent(1_000_000), *committed(500_000))
    lower = adjust({"line": "50105", "amount_fen": -3_500_001})

    given(*facts).when(VERB, lower).rejected(
        "budget.below_spent", approved="50000.00", change="-35000.01", spent="15000.00"
    )
    given(*facts).when(VERB, adjust({"line": "50105", "amount_fen": -3_500_000})).accepted()
