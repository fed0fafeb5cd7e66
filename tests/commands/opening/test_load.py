from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from commands._balances import BalanceRow
from commands.opening.load import VERB, LoadOpening
from ledger.entry import Leg
from ledger.events import Event, Voucher
from ledger.events.opening import OpeningLoaded
from ledger.scopes.budget_line import BudgetLine
from tests import samples
from tests.samples import ACCOUNTANT, BANK, CITY, SCHOOL
from tests.scenario import Given

DAY = date(2023, 1, 1)
MID_YEAR = date(2023, 7, 1)
HELD = "职工互助保险"


def ready() -> tuple[Event, ...]:
    """Return both unions with an account; the county union's holds custody money too."""
    return (*samples.founded(), samples.bank(), samples.bank(CITY, purpose="both"))


def load(*rows: dict[str, Any], on: date = DAY, union: str | None = SCHOOL) -> LoadOpening:
    listed = tuple(BalanceRow(row=n, **row) for n, row in enumerate(rows, 2))
    return LoadOpening(by=ACCOUNTANT, on=on, union=union, rows=listed)


def debit(account: str, fen: int, **more: Any) -> dict[str, Any]:
    return {"account": account, "debit_fen": fen, **more}


def credit(account: str, fen: int, **more: Any) -> dict[str, Any]:
    return {"account": account, "credit_fen": fen, **more}


def loaded(*legs: Leg, union: str = SCHOOL, on: date = DAY) -> OpeningLoaded:
    voucher = Voucher(union=union, type="期初", period=f"{on:%Y-%m}", no=1)
    return OpeningLoaded(
        command=1, by=ACCOUNTANT, occurred_on=on, union=union, booked_on=on, voucher=voucher,
        legs=legs, chart="2021/1", summary="期初余额",
    )  # fmt: skip


MONEY = debit("102", 5000, bank=BANK)
FUNDS = credit("32205", 5000)


def test_books_open_with_balances(given: Given) -> None:
    given(*ready()).when(VERB, load(MONEY, FUNDS)).then(
        loaded(
            Leg(union=SCHOOL, account="102", fen=5000, bank=BANK),
            Leg(union=SCHOOL, account="32205", fen=-5000),
        )
    )


def test_books_may_open_with_nothing(given: Given) -> None:
    command = LoadOpening(by=ACCOUNTANT, on=DAY, union=SCHOOL, none=True)

    given(*ready()).when(VERB, command).then(loaded())


def test_a_file_carries_the_balances_of_many_unions(given: Given) -> None:
    command = load(
        {"union": SCHOOL},
        debit("102", 700, union=CITY, bank=BANK),
        credit("32104", 700, union=CITY),
        union=None,
    )

    given(*ready()).when(VERB, command).then(
        loaded(),
        loaded(
            Leg(union=CITY, account="102", fen=700, bank=BANK),
            Leg(union=CITY, account="32104", fen=-700),
            union=CITY,
        ),
    )


def test_custody_money_stands_apart_under_its_bank_accounts_account(given: Given) -> None:
    command = load(
        debit("10201", 300, bank=BANK, custody=HELD), credit("221", 300, custody=HELD), union=CITY
    )

    given(*ready()).when(VERB, command).then(
        loaded(
            Leg(union=CITY, account="102", fen=300, bank=BANK, custody=HELD),
            Leg(union=CITY, account="221", fen=-300, custody=HELD),
            union=CITY,
        )
    )


def test_a_table_with_one_column_of_balances_and_their_sides(given: Given) -> None:
    command = load(
        {"account": "10201", "amount_fen": 300, "project": HELD},
        {"account": "221", "amount_fen": 300, "project": HELD},
        {"account": "102", "side": "借", "amount_fen": 200, "bank": "B2"},
        {"account": "32205", "side": "贷", "amount_fen": 200},
        {"account": "141", "side": "平", "amount_fen": 0},
        union=CITY,
    )
    command = command.model_copy(update={"bank": BANK})

    given(*ready(), samples.bank(CITY, "B2")).when(VERB, command).then(
        loaded(
            Leg(union=CITY, account="102", fen=300, bank=BANK, custody=HELD),
            Leg(union=CITY, account="221", fen=-300, custody=HELD),
            Leg(union=CITY, account="102", fen=200, bank="B2"),
            Leg(union=CITY, account="32205", fen=-200),
            union=CITY,
        )
    )


def test_a_cut_over_within_the_year_brings_income_and_expenditure(given: Given) -> None:
    spent = debit("50105", 200, project="文体")
    earned = credit("402", 5200)

    given(*ready()).when(VERB, load(MONEY, spent, earned, on=MID_YEAR)).then(
        loaded(
            Leg(union=SCHOOL, account="102", fen=5000, bank=BANK),
            Leg(
                union=SCHOOL, account="50105", fen=200, kind="project", project="文体",
                economic="30399", source="union",
            ),
            Leg(union=SCHOOL, account="402", fen=-5200, restriction="unrestricted"),
            on=MID_YEAR,
        )
    )  # fmt: skip


def test_what_was_spent_before_the_cut_over_counts_on_its_budget_line(given: Given) -> None:
    budget = samples.budget(samples.budgeted("50105", 500, economic="30305"))
    spent = debit("50105", 200, line="50105")
    scenario = given(*ready(), budget)

    scenario.when(VERB, load(MONEY, spent, credit("32205", 5200), on=MID_YEAR)).then(
        loaded(
            Leg(union=SCHOOL, account="102", fen=5000, bank=BANK),
            Leg(
                union=SCHOOL, account="50105", fen=200, kind="basic", economic="30305",
                source="union", budget="50105",
            ),
            Leg(union=SCHOOL, account="32205", fen=-5200),
            on=MID_YEAR,
        )
    )  # fmt: skip

    assert scenario.edge().state(BudgetLine(SCHOOL, 2023, "50105")).free == 300


