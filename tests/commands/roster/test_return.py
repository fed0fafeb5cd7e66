from __future__ import annotations

from datetime import date

import pytest

from ledger.entry import Leg, negated
from ledger.events import Payout, Voucher
from ledger.events.banks import BankAccountClosed
from ledger.events.rosters import CondolencePaid, PaymentReturned
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.cash import Cash
from ledger.scopes.fact import Fact
from tests import rosters, samples
from tests.rosters import EACH, KIND, LINE, ON, ask, in_business, return_, row
from tests.samples import ADMIN, BANK, CASHIER, CITY, SCHOOL
from tests.scenario import Given, Scenario

BACK = date(2023, 5, 15)
NEXT_YEAR = date(2024, 2, 1)


def paid(given: Given, *facts: object) -> tuple[Scenario, int]:
    scenario = given(*in_business(), *facts)
    return scenario, rosters.paid(scenario, row(1), row(2))


def returned(payment: int, legs: tuple[Leg, ...], on: date = BACK, no: int = 2) -> PaymentReturned:
    return PaymentReturned(
        command=1, by=CASHIER, occurred_on=on, union=SCHOOL, booked_on=on, legs=legs,
        voucher=Voucher(union=SCHOOL, type="记", period=f"{on:%Y-%m}", no=no), chart="2021/1",
        payout=Payout(
            person="P0001", kind=KIND, occasion=ON.isoformat(), amount_fen=-50_000, year=2023,
            claim=-1, cap_group=KIND, standard=1, roster="R1", row=1,
        ),
        payment=payment, reason="账号已销户",
    )  # fmt: skip


def test_in_the_same_year_the_money_goes_back_to_the_line(given: Given) -> None:
    scenario, payment = paid(given)
    original = scenario.edge().event(payment)
    assert isinstance(original, CondolencePaid)

    ask(scenario, return_(payment, on=BACK)).then(returned(payment, negated(original.legs)))

    assert scenario.edge().state(BudgetLine(SCHOOL, 2023, LINE)).paid == 50_000
    assert scenario.edge().state(Cash(SCHOOL, BANK)).balance == 9_950_000
    assert scenario.edge().state(Fact(payment)).undone == "returned"


@pytest.mark.parametrize(
    ("line", "account", "project"),
    [
        (samples.budgeted("50405", 10**6), "32201", None),
        (samples.budgeted("50405/S", 10**6, kind="project", project="S"), "32101", "S"),
        (samples.budgeted("50405/F", 10**6, source="fiscal", functional="2012906"), "33101", None),
    ],
)
def test_in_a_later_year_it_goes_through_the_balances_of_the_years_before(
    given: Given, line: samples.BudgetedLine, account: str, project: str | None
) -> None:
    scenario = given(
        *samples.founded(), samples.bank(), samples.opened(), samples.budget(line),
        samples.standard("disaster", EACH),
    )  # fmt: skip
    payment = rosters.paid(scenario, row(1), kind="disaster", line=line.line)
    before = scenario.edge().state(BudgetLine(SCHOOL, 2023, line.line))

    fact = ask(scenario, return_(payment, on=NEXT_YEAR)).outcome.facts[0]

    assert isinstance(fact, PaymentReturned)
    assert fact.legs == (
        Leg(union=SCHOOL, account=account, fen=-50_000, project=project),
        Leg(union=SCHOOL, account="102", fen=50_000, bank=BANK),
    )
    assert fact.voucher.period == "2024-02"
    assert scenario.edge().state(BudgetLine(SCHOOL, 2023, line.line)) == before
    assert scenario.edge().state(BudgetLine(SCHOOL, 2024, line.line)).paid == 0


def test_it_is_the_year_of_the_books_that_counts(given: Given) -> None:
    scenario, payment = paid(given)

    fact = ask(scenario, return_(payment, on=date(2023, 12, 31), booked_on=NEXT_YEAR)).outcome.facts

    assert getattr(fact[0], "legs", ())[0].account == "32201"


# --- the guards, in their order ------------------------------------------------------------------


def test_the_payment_is_there_and_the_unions_own(given: Given) -> None:
    scenario, payment = paid(given)

    ask(scenario, return_(10_000)).rejected("fact.unknown", position=10_000)
    ask(scenario, return_(payment - 1)).rejected("fact.unknown")
    ask(scenario, return_(payment, union=CITY)).rejected("fact.unknown", union=CITY)


def test_a_payment_is_returned_once(given: Given) -> None:
    scenario, payment = paid(given)
    ask(scenario, return_(payment)).accepted()

    ask(scenario, return_(payment)).rejected("fact.undone_already", undone="returned")
    ask(scenario, return_(payment + 1)).accepted()


def test_only_payments_are_returned(given: Given) -> None:
    scenario, payment = paid(given)
    back = ask(scenario, return_(payment)).outcome.last

    ask(scenario, return_(back)).rejected("fact.not_a_payment", position=back)


def test_it_comes_back_after_it_went_out(given: Given) -> None:
    scenario, payment = paid(given)

    ask(scenario, return_(payment, on=date(2023, 5, 9))).rejected("date.before_payment")


def test_the_period_is_open(given: Given) -> None:
    scenario, payment = paid(given)
    scenario.given(samples.closed("2023-05"))

    ask(scenario, return_(payment)).rejected("period.closed", period="2023-05")
    ask(scenario, return_(payment, booked_on=date(2023, 6, 1))).accepted()


def test_the_account_is_there_to_take_it(given: Given) -> None:
    scenario, payment = paid(given)
    scenario.given(BankAccountClosed(command=1, by=ADMIN, occurred_on=ON, union=SCHOOL, bank=BANK))

    ask(scenario, return_(payment, on=BACK)).rejected("bank_account.closed", bank=BANK)


def test_the_first_guard_that_objects_speaks_alone(given: Given) -> None:
    scenario, payment = paid(given)
    back = ask(scenario, return_(payment)).outcome.last
    scenario.given(
        samples.closed("2023-05"),
        BankAccountClosed(command=1, by=ADMIN, occurred_on=ON, union=SCHOOL, bank=BANK),
    )

    ask(scenario, return_(payment, on=BACK)).rejected("fact.undone_already")
    ask(scenario, return_(back, on=BACK)).rejected("fact.not_a_payment")
    ask(scenario, return_(payment + 1, on=BACK)).rejected("period.closed")
