from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commands._edge import Malformed
from commands.roster.compile import CompileRoster, RosterRow
from ledger.events.banks import BankAccountClosed
from ledger.events.rosters import RosterCompiled, RosterRowListed
from tests import rosters, samples
from tests.rosters import EACH, KIND, LINE, ON, ask, compile_, in_business, row
from tests.samples import ADMIN, BANK, CITY, HANDLER, SCHOOL
from tests.scenario import Given, Result, Scenario


def compiling(scenario: Scenario, *rows: Any, **more: Any) -> Result:
    return ask(scenario, compile_(*rows, **more))


def listed(n: int, person: str, **more: Any) -> RosterRowListed:
    fields = {
        "occurred_on": ON,
        "amount_fen": 50_000,
        "occasion": ON.isoformat(),
        "identity": "proven",
    }
    return RosterRowListed(
        command=1, by=HANDLER, union=SCHOOL, roster="R1", row=n, person=person,
        sealed={}, **fields | more,
    )  # fmt: skip


def test_a_roster_is_compiled(given: Given) -> None:
    scenario = given(*in_business(samples.member("P0001")))
    early = date(2023, 5, 2)

    done = compiling(
        scenario,
        row(5, bank_account="6222020200112230", variant="surgery"),
        row(6, 30_000, goods_fen=20_000, occurred_on=early, occasion="住院号 ZY20230042"),
        row(7, national_id=None, member_no="0017"),
        title="五月住院慰问",
        total="1500.00",
        key="K1",
    )

    rows_from = done.outcome.first + 2
    done.then(
        RosterCompiled(
            command=1, by=HANDLER, occurred_on=ON, union=SCHOOL, roster="R1",
            title="五月住院慰问", kind=KIND, kind_version=1, budget_line=LINE, year=2023,
            bank=BANK, count=3, total_fen=150_000, rows_from=rows_from, document="K1",
        ),
        listed(5, "P0001", payee="A0001", variant="surgery", member=True),
        listed(
            6, "P0002", amount_fen=30_000, goods_fen=20_000, occurred_on=early,
            occasion="ZY20230042",
        ),
        listed(7, "P0003", identity="unproven"),
    )  # fmt: skip
    assert scenario.edge().event(rows_from) == done.outcome.facts[1]


def test_what_is_personal_is_sealed_once_and_opens_with_the_vaults_keys(given: Given) -> None:
    scenario = given(*in_business())
    personal = {"bank_account": "6222020200112230", "phone": "13800000000", "reason": "肺炎"}

    outcome = compiling(scenario, row(1, **personal)).outcome

    fact = outcome.facts[1]
    assert isinstance(fact, RosterRowListed)
    boxes = [(outcome.command_id, 1, fact.person, cls, box) for cls, box in fact.sealed.items()]
    opened = scenario.vault.open_many(scenario.books.ledger, boxes)  # type: ignore[arg-type]
    assert {k: v for fields in opened for k, v in (fields or {}).items()} == {
        "name": "职工1", "national_id": rosters.id_number(1), **personal
    }  # fmt: skip


# --- the guards, in their order ------------------------------------------------------------------


def test_a_kind_of_payout_is_in_the_catalogue(given: Given) -> None:
    compiling(given(*in_business()), row(1), kind="洗车").rejected(
        "payout.unknown_kind", kind="洗车"
    )


def test_a_kind_may_be_named_in_chinese(given: Given) -> None:
    done = compiling(given(*in_business()), row(1), kind="住院慰问")

    assert getattr(done.outcome.facts[0], "kind", None) == KIND


def test_a_rosters_id_is_used_once(given: Given) -> None:
    scenario = given(*in_business())
    rosters.compiled(scenario, row(1))

    compiling(scenario, row(2)).rejected("roster.exists", roster="R1")


def test_a_roster_has_rows(given: Given) -> None:
    compiling(given(*in_business())).rejected("roster.empty", roster="R1")


def test_a_payout_is_more_than_nothing_and_every_such_row_is_told(given: Given) -> None:
    done = compiling(given(*in_business()), row(1), row(2, 0), row(3, -100), row(4, 0, goods_fen=1))

    done.rejected("payout.not_positive", "payout.not_positive", row=2)
    assert [r.row for r in done.outcome.rejections] == [2, 3]


def test_the_stated_total_is_the_sum_of_the_rows(given: Given) -> None:
    compiling(given(*in_business()), row(1), row(2), total="1000.01").rejected(
        "roster.total_differs", stated="1000.01", rows="1000.00"
    )


def test_there_is_a_budget_line(given: Given) -> None:
    compiling(given(*in_business()), row(1), line="50105/X").rejected(
        "budget.no_line", line="50105/X", year=2023
    )


def test_a_line_of_another_year_is_not_this_years(given: Given) -> None:
    compiling(given(*in_business()), row(1), on=date(2024, 1, 5)).rejected(
        "budget.no_line", year=2024
    )