@pytest.mark.parametrize(
    "fields",
    [
        {"union": SCHOOL},
        {"union": SCHOOL, "none": True, "rows": [MONEY, FUNDS]},
        {"none": True},
    ],
)
def test_balances_or_nothing_must_be_said(given: Given, fields: dict[str, Any]) -> None:
    command = LoadOpening.model_validate({"by": ACCOUNTANT, "on": DAY, **fields})

    given(*ready()).when(VERB, command).rejected("opening.empty")


def test_a_file_names_unions_that_are_there(given: Given) -> None:
    given(*ready()).when(VERB, load({"union": "Z"}, union=None)).rejected("union.unknown")


def test_books_open_once(given: Given) -> None:
    given(*ready(), samples.opened()).when(VERB, load(MONEY, FUNDS)).rejected(
        "opening.exists", union=SCHOOL, opened_on="2023-01-01"
    )


@pytest.mark.parametrize(
    ("row", "code", "facts"),
    [
        ({"account": "141", "debit_fen": 1, "credit_fen": 2}, "opening.two_sides", {}),
        ({"debit_fen": 1}, "account.unknown", {}),
        (debit("999", 1), "account.unknown", {"account": "999"}),
        (credit("402", 1, restriction="unrestricted"), "opening.not_a_balance", {}),
        (credit("221", 1), "entry.dimension_missing", {"dimension": "custody"}),
        ({"account": "141", "amount_fen": 1, "side": "平"}, "opening.two_sides", {}),
        (debit("10201", 1, bank=BANK), "entry.dimension_missing", {"account": "10201"}),
        (debit("141", 1, custody=HELD), "custody.wrong_account", {"account": "141"}),
        (debit("102", 1), "entry.bank_missing", {"account": "102"}),
        (debit("141", 1, bank=BANK), "opening.not_money", {"account": "141"}),
        (debit("102", 1, bank="B9"), "bank_account.unknown", {"bank": "B9"}),
        (debit("101", 1, bank=BANK), "bank_account.other_account", {"expected": "102"}),
        (debit("102", 1, bank=BANK, custody=HELD), "bank_account.wrong_purpose", {}),
        (credit("102", 1, bank=BANK), "opening.overdrawn", {"balance": "-0.01"}),
    ],
)
def test_a_balance_that_cannot_be(
    given: Given, row: dict[str, Any], code: str, facts: dict[str, Any]
) -> None:
    given(*ready()).when(VERB, load(MONEY, FUNDS, row)).rejected(code, row=4, **facts)


def test_a_county_union_keeps_no_account_of_grassroots_alone(given: Given) -> None:
    command = load(credit("401", 1), union=CITY, on=MID_YEAR)

    given(*ready()).when(VERB, command).rejected("account.wrong_tier", account="401")


def test_fiscal_expenditure_names_its_functional_class(given: Given) -> None:
    command = load(debit("50105", 1, fund_source="财政拨款"), on=MID_YEAR)

    given(*ready()).when(VERB, command).rejected("entry.dimension_missing", dimension="functional")


def test_no_balance_lies_in_a_closed_account(given: Given) -> None:
    from ledger.events.banks import BankAccountClosed

    gone = BankAccountClosed(command=1, by=ACCOUNTANT, occurred_on=DAY, union=SCHOOL, bank=BANK)

    given(*ready(), gone).when(VERB, load(MONEY, FUNDS)).rejected("bank_account.closed", row=2)


@pytest.mark.parametrize(
    ("spent", "code"),
    [
        (debit("50105", 200, line="Z"), "budget.no_line"),
        (debit("50101", 200, line="50105"), "budget.wrong_line"),
        (debit("50105", 501, line="50105"), "budget.short"),
    ],
)
def test_a_budget_line_is_there_and_is_not_overspent(
    given: Given, spent: dict[str, Any], code: str
) -> None:
    budget = samples.budget(samples.budgeted("50105", 500))
    command = load(spent, credit("32205", spent["debit_fen"]), on=MID_YEAR)

    given(*ready(), budget).when(VERB, command).rejected(code)


def test_debits_equal_credits_in_every_union(given: Given) -> None:
    given(*ready()).when(VERB, load(MONEY, credit("32205", 4000))).rejected(
        "opening.unbalanced", union=SCHOOL, debit="50.00", credit="40.00", difference="10.00"
    )


def test_custody_money_is_what_is_owed_to_its_project(given: Given) -> None:
    command = load(debit("102", 5, bank=BANK), credit("221", 5, custody=HELD), union=CITY)

    given(*ready()).when(VERB, command).rejected("custody.differs", difference="-0.05")


def test_every_bad_row_is_told(given: Given) -> None:
    given(*ready()).when(VERB, load(debit("999", 1), debit("102", 1), MONEY)).rejected(
        "account.unknown", "entry.bank_missing"
    )


@pytest.mark.parametrize(
    ("union", "own"), [(None, None), (SCHOOL, CITY)], ids=["no union", "two unions"]
)
def test_each_row_belongs_to_one_union(union: str | None, own: str | None) -> None:
    with pytest.raises(ValidationError):
        load({**MONEY, "union": own}, union=union)


def test_an_amount_is_whole_fen() -> None:
    with pytest.raises(ValidationError):
        BalanceRow.model_validate({"row": 2, "account": "102", "debit_fen": 1.0})
