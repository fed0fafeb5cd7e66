"""Assessed claims are paid once, out of what came for benefits, by another hand."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from commands.voucher import reverse
from commands.voucher.reverse import ReverseEntry
from ledger.entry import Leg
from ledger.events import CustodyFlow, Payout, Voucher
from ledger.events.mutual_aid import BenefitPaid
from ledger.scopes.cash import Cash
from ledger.scopes.custody import Custody
from ledger.scopes.paid import Paid
from tests import samples
from tests.commands.mutual_aid._term import (
    BANK,
    ON,
    PROJECT,
    also,
    ask,
    assess_,
    assessed,
    claim,
    collect_,
    filed,
    paid,
    pay_,
    receive_,
    scheme,
    stay,
    term,
)
from tests.samples import ACCOUNTANT, CASHIER, CITY, HANDLER, SCHOOL, SUPERVISOR
from tests.scenario import Given, Scenario


def benefit(claim: str, n: int, fen: int) -> BenefitPaid:
    return BenefitPaid(
        command=1, by=CASHIER, occurred_on=ON, union=SCHOOL, booked_on=date(2023, 6, 20),
        voucher=Voucher(union=SCHOOL, type="记", period="2023-06", no=2, entry=n),
        legs=(
            Leg(union=SCHOOL, account="102", fen=-fen, bank=BANK, custody=PROJECT),
            Leg(union=SCHOOL, account="221", fen=fen, custody=PROJECT),
        ),
        chart="2021/1", claim=claim, summary="发放互助补助金（第19期）",
        custody=CustodyFlow(project=PROJECT, bank=BANK, flow="benefit_paid", amount_fen=fen),
        payout=Payout(
            person=f"P000{n}", kind="mutual_aid_benefit", occasion=claim, amount_fen=fen,
            year=2023, standard=1, row=n, payee="A0001" if n == 1 else None,
        ),
    )  # fmt: skip


def ready(scenario: Scenario, *eligible: int) -> list[str]:
    """Assess claims of as many persons, and receive 1,000 yuan for them."""
    claims = assessed(scenario, *(stay(n, fen) for n, fen in enumerate(eligible, 1)))
    ask(scenario, receive_("1000.00")).accepted()
    return claims


def undo(scenario: Scenario, position: int) -> Scenario:
    wrong = ReverseEntry(union=SCHOOL, by=ACCOUNTANT, on=ON, position=position, reason="账号有误")
    return scenario.when(reverse.VERB, wrong).accepted()


def test_a_batch_is_paid_under_one_voucher_out_of_221(given: Given) -> None:
    scenario = given(*term())
    claims = assessed(scenario, stay(1, bank_account="6222020200112233"), stay(2, 150_001))
    ask(scenario, receive_("1100.00")).accepted()

    ask(scenario, pay_(claim(1), claim(2, amount_fen=85_000), booked_on=date(2023, 6, 20))).then(
        benefit(claims[0], 1, 25_000), benefit(claims[1], 2, 85_000)
    )
    assert scenario.edge().state(Cash(SCHOOL, BANK, PROJECT)).balance == 0
    assert scenario.edge().state(Custody(SCHOOL, BANK, PROJECT)).benefits == 0


def test_a_payment_that_is_undone_may_be_made_again(given: Given) -> None:
    scenario = given(*term())
    [claim], position = paid(scenario, stay(1), fund="250.00")
    undo(scenario, position)

    assert scenario.edge().state(Paid("P0001", "mutual_aid_benefit", claim)).live == 0
    assert scenario.edge().state(Custody(SCHOOL, BANK, PROJECT)).benefits == 25_000
    ask(scenario, pay_(claims=(claim,))).accepted()
    ask(scenario, pay_(claims=(claim,))).rejected("mutual_aid_claim.paid_already")


# --- the guards, in their order ------------------------------------------------------------------


def test_not_everybody_pays(given: Given) -> None:
    ask(given(*term()), pay_(claim(1), by=HANDLER)).rejected("officer.not_allowed")


def test_the_term_has_been_adopted(given: Given) -> None:
    ask(given(*term()), pay_(claim(1), term=18)).rejected("scheme.unknown")


def test_a_claim_is_named(given: Given) -> None:
    ask(given(*term()), pay_()).rejected("mutual_aid_claim.empty")


def test_the_period_is_open(given: Given) -> None:
    scenario = given(*term())
    claims = ready(scenario, 60_000)
    scenario.given(samples.closed("2023-06"))

    ask(scenario, pay_(claims=claims)).rejected("period.closed", period="2023-06")
    ask(scenario, pay_(claims=claims, booked_on=date(2023, 7, 1))).accepted()


@pytest.mark.parametrize(
    ("bank", "code"),
    [("B7", "bank_account.unknown"), (samples.BANK, "bank_account.wrong_purpose")],
)
def test_the_account_holds_custody_money(given: Given, bank: str, code: str) -> None:
    scenario = given(*term())

    ask(scenario, pay_(claims=ready(scenario, 60_000), bank=bank)).rejected(code)


def test_what_lies_in_custody_suffices(given: Given) -> None:
    scenario = given(*term())
    claims = ready(scenario, 60_000, 150_001)

    ask(scenario, pay_(claims=claims)).rejected(
        "cash.short", balance="1000.00", asked="1100.00", short_by="100.00"
    )


def test_premiums_on_their_way_up_pay_no_benefit(given: Given) -> None:
    scenario = given(*term())
    claims = ready(scenario, 60_000, 150_001)
    ask(scenario, collect_("240.00")).accepted()

    ask(scenario, pay_(claims=claims)).rejected(
        "custody.reserved_for_premiums", balance="1240.00", reserved="240.00", short_by="100.00"
    )
    ask(scenario, pay_(claims=claims[:1])).accepted()


def test_every_row_is_told(given: Given) -> None:
    scenario = given(*term())
    ready(scenario, 60_000)

    rows = (claim(1), claim(2), claim(3))
    ask(scenario, pay_(*rows)).rejected(
        "mutual_aid_claim.none_for_stay", "mutual_aid_claim.none_for_stay", row=2
    )


def test_the_claim_is_the_unions_own_and_of_the_term(given: Given) -> None:
    city = (samples.bank(CITY, BANK, purpose="custody"), samples.opened(CITY))
    scenario = given(*term(replace(scheme(), term=20), *city))
    scenario.given(samples.held_for("mutual-aid-20", 10**6, bank=BANK))
    scenario.given(samples.held_for(PROJECT, 10**6, union=CITY, bank=BANK))
    claims = ready(scenario, 60_000)

    ask(scenario, pay_(claims=claims, union=CITY)).rejected("mutual_aid_claim.unknown")
    ask(scenario, pay_(claims=claims, term=20)).rejected("mutual_aid_claim.other_term")


def test_nothing_is_paid_before_it_is_assessed(given: Given) -> None:
    scenario = given(*term())

    ask(scenario, pay_(claims=filed(scenario, stay(1)))).rejected(
        "mutual_aid_claim.wrong_status", status="filed"
    )


def test_who_pays_has_not_assessed(given: Given) -> None:
    scenario = given(*term(also(SUPERVISOR, "cashier")))

    ask(scenario, pay_(claims=ready(scenario, 60_000), by=SUPERVISOR)).rejected(
        "mutual_aid_claim.same_hands", officer=SUPERVISOR, did="assessed"
    )


def test_a_claim_is_paid_once_also_within_one_batch(given: Given) -> None:
    scenario = given(*term())
    [claim] = ready(scenario, 60_000)

    ask(scenario, pay_(claims=(claim, claim))).rejected("mutual_aid_claim.paid_already")
    ask(scenario, pay_(claims=(claim,))).accepted()
    ask(scenario, pay_(claims=(claim,))).rejected(
        "mutual_aid_claim.paid_already", claim=claim, voucher="2023-06 记-2"
    )


def test_what_the_list_states_is_what_was_assessed(given: Given) -> None:
    scenario = given(*term())
    ready(scenario, 60_000)

    ask(scenario, pay_(claim(1, amount_fen=24_999))).rejected(
        "mutual_aid_claim.benefit_differs", stated="249.99", benefit="250.00"
    )


def test_nothing_is_not_paid(given: Given) -> None:
    scenario = given(*term())
    [claim] = filed(scenario, stay(1, 10_000))
    ask(scenario, assess_(claims=(claim,))).accepted()

    ask(scenario, pay_(claims=(claim,))).rejected("mutual_aid_claim.nothing_to_pay", claim=claim)
