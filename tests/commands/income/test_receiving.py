"""What every kind of income is judged by, in the guards' order."""

from __future__ import annotations

from typing import Any

import pytest

from commands._income import Receive
from commands._verb import Verb
from commands.income import dues, employer_subsidy, government_subsidy, interest, other
from ledger.entry import Leg
from tests import samples
from tests.commands._district import CUSTODY, JUNE, district, legs
from tests.commands.conftest import Given
from tests.samples import ACCOUNTANT, BANK, CITY, SCHOOL

AnyVerb = Verb[Any, Any]
Fields = dict[str, Any]
KINDS: list[tuple[AnyVerb, str, str, Fields]] = [
    (dues.VERB, SCHOOL, "401", {"month": "2023-06", "members": 12}),
    (employer_subsidy.VERB, SCHOOL, "405", {"purpose": "劳动竞赛"}),
    (government_subsidy.VERB, CITY, "40402", {"purpose": "培训", "treasury": "other_level"}),
    (interest.VERB, SCHOOL, "408", {}),
    (other.VERB, CITY, "406", {"purpose": "招待所上缴", "account": "406"}),
]
OF_ONE_TIER = [kind for kind in KINDS if kind[2] != "408"]
FIELDS = ("verb", "union", "account", "fields")
names = [verb.message.__name__ for verb, *_ in KINDS]


def ask(verb: AnyVerb, union: str, fields: Fields, **more: Any) -> Receive:
    given = {"by": ACCOUNTANT, "on": JUNE, "union": union, "bank": BANK, "amount": "123.45"}
    return verb.message(**{**given, **fields, **more})


@pytest.mark.parametrize(FIELDS, KINDS, ids=names)
class TestEveryKind:
    def test_it_is_booked(
        self, given: Given, verb: AnyVerb, union: str, account: str, fields: Fields
    ) -> None:
        outcome = given(*district()).when(verb, ask(verb, union, fields)).outcome

        assert outcome.accepted
        assert legs(outcome.facts[0]) == [("102", 12345), (account, -12345)]
        assert outcome.facts[0].voucher.no == 1

    def test_the_amount_is_positive(
        self, given: Given, verb: AnyVerb, union: str, account: str, fields: Fields
    ) -> None:
        given(*district()).when(verb, ask(verb, union, fields, amount="0")).rejected(
            "amount.not_positive", amount="0.00"
        )

    def test_the_period_is_open(
        self, given: Given, verb: AnyVerb, union: str, account: str, fields: Fields
    ) -> None:
        past = district(samples.closed("2023-06", union))

        given(*past).when(verb, ask(verb, union, fields)).rejected("period.closed")

    def test_the_account_is_there(
        self, given: Given, verb: AnyVerb, union: str, account: str, fields: Fields
    ) -> None:
        given(*district()).when(verb, ask(verb, union, fields, bank="B7")).rejected(
            "bank_account.unknown"
        )

    def test_custody_money_is_never_income(
        self, given: Given, verb: AnyVerb, union: str, account: str, fields: Fields
    ) -> None:
        past = district(samples.bank(CITY, CUSTODY, purpose="custody"))

        given(*past).when(verb, ask(verb, union, fields, bank=CUSTODY)).rejected(
            "custody.not_income", bank=CUSTODY
        )


@pytest.mark.parametrize(FIELDS, OF_ONE_TIER)
def test_the_other_tier_has_no_such_income(
    given: Given, verb: AnyVerb, union: str, account: str, fields: Fields
) -> None:
    there = SCHOOL if union == CITY else CITY

    given(*district()).when(verb, ask(verb, there, fields)).rejected(
        "income.wrong_tier", account=account, union=there
    )


def test_the_cashier_does_not_book_income(given: Given) -> None:
    command = ask(interest.VERB, SCHOOL, {}, by=samples.CASHIER)

    given(*district()).when(interest.VERB, command).rejected("officer.not_allowed")


def test_books_that_were_not_opened_take_nothing(given: Given) -> None:
    command = ask(interest.VERB, SCHOOL, {})

    given(*samples.founded(), samples.bank()).when(interest.VERB, command).rejected(
        "books.not_opened"
    )


def test_restricted_money_names_its_project(given: Given) -> None:
    verb = employer_subsidy.VERB
    command = ask(verb, SCHOOL, {"purpose": "劳动竞赛"}, project="JS2023")

    income = given(*district()).when(verb, command).outcome.facts[0].legs[1]

    assert (income.restriction, income.project) == ("restricted", "JS2023")


def test_dues_and_interest_are_never_restricted(given: Given) -> None:
    scenario = given(*district())
    fields = {"month": "2023-06"}

    first = scenario.when(dues.VERB, ask(dues.VERB, SCHOOL, fields)).outcome.facts[0]
    second = scenario.when(interest.VERB, ask(interest.VERB, SCHOOL, {})).outcome.facts[0]

    assert first.legs[1] == Leg(union=SCHOOL, account="401", fen=-12345)
    assert second.legs[1].restriction == "unrestricted"


def test_fiscal_money_has_its_functional_class(given: Given) -> None:
    verb = government_subsidy.VERB
    own = {"purpose": "人员经费", "treasury": "own_level"}
    scenario = given(*district())

    scenario.when(verb, ask(verb, CITY, own)).rejected(
        "entry.dimension_missing", account="40401", dimension="functional"
    )
    fact = scenario.when(verb, ask(verb, CITY, own, functional="2012906")).outcome.facts[0]

    assert (fact.legs[1].source, fact.legs[1].functional) == ("fiscal", "2012906")


def test_money_of_another_treasury_has_no_functional_class(given: Given) -> None:
    verb = government_subsidy.VERB
    command = ask(verb, CITY, KINDS[2][3], functional="2012906")

    given(*district()).when(verb, command).rejected("income.not_fiscal", account="40402")


def test_a_month_is_a_month() -> None:
    with pytest.raises(ValueError, match="month"):
        ask(dues.VERB, SCHOOL, {"month": "2023-13"})
