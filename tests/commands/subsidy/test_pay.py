from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commands.subsidy import receive
from commands.subsidy.pay import VERB, SubsidyRow
from commands.voucher import reverse
from ledger.events import Transfer
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.minutes import Minutes
from tests import samples
from tests.commands._district import (
    CUSTODY,
    FOREIGN,
    GENERAL,
    JUNE,
    PLANT,
    PROJECT,
    SPECIAL,
    district,
    kept,
    legs,
)
from tests.commands.allotment.test_release import allotted, released
from tests.commands.conftest import Given
from tests.commands.subsidy._asking import moved, paying, receiving
from tests.samples import ACCOUNTANT, CASHIER, CITY, SCHOOL


def undo(position: int, union: str = CITY) -> reverse.ReverseEntry:
    return reverse.ReverseEntry(
        by=ACCOUNTANT, on=JUNE, union=union, position=position, reason="拨错"
    )


def test_a_special_subsidy_is_paid(given: Given) -> None:
    scenario = given(*district())

    fact = scenario.when(VERB, paying(document="呈工〔2023〕9号")).outcome.facts[0]

    assert legs(fact) == [("50802", 300_000), ("102", -300_000)]
    assert (fact.legs[0].project, fact.legs[0].budget) == (PROJECT, SPECIAL)
    assert fact.legs[0].counterparty == SCHOOL
    assert fact.transfer == Transfer(
        number="N1", payer=CITY, lower=SCHOOL, side="paid", kind="special", amount_fen=300_000,
        project=PROJECT,
    )  # fmt: skip
    assert moved(scenario) == (300_000, 0)


def test_a_general_subsidy_names_no_project(given: Given) -> None:
    command = paying(kind="general", line=GENERAL, project=None)

    fact = given(*district()).when(VERB, command).outcome.facts[0]

    assert legs(fact) == [("50801", 300_000), ("102", -300_000)]
    assert fact.legs[0].project is None


def test_hundreds_are_paid_under_one_voucher(given: Given) -> None:
    unions = [f"X{n:04}" for n in range(655)]
    command = paying(*((union, 100) for union in unions))

    facts = given(*district(*map(kept, unions))).when(VERB, command).outcome.facts

    assert [fact.voucher.entry for fact in facts] == [*range(1, 656)]
    assert {fact.voucher.no for fact in facts} == {1}
    assert [fact.transfer.number for fact in facts[::654]] == ["N-1", "N-655"]


def test_every_row_stands(given: Given) -> None:
    command = paying(("U9999", 1), (FOREIGN, 1), (SCHOOL, 0))

    given(*district()).when(VERB, command).rejected(
        "union.unknown", "union.not_below", "amount.not_positive", row=2
    )


def test_the_line_is_one_of_such_subsidies(given: Given) -> None:
    scenario = given(*district())

    scenario.when(VERB, paying(line="50802")).rejected("budget.no_line")
    scenario.when(VERB, paying(line="50601")).rejected("budget.wrong_line", expected="50802")
    scenario.when(VERB, paying(project="OTHER")).rejected("subsidy.other_project")


def test_a_special_subsidy_has_a_project_and_a_general_one_none(given: Given) -> None:
    plain = samples.budget(samples.budgeted("50802", 500_000), union=CITY)
    scenario = given(*district(plain))

    scenario.when(VERB, paying(line="50802", project=None)).rejected("subsidy.project_missing")
    scenario.when(VERB, paying(line=GENERAL, kind="general")).rejected(
        "subsidy.general_has_project", project=PROJECT
    )


def test_a_number_is_used_once(given: Given) -> None:
    scenario = given(*district()).when(VERB, paying()).accepted()
    rows = tuple(SubsidyRow(row=n, lower=SCHOOL, amount_fen=1, number="N2") for n in (2, 3))

    scenario.when(VERB, paying()).rejected("subsidy.exists", number="N1")
    scenario.when(VERB, paying((SCHOOL, 1), rows=rows)).rejected("subsidy.exists", row=3)


def test_the_period_is_open(given: Given) -> None:
    past = district(samples.closed("2023-06", CITY))

    given(*past).when(VERB, paying()).rejected("period.closed")


def test_custody_money_is_not_paid_out(given: Given) -> None:
    past = district(samples.bank(CITY, CUSTODY, purpose="custody"))

    given(*past).when(VERB, paying(bank=CUSTODY)).rejected("bank_account.wrong_purpose")


def test_a_chairperson_who_does_not_pay_approves(given: Given) -> None:
    scenario = given(*district())

    scenario.when(VERB, paying(approved_by=CASHIER)).rejected("officer.same_hands")
    scenario.when(VERB, paying(approved_by=ACCOUNTANT)).rejected(
        "officer.not_allowed", officer=ACCOUNTANT
    )


def test_above_the_threshold_minutes_decide(given: Given) -> None:
    policy = samples.policy("collective_decision_above", "200000", CITY)
    scenario = given(*district(policy, samples.minutes("M1", 400_000, CITY)))

    scenario.when(VERB, paying()).rejected("minutes.missing")
    scenario.when(VERB, paying(minutes="M2")).rejected("minutes.unknown")
    scenario.when(VERB, paying(minutes="M1")).accepted()
    scenario.when(VERB, paying(minutes="M1", number="N2")).rejected("minutes.exceeded")
    assert scenario.edge().state(Minutes(CITY, "M1")).used == 300_000


