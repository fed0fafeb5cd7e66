from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commands.voucher import reverse
from commands.voucher.post import VERB
from commands.voucher.reverse import ReverseEntry
from ledger.entry import Leg
from ledger.events import Voucher
from ledger.events.banks import BankAccountClosed
from ledger.events.corrections import EntryPosted
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.cash import Cash
from tests import rosters, samples
from tests.commands.voucher.vouchers import ON, credit, debit, post, spending
from tests.rosters import in_business, row
from tests.samples import ACCOUNTANT, ADMIN, BANK, CHAIR, CITY, HANDLER, SCHOOL
from tests.scenario import Given, Result

HELD = "职工互助保险"


def posting(given: Given, *rows: Any, facts: tuple[Any, ...] = (), **more: Any) -> Result:
    return given(*in_business(*facts)).when(VERB, post(*rows, **more))


def posted(minutes: str | None = None) -> EntryPosted:
    legs = (
        Leg(union=SCHOOL, account="50105", fen=10_000, kind="basic", source="union",
            economic="30399", budget="50105"),
        Leg(union=SCHOOL, account="102", fen=-10_000, bank=BANK),
    )  # fmt: skip
    return EntryPosted(
        command=1, by=ACCOUNTANT, occurred_on=ON, union=SCHOOL, booked_on=ON,
        voucher=Voucher(union=SCHOOL, type="记", period="2023-06", no=1), legs=legs,
        chart="2021/1", summary="购买慰问品", approved_by=CHAIR, minutes=minutes,
    )  # fmt: skip


def test_an_entry_is_posted(given: Given) -> None:
    scenario = posting(given).then(posted())

    assert scenario.edge().state(BudgetLine(SCHOOL, 2023, "50105")).paid == 10_000
    assert scenario.edge().state(Cash(SCHOOL, BANK)).balance == 9_990_000


def test_a_blue_entry_names_the_voucher_that_it_puts_right(given: Given) -> None:
    scenario = given(*in_business())
    payment = rosters.paid(scenario, row(1))
    red = ReverseEntry(union=SCHOOL, by=ACCOUNTANT, on=ON, position=payment, reason="科目错")
    scenario.when(reverse.VERB, red).accepted()

    fact = scenario.when(VERB, post(replaces=payment)).outcome.facts[0]

    assert isinstance(fact, EntryPosted)
    assert (fact.replaces, fact.summary) == (payment, "订正5月10日记-1号凭证：购买慰问品")


# --- the guards, in their order ------------------------------------------------------------------


def test_another_officer_approves_who_may(given: Given) -> None:
    posting(given, approved_by=ACCOUNTANT).rejected("officer.same_hands", did="prepared")
    posting(given, approved_by=HANDLER).rejected("officer.not_allowed", officer=HANDLER)
    posting(given, approved_by="nobody").rejected("officer.not_allowed", officer="nobody")


def test_the_books_are_open(given: Given) -> None:
    scenario = given(*samples.founded(), samples.bank())

    scenario.when(VERB, post()).rejected("books.not_opened")


def test_the_period_is_open(given: Given) -> None:
    closed = (samples.closed("2023-06"),)

    posting(given, facts=closed).rejected("period.closed")
    posting(given, facts=closed, booked_on=date(2023, 7, 1)).accepted()


def test_what_is_put_right_is_there_and_undone(given: Given) -> None:
    scenario = given(*in_business())
    payment = rosters.paid(scenario, row(1))

    scenario.when(VERB, post(replaces=10_000)).rejected("fact.unknown", position=10_000)
    scenario.when(VERB, post(union=CITY, replaces=payment)).rejected("books.not_opened")
    scenario.when(VERB, post(replaces=payment)).rejected("fact.not_undone", position=payment)


@pytest.mark.parametrize(
    ("leg", "code"),
    [
        (debit(1, "999", "1.00"), "account.unknown"),
        (debit(1, "102", "0.00", bank=BANK), "entry.one_side"),
        (debit(1, "102", "1.00", credit="1.00", bank=BANK), "entry.one_side"),
        (debit(1, "102", "-1.00", bank=BANK), "entry.one_side"),
        (debit(1, "102", "1.00"), "entry.bank_missing"),
        (debit(1, "50105", "1.00"), "entry.line_missing"),
        (debit(1, "50105", "1.00", line="50404"), "budget.wrong_line"),
        (debit(1, "402", "1.00"), "entry.dimension_missing"),
        (debit(1, "402", "1.00", restriction="restricted"), "entry.dimension_missing"),
    ],
)
def test_a_leg_is_what_its_account_asks_for(given: Given, leg: Any, code: str) -> None:
    done = posting(given, leg, credit(2, "102", "1.00", bank=BANK))

    assert done.outcome.rejections
    assert (done.outcome.rejections[0].code, done.outcome.rejections[0].row) == (code, 1)


