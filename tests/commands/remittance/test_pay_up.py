from __future__ import annotations

from typing import Any

from commands.income import remittance
from commands.remittance.pay_up import VERB, PayUp
from commands.voucher import reverse
from ledger.events import Event
from ledger.scopes.payable import Payable
from tests import samples
from tests.commands._district import CUSTODY, JUNE, district, legs, rule
from tests.commands.conftest import Given
from tests.samples import ACCOUNTANT, BANK, CASHIER, CITY, SCHOOL
from tests.scenario import Scenario


def ask(**more: Any) -> PayUp:
    fields: dict[str, Any] = {"union": SCHOOL, "bank": BANK, "amount": "40.00"}
    return PayUp(by=CASHIER, on=JUNE, **{**fields, **more})


def owing(given: Given, *more: Event) -> Scenario:
    """Begin with 100 yuan received, of which 40 are owed up."""
    command = remittance.ReceiveRemittance(
        by=ACCOUNTANT, on=JUNE, union=SCHOOL, bank=BANK, amount="100.00", months="2023-06",
        collection_mode="self_remitted",
    )  # fmt: skip
    past = district(rule(), *more)
    return given(*past).when(remittance.VERB, command).accepted()


def test_what_is_owed_is_paid_up(given: Given) -> None:
    scenario = owing(given)

    fact = scenario.when(VERB, ask(months="2023-06")).outcome.facts[0]

    assert legs(fact) == [("211", 4000), ("102", -4000)]
    assert (fact.upper, fact.legs[0].counterparty) == (CITY, CITY)
    assert scenario.edge().state(Payable(SCHOOL, "211")).owed == 0


def test_somebody_is_above(given: Given) -> None:
    scenario = owing(given)

    scenario.when(VERB, ask(union=CITY)).rejected("union.no_upper", union=CITY)
    scenario.when(VERB, ask(union=CITY, upper="KUNMING")).rejected(
        "payable.short", creditor="KUNMING", owed="0.00"
    )


def test_the_amount_is_positive(given: Given) -> None:
    owing(given).when(VERB, ask(amount="-1.00")).rejected("amount.not_positive")


def test_the_period_is_open(given: Given) -> None:
    closed = owing(given).given(samples.closed("2023-06"))

    closed.when(VERB, ask()).rejected("period.closed")


def test_custody_money_is_not_paid_up(given: Given) -> None:
    owing(given).when(VERB, ask(bank=CUSTODY)).rejected("bank_account.wrong_purpose")


def test_no_more_than_is_owed_is_paid_up(given: Given) -> None:
    owing(given).when(VERB, ask(amount="40.01")).rejected(
        "payable.short", creditor=CITY, owed="40.00", asked="40.01", short_by="0.01"
    )


def test_the_money_is_there(given: Given) -> None:
    scenario = owing(given, samples.bank(SCHOOL, "B2"))

    scenario.when(VERB, ask(bank="B2")).rejected("cash.short", bank="B2", balance="0.00")


def test_what_was_undone_is_owed_again(given: Given) -> None:
    scenario = owing(given)
    outcome = scenario.when(VERB, ask()).outcome

    undo = reverse.ReverseEntry(
        by=ACCOUNTANT, on=JUNE, union=SCHOOL, position=outcome.last, reason="付错"
    )
    scenario.when(reverse.VERB, undo).accepted()

    assert scenario.edge().state(Payable(SCHOOL, "211")).owed == 4000
    scenario.when(VERB, ask()).accepted()