def test_where_an_allotment_was_released_it_reaches(given: Given) -> None:
    scenario = given(*district(released(SCHOOL, 300_000)))

    scenario.when(VERB, paying((SCHOOL, 200_000), (SCHOOL, 100_001))).rejected(
        "allotment.short", row=3, free="1000.00", short_by="0.01"
    )
    scenario.when(VERB, paying()).accepted()
    scenario.when(VERB, paying(number="N2", amount="0.01")).rejected("allotment.short")
    scenario.when(VERB, paying(number="N2", lower=PLANT)).accepted()


def test_an_allotment_is_paid_from_its_own_line(given: Given) -> None:
    other = samples.budget(
        samples.budgeted("50802/B", 500_000, account="50802", kind="project", project=PROJECT),
        union=CITY,
    )

    given(*district(other, released(SCHOOL, 300_000))).when(VERB, paying(line="50802/B")).rejected(
        "allotment.other_line", line=SPECIAL
    )


def test_what_was_allotted_to_others_is_not_free(given: Given) -> None:
    past = district(released(PLANT, 4_800_000))

    given(*past).when(VERB, paying()).rejected("budget.short", line=SPECIAL, free="2000.00")


def test_what_was_allotted_is_committed_already(given: Given) -> None:
    scenario = given(*district(released(SCHOOL, 300_000), subsidies_fen=300_000))

    scenario.when(VERB, paying()).accepted()

    line = scenario.edge().state(BudgetLine(CITY, 2023, SPECIAL))
    assert (line.committed, line.paid, line.free) == (0, 300_000, 0)


def test_the_money_is_there(given: Given) -> None:
    past = district(samples.bank(CITY, "B2"))

    given(*past).when(VERB, paying(bank="B2")).rejected("cash.short", balance="0.00")


def test_one_office_posts_both_sides(given: Given) -> None:
    scenario = given(*district())
    command = paying((PLANT, 1000), (PLANT, 500), received=True, lower_bank="B1")

    facts = scenario.when(VERB, command).outcome.facts

    assert [fact.NAME for fact in facts] == ["subsidy.paid/1", "subsidy.received/1"] * 2
    assert legs(facts[1]) == [("102", 1000), ("40302", -1000)]
    assert [(fact.union, fact.voucher.no, fact.voucher.entry) for fact in facts] == [
        (CITY, 1, 1), (PLANT, 1, 1), (CITY, 1, 2), (PLANT, 1, 2),
    ]  # fmt: skip
    assert moved(scenario, "N-1") == (1000, 1000)


def test_only_where_it_keeps_both_books(given: Given) -> None:
    command = paying((PLANT, 1), (SCHOOL, 1), received=True, lower_bank="B1")

    given(*district()).when(VERB, command).rejected("books.not_kept_here", row=3, lower=SCHOOL)


def test_the_lower_union_s_books_take_it(given: Given) -> None:
    scenario = given(*district(samples.closed("2023-06", PLANT)))

    scenario.when(VERB, paying((PLANT, 1), received=True, lower_bank="B1")).rejected(
        "period.closed", row=2, union=PLANT
    )
    july = paying((PLANT, 1), received=True, lower_bank="B7", on=date(2023, 7, 1))
    scenario.when(VERB, july).rejected("bank_account.unknown", row=2, union=PLANT)


def test_undone_it_may_be_paid_again(given: Given) -> None:
    past = district(released(SCHOOL, 300_000), samples.minutes("M1", 300_000, CITY))
    scenario = given(*past)
    paid = scenario.when(VERB, paying(minutes="M1")).outcome

    scenario.when(reverse.VERB, undo(paid.last)).accepted()

    assert moved(scenario) == (0, 0)
    assert allotted(scenario) == (300_000, 0)
    assert scenario.edge().state(Minutes(CITY, "M1")).used == 0
    line = scenario.edge().state(BudgetLine(CITY, 2023, SPECIAL))
    assert (line.committed, line.paid) == (300_000, 0)
    scenario.when(VERB, paying(minutes="M1")).accepted()


def test_what_was_received_is_undone_below_first(given: Given) -> None:
    scenario = given(*district())
    paid = scenario.when(VERB, paying()).outcome
    got = scenario.when(receive.VERB, receiving()).outcome

    scenario.when(reverse.VERB, undo(paid.last)).rejected(
        "subsidy.received_already", number="N1", union=SCHOOL
    )
    scenario.when(reverse.VERB, undo(got.last, SCHOOL)).accepted()
    scenario.when(reverse.VERB, undo(paid.last)).accepted()
    assert moved(scenario) == (0, 0)


@pytest.mark.parametrize(
    "fields", [{"number": None}, {"received": True}, {"lower": None}, {"amount": None}]
)
def test_what_is_incomplete_is_malformed(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="missing"):
        paying(**fields)