def test_an_account_is_one_of_the_unions_tier(given: Given) -> None:
    county = (samples.bank(CITY), samples.opened(CITY))

    posting(given, facts=county, union=CITY).rejected(
        "account.wrong_tier", account="50105", tier="county_plus"
    )


def test_debit_and_credit_are_equal(given: Given) -> None:
    unequal = (debit(1, "50105", "1.00", line="50105"), credit(2, "102", "0.99", bank=BANK))

    posting(given, *unequal).rejected("entry.unbalanced", debit="1.00", credit="0.99")


def test_an_entry_has_legs(given: Given) -> None:
    bare = post().model_copy(update={"rows": ()})

    given(*in_business()).when(VERB, bare).rejected("entry.unbalanced")


def test_every_bad_leg_is_told(given: Given) -> None:
    done = posting(given, debit(1, "999", "1.00"), credit(2, "102", "1.00"))

    done.rejected("account.unknown", "entry.bank_missing", row=1)


def test_the_bank_account_is_the_unions_and_open(given: Given) -> None:
    closed = BankAccountClosed(command=1, by=ADMIN, occurred_on=ON, union=SCHOOL, bank=BANK)

    posting(given, *spending(bank="B9")).rejected("bank_account.unknown")
    posting(given, facts=(closed,), booked_on=date(2023, 6, 3)).rejected("bank_account.closed")


def test_own_money_does_not_go_through_an_account_for_custody_money(given: Given) -> None:
    custody = samples.bank(bank="B2", purpose="custody")

    posting(given, *spending(bank="B2"), facts=(custody,)).rejected("bank_account.wrong_purpose")


def test_above_the_threshold_there_are_minutes_that_reach(given: Given) -> None:
    facts = (
        samples.policy("collective_decision_above", "9999"),
        samples.minutes("M1", 9_999),
        samples.minutes("M2", 10_000),
    )

    posting(given, facts=facts).rejected("minutes.missing", threshold="99.99")
    posting(given, facts=facts, minutes="M9").rejected("minutes.unknown")
    posting(given, facts=facts, minutes="M1").rejected("minutes.exceeded", left="99.99")
    posting(given, facts=facts, minutes="M2").then(posted("M2"))


def test_minutes_are_used_up(given: Given) -> None:
    scenario = posting(given, facts=(samples.minutes("M1", 19_999),), minutes="M1").accepted()

    scenario.when(VERB, post(minutes="M1")).rejected("minutes.exceeded", left="99.99")


def test_there_is_a_budget_line_and_it_covers_the_entry(given: Given) -> None:
    posting(given, *spending(line="50105/X")).rejected("budget.no_line", line="50105/X")
    posting(given, *spending("50000.01")).rejected(
        "budget.short", line="50105", free="50000.00", short_by="0.01"
    )


def test_legs_on_one_line_count_together(given: Given) -> None:
    line = {"line": "50105"}
    halves = (
        debit(1, "50105", "25000.01", **line), debit(2, "50105", "25000.00", **line),
        credit(3, "102", "50000.01", bank=BANK),
    )  # fmt: skip

    posting(given, *halves).rejected("budget.short", asked="50000.01")


def test_no_account_is_overdrawn(given: Given) -> None:
    scenario = given(
        *samples.founded(), samples.bank(), samples.opened(fen=9_999),
        samples.budget(samples.budgeted("50105", 10**6)),
    )  # fmt: skip

    scenario.when(VERB, post()).rejected("cash.short", bank=BANK, balance="99.99", asked="100.00")


def test_own_money_is_not_helped_out_by_money_held_for_others(given: Given) -> None:
    scenario = given(
        *samples.founded(), samples.bank(purpose="both"), samples.held_for(HELD, 10**6),
        samples.budget(samples.budgeted("50105", 10**6)),
    )  # fmt: skip

    scenario.when(VERB, post()).rejected("cash.short", balance="0.00")


def test_the_first_guard_that_objects_speaks_alone(given: Given) -> None:
    scenario = given(*in_business(samples.policy("collective_decision_above", "0")))
    bad = (debit(1, "50105", "900000.00", line="50105/X"), credit(2, "102", "1.00", bank="B9"))
    good = (
        debit(1, "50105", "900000.00", line="50105/X"),
        credit(2, "102", "900000.00", bank=BANK),
    )

    scenario.when(VERB, post(*bad, replaces=9, approved_by=ACCOUNTANT)).rejected(
        "officer.same_hands"
    )
    scenario.when(VERB, post(*bad, replaces=10_000)).rejected("fact.unknown")
    scenario.when(VERB, post(*bad)).rejected("entry.unbalanced")
    scenario.when(VERB, post(*good)).rejected("minutes.missing")
    scenario.given(samples.minutes("M1", 10**9))
    scenario.when(VERB, post(*good, minutes="M1")).rejected("budget.no_line", "cash.short")
