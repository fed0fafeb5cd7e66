from __future__ import annotations

from typing import Any

import pytest

from commands._transfers import LowerRow
from commands.income import remittance
from commands.remittance.pass_down import VERB, PassDown
from ledger.events import Event
from tests import samples
from tests.commands._district import FOREIGN, JUNE, PLANT, district, legs, rule
from tests.commands.conftest import Given
from tests.samples import ACCOUNTANT, BANK, CASHIER, CITY, SCHOOL
from tests.scenario import Scenario


def ask(*rows: tuple[str, int], **more: Any) -> PassDown:
    listed = tuple(
        LowerRow(row=n, lower=lower, amount_fen=fen) for n, (lower, fen) in enumerate(rows, 2)
    )
    fields = {"union": CITY, "bank": BANK, "notice": "T-1", "rows": listed}
    return PassDown(by=CASHIER, on=JUNE, **{**fields, **more})


def owing(given: Given, *more: Event) -> Scenario:
    """Begin with 60 yuan owed to each of two unions below."""
    scenario = given(*district(rule("tax_collected"), *more))
    for lower in (SCHOOL, PLANT):
        command = remittance.ReceiveRemittance(
            by=ACCOUNTANT, on=JUNE, union=CITY, bank=BANK, amount="100.00", months="2023-06",
            collection_mode="tax_collected", lower=lower,
        )  # fmt: skip
        scenario.when(remittance.VERB, command).accepted()
    return scenario


def test_many_are_paid_under_one_voucher(given: Given) -> None:
    outcome = owing(given).when(VERB, ask((SCHOOL, 6000), (PLANT, 2500))).outcome

    first, second = outcome.facts
    assert legs(first) == [("21202", 6000), ("102", -6000)]
    assert (second.lower, second.legs[0].counterparty) == (PLANT, PLANT)
    assert [fact.voucher.entry for fact in outcome.facts] == [1, 2]
    assert {fact.voucher.no for fact in outcome.facts} == {3}


def test_one_is_paid(given: Given) -> None:
    outcome = owing(given).when(VERB, ask(lower=SCHOOL, amount="60.00")).outcome

    assert legs(outcome.facts[0]) == [("21202", 6000), ("102", -6000)]


def test_every_row_stands(given: Given) -> None:
    command = ask(("U9999", 1), (FOREIGN, 1), (SCHOOL, 0), (PLANT, 1))

    owing(given).when(VERB, command).rejected(
        "union.unknown", "union.not_below", "amount.not_positive", row=2
    )


def test_the_period_is_open(given: Given) -> None:
    closed = owing(given).given(samples.closed("2023-06", CITY))

    closed.when(VERB, ask((SCHOOL, 1))).rejected("period.closed")


def test_the_account_is_there(given: Given) -> None:
    owing(given).when(VERB, ask((SCHOOL, 1), bank="B7")).rejected("bank_account.unknown")


def test_nobody_gets_another_union_s_share(given: Given) -> None:
    command = ask((SCHOOL, 6000), (PLANT, 6001))

    owing(given).when(VERB, command).rejected("payable.short", row=3, creditor=PLANT, owed="60.00")


def test_rows_of_one_union_add_up(given: Given) -> None:
    command = ask((SCHOOL, 6000), (SCHOOL, 1))

    owing(given).when(VERB, command).rejected("payable.short", row=3, owed="0.00", asked="0.01")


def test_the_money_is_there(given: Given) -> None:
    scenario = owing(given, samples.bank(CITY, "B2"))

    scenario.when(VERB, ask((SCHOOL, 6000), bank="B2")).rejected("cash.short", balance="0.00")


@pytest.mark.parametrize(
    "fields", [{}, {"lower": SCHOOL}, {"amount": "1.00"}, {"rows": ({"lower": SCHOOL},)}]
)
def test_what_is_incomplete_is_malformed(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"lower|amount"):
        ask(**fields)


def test_one_and_many_is_malformed() -> None:
    with pytest.raises(ValueError, match="lower"):
        ask((SCHOOL, 1), lower=SCHOOL)
