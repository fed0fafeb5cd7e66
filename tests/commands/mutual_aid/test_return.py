"""The bank sends a benefit back: it lies in custody again, in any year, and may be paid again."""

from __future__ import annotations

from datetime import date

import pytest

from commands.roster import return_
from commands.roster.return_ import ReturnPayment
from commands.voucher import reverse
from commands.voucher.reverse import ReverseEntry
from ledger.scopes.cash import Cash
from ledger.scopes.custody import Custody
from tests.commands._district import legs
from tests.commands.mutual_aid._term import BANK, ON, PROJECT, ask, paid, pay_, stay, term
from tests.samples import ACCOUNTANT, CASHIER, SCHOOL
from tests.scenario import Given, Result, Scenario

NEXT_YEAR = date(2024, 1, 10)


def return_payment(scenario: Scenario, position: int, on: date = ON) -> Result:
    command = ReturnPayment(union=SCHOOL, payment=position, by=CASHIER, on=on, reason="账号有误")
    return scenario.when(return_.VERB, command)


@pytest.mark.parametrize("on", [ON, NEXT_YEAR])
def test_it_goes_back_to_221(given: Given, on: date) -> None:
    scenario = given(*term())
    [claim], position = paid(scenario, stay(1), fund="250.00")

    done = return_payment(scenario, position, on)

    done.accepted()
    assert legs(done.outcome.facts[0]) == [("102", 25_000), ("221", -25_000)]
    assert scenario.edge().state(Cash(SCHOOL, BANK, PROJECT)).balance == 25_000
    assert scenario.edge().state(Custody(SCHOOL, BANK, PROJECT)).benefits == 25_000
    ask(scenario, pay_(claims=(claim,), on=on)).accepted()


def test_a_return_that_did_not_happen_is_undone_unless_the_claim_was_paid_again(
    given: Given,
) -> None:
    scenario = given(*term())
    [claim], position = paid(scenario, stay(1), fund="500.00")
    returned = return_payment(scenario, position).outcome.last
    wrong = ReverseEntry(union=SCHOOL, by=ACCOUNTANT, on=ON, position=returned, reason="记错")

    ask(scenario, pay_(claims=(claim,)), dry_run=True).accepted()
    scenario.when(reverse.VERB, wrong, dry_run=True).accepted()
    ask(scenario, pay_(claims=(claim,))).accepted()
    scenario.when(reverse.VERB, wrong).rejected("payout.already_paid", occasion=claim)
