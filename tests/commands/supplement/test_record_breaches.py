"""What broke a rule when it happened is recorded all the same, and stamped."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.events import Posted
from ledger.events.banks import BankAccountClosed
from ledger.events.unions import UnionDissolved
from ledger.scopes.cash import Cash
from ledger.scopes.paid import Paid
from tests import rosters, samples
from tests.commands.supplement.supplements import (
    HAPPENED,
    MAKER,
    OTHER,
    breaches,
    other_union,
    ready,
    recording,
    row,
)
from tests.rosters import EACH, KIND, LINE, id_number
from tests.samples import ADMIN, BANK, SCHOOL
from tests.scenario import Given


def test_a_second_payment_for_the_occasion_is_stamped(given: Given) -> None:
    scenario = given(*ready())
    rosters.paid(scenario, rosters.row(1), on=HAPPENED)

    assert breaches(recording(scenario, row(1), row(2))) == [("payout.already_paid",), ()]
    assert scenario.edge().state(Paid("P0001", KIND, "2023-03-04")).live == 2


def test_also_within_one_file_and_under_another_id(given: Given) -> None:
    scenario = given(*ready(), *other_union())
    rosters.compiled(scenario, rosters.row(1, national_id=None, member_no="17"), rosters.row(2))
    scenario.given(samples.merged("P0001", "P0002"))
    second = {"national_id": None, "member_no": "17"}

    [first, again] = breaches(recording(scenario, row(2), row(3, **second)))

    assert first == ()
    assert again in {("payout.twice_in_file",), ("payout.already_paid",)}


def test_amounts_over_the_standard_are_stamped(given: Given) -> None:
    scenario = given(*ready(samples.standard("group:" + KIND, None, 150_000)))
    same = {"national_id": id_number(1)}

    stamped = breaches(
        recording(scenario, row(1, EACH + 1), row(2, EACH, occasion="ZY2", **same), row(3))
    )

    assert stamped == [("payout.over_standard",), ("payout.over_year_standard",), ()]


def test_the_standard_of_the_day_it_happened_counts(given: Given) -> None:
    scenario = given(*ready(samples.standard(KIND, 10 * EACH)))

    assert breaches(recording(scenario, row(1, 2 * EACH))) == [()]


def test_without_a_standard_nothing_is_known_to_be_broken(given: Given) -> None:
    facts = (*samples.in_business(), samples.officer(MAKER, "supplementer"))

    assert breaches(recording(given(*facts), row(1))) == [()]


def test_budget_and_cash_are_overdrawn_and_stamped(given: Given) -> None:
    lines = samples.budget(samples.budgeted(LINE, 60_000))
    facts = (*samples.founded(), samples.officer(MAKER, "supplementer"), samples.bank(),
             samples.opened(fen=110_000), lines)  # fmt: skip
    scenario = given(*facts)

    stamped = breaches(recording(scenario, row(1), row(2), row(3), row(4, -1)))

    assert stamped == [(), ("budget.short",), ("budget.short", "cash.short"), ()]
    assert scenario.edge().state(Cash(SCHOOL, BANK)).balance == -39_999


def test_without_a_budget_line_it_is_booked_all_the_same(given: Given) -> None:
    scenario = given(*ready(*other_union()))

    done = recording(scenario, row(1, union=OTHER))

    assert breaches(done) == [("budget.no_line",)]
    fact = done.outcome.facts[0]
    assert isinstance(fact, Posted)
    assert (fact.legs[0].account, fact.legs[0].budget) == (LINE, None)


def test_what_a_dissolved_union_paid_is_stamped(given: Given) -> None:
    dissolved = UnionDissolved(
        command=1, by=ADMIN, occurred_on=date(2023, 3, 1), union=SCHOOL, reason="合并"
    )

    done = recording(given(*ready(dissolved)), row(1), row(2, occurred_on=date(2023, 2, 28)))

    assert breaches(done) == [("union.dissolved",), ()]


def test_what_went_through_a_closed_or_wrong_account_is_stamped(given: Given) -> None:
    closed = BankAccountClosed(
        command=1, by=ADMIN, occurred_on=date(2023, 3, 1), union=SCHOOL, bank=BANK
    )
    custody = samples.bank(bank="B2", purpose="custody")
    scenario = given(*ready(closed, custody))

    assert breaches(recording(scenario, row(1), row(2, occurred_on=date(2023, 3, 1)))) == [
        ("bank_account.closed",), ()
    ]  # fmt: skip
    assert breaches(recording(scenario, row(3), bank="B2")) == [
        ("bank_account.wrong_purpose", "cash.short")
    ]


@pytest.mark.parametrize(
    ("form", "stamped"), [("cash", ("payout.form_not_allowed",)), ("goods", ())]
)
def test_a_form_that_the_kind_does_not_allow_is_stamped(
    given: Given, form: str, stamped: tuple[str, ...]
) -> None:
    assert breaches(recording(given(*ready()), row(1), form=form)) == [stamped]


def test_a_payee_of_another_body_is_known_by_its_reference(given: Given) -> None:
    foreign = {"payee": "X-17", "national_id": None}
    scenario = given(*ready())

    done = recording(scenario, row(1, **foreign), row(2, **foreign), row(3))

    people = [f.payout.person for f in done.outcome.facts if isinstance(f, Posted) and f.payout]
    assert people[0] == people[1] != people[2]
    assert breaches(done) == [(), (), ()]  # without an occasion each line is one of its own