def test_the_line_is_of_the_kinds_account(given: Given) -> None:
    compiling(given(*in_business()), row(1), line="50404").rejected(
        "budget.wrong_line", account="50404", expected="50105"
    )


def test_a_kind_is_given_in_a_form_that_it_allows(given: Given) -> None:
    compiling(given(*in_business()), row(1), form="cash").rejected(
        "payout.form_not_allowed", form="cash"
    )


def test_the_bank_account_is_the_unions(given: Given) -> None:
    compiling(given(*in_business()), row(1), bank="B9").rejected("bank_account.unknown", bank="B9")


def test_the_bank_account_is_open(given: Given) -> None:
    closed = BankAccountClosed(
        command=1, by=ADMIN, occurred_on=date(2023, 5, 9), union=SCHOOL, bank=BANK
    )

    compiling(given(*in_business(closed)), row(1)).rejected(
        "bank_account.closed", closed_on="2023-05-09"
    )


def test_the_bank_account_holds_own_money(given: Given) -> None:
    custody = samples.bank(bank="B2", purpose="custody")

    compiling(given(*in_business(custody)), row(1), bank="B2").rejected(
        "bank_account.wrong_purpose", purpose="custody"
    )


def test_every_row_tells_its_occasion_where_the_kind_needs_one(given: Given) -> None:
    facts = in_business(samples.standard("hardship_living", EACH))
    relief = {"kind": "hardship_living", "line": "50404"}

    done = compiling(given(*facts), row(1), row(2, occasion="2023年3月"), row(3), **relief)

    done.rejected("payout.occasion_missing", "payout.occasion_missing", kind="hardship_living")
    assert [r.row for r in done.outcome.rejections] == [1, 3]


def test_a_rosters_day_is_no_rows_occasion(given: Given) -> None:
    who = {"name": "职工1", "national_id": rosters.id_number(1), "amount_fen": 100}
    rows = (
        RosterRow(row=1, **who),
        RosterRow(row=2, occasion="住院", **who),
        RosterRow(row=3, occasion="ZY7", **who),
        RosterRow(row=4, occurred_on=date(2023, 5, 2), **who),
    )
    fields = compile_(row(9)).model_dump() | {"rows": rows}

    done = ask(given(*in_business()), CompileRoster(**fields))

    done.rejected("payout.occasion_missing", "payout.occasion_missing")
    assert [r.row for r in done.outcome.rejections] == [1, 2]


def test_a_person_stands_once_in_a_file_for_one_occasion(given: Given) -> None:
    same = {"national_id": rosters.id_number(1)}

    done = compiling(given(*in_business()), row(4, **same), row(5), row(6, name="另名", **same))

    done.rejected("payout.twice_in_file", row=6, earlier=4)


def test_nobody_is_listed_who_was_paid_for_the_occasion(given: Given) -> None:
    scenario = given(*in_business())
    rosters.paid(scenario, row(1))

    compiling(scenario, row(1), row(2), roster="R2").rejected(
        "payout.already_paid", row=1, union=SCHOOL, voucher="2023-05 记-1"
    )


def test_the_first_guard_that_objects_speaks_alone(given: Given) -> None:
    wrong: dict[str, Any] = {"bank": "B9"}
    scenario = given(*in_business())
    rows = (row(1, EACH + 1), row(2, EACH + 1))

    compiling(scenario, *rows, **wrong).rejected("bank_account.unknown")
    compiling(scenario, *rows, **wrong, line="X").rejected("budget.no_line")
    compiling(scenario, *rows, **wrong, line="X", total="1").rejected("roster.total_differs")
    compiling(scenario, **wrong, line="X", total="1").rejected("roster.empty")
    compiling(scenario, **wrong, kind="洗车").rejected("payout.unknown_kind")
    compiling(scenario, *rows, union=CITY).rejected("budget.no_line", union=CITY)


def test_all_refused_rows_are_told_each_with_its_reasons(given: Given) -> None:
    scenario = given(*samples.in_business(), samples.standard(KIND, EACH, EACH))
    rosters.paid(scenario, row(1, 20_000))
    same = {"national_id": rosters.id_number(2)}

    done = compiling(scenario, row(1, EACH + 1), row(2), row(3, **same), row(4), roster="R2")

    assert [(r.row, r.code) for r in done.outcome.rejections] == [
        (1, "payout.already_paid"),
        (1, "payout.over_standard"),
        (1, "payout.over_year_standard"),
        (3, "payout.twice_in_file"),
    ]


def test_two_rows_with_nothing_but_one_name_cannot_be_told_apart(given: Given) -> None:
    bare = {"name": "王芳", "national_id": None}

    with pytest.raises(Malformed) as refused:
        compiling(given(*in_business()), row(1, **bare), row(2, **bare))

    assert [(r.code, r.row) for r in refused.value.rejections] == [("person.ambiguous", 2)]
