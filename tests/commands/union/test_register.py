from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from commands.union.register import VERB, RegisterRow, RegisterUnions
from ledger.events.unions import UnionDissolved, UnionRegistered
from tests import samples
from tests.samples import ADMIN, CITY, USCC
from tests.scenario import Given

DAY = date(2023, 1, 5)


def one(**fields: Any) -> RegisterUnions:
    return RegisterUnions(by=ADMIN, on=DAY, **fields)


def many(*rows: dict[str, Any]) -> RegisterUnions:
    listed = tuple(RegisterRow(row=n, **row) for n, row in enumerate(rows, 2))
    return RegisterUnions(by=ADMIN, on=DAY, rows=listed)


def lower(union: str, **more: Any) -> dict[str, Any]:
    return {"union": union, "name": union, "tier": "grassroots", "upper": CITY, **more}


def registered(union: str, **more: Any) -> UnionRegistered:
    return UnionRegistered(command=1, by=ADMIN, occurred_on=DAY, **lower(union, **more))


def test_a_union_is_registered(given: Given) -> None:
    command = one(**lower("U0100", uscc=USCC, books_kept_by=CITY, new_employment=True))
    fact = registered("U0100", uscc=USCC, books_kept_by=CITY, new_employment=True)

    given(*samples.founded()).when(VERB, command).then(fact)


def test_a_list_is_registered_and_may_build_on_itself(given: Given) -> None:
    command = many(lower("A"), lower("B", upper="A", books_kept_by="A"), lower("C"))

    given(*samples.founded()).when(VERB, command).then(
        registered("A"), registered("B", upper="A", books_kept_by="A"), registered("C")
    )


def test_a_list_may_give_names_and_codes_in_the_words_of_the_trade(given: Given) -> None:
    command = many(
        {"union": "马金铺街道总工会", "union_code": "A", "tier": "县级以上工会"},
        {
            "union": "第一小学工会",
            "union_code": "B",
            "tier": "基层",
            "upper_union": "马金铺街道总工会",
        },
        {"union": "第二小学工会", "tier": "基层工会", "upper_union": "A"},
    )

    given(*samples.founded()).when(VERB, command).then(
        registered("A", name="马金铺街道总工会", tier="county_plus", upper=None),
        registered("B", name="第一小学工会", upper="A"),
        registered("第二小学工会", upper="A"),
    )


def test_655_unions_come_in_one_command(given: Given) -> None:
    command = many(*(lower(f"X{n:04}") for n in range(655)))

    outcome = given(*samples.founded()).when(VERB, command).outcome

    assert len(outcome.facts) == 655


def test_an_id_is_used_once(given: Given) -> None:
    scenario = given(*samples.founded())

    scenario.when(VERB, one(**lower(CITY))).rejected("union.exists", union=CITY)
    scenario.when(VERB, many(lower("A"), lower("A"))).rejected("union.exists", row=3, union="A")


def test_a_credit_code_must_hold(given: Given) -> None:
    wrong = USCC[:-1] + "A"

    given(*samples.founded()).when(VERB, one(**lower("A", uscc=wrong))).rejected(
        "union.uscc_invalid", uscc=wrong
    )


def test_a_credit_code_belongs_to_one_union(given: Given) -> None:
    command = many(lower("A", uscc=USCC), lower("B", uscc=USCC))

    given(*samples.founded()).when(VERB, command).rejected("union.uscc_twice", row=3, earlier=2)


def test_an_upper_union_stands_before_its_lower_ones(given: Given) -> None:
    command = many(lower("B", upper="A"), lower("A"))

    given(*samples.founded()).when(VERB, command).rejected("union.upper_unknown", row=2, upper="A")


def test_no_union_is_put_below_a_dissolved_one(given: Given) -> None:
    ended = UnionDissolved(command=1, by=ADMIN, occurred_on=DAY, union="U0007", reason="合并")

    given(*samples.founded(), ended).when(VERB, one(**lower("A", upper="U0007"))).rejected(
        "union.dissolved", union="U0007"
    )


def test_a_county_union_is_not_below_a_grassroots_one(given: Given) -> None:
    command = one(**lower("A", tier="county_plus", upper="U0007"))

    given(*samples.founded()).when(VERB, command).rejected("union.above_its_upper")


def test_whose_office_keeps_the_books_is_a_union(given: Given) -> None:
    command = one(**lower("A", books_kept_by="Z"))

    given(*samples.founded()).when(VERB, command).rejected("union.keeper_unknown", keeper="Z")


def test_every_bad_row_is_told_and_nothing_is_recorded(given: Given) -> None:
    command = many(lower(CITY), lower("A"), lower("B", upper="Z"))
    scenario = given(*samples.founded())

    scenario.when(VERB, command).rejected("union.exists", "union.upper_unknown")
    scenario.when(VERB, many(lower("A"))).then(registered("A"))


def test_only_an_administrator_registers(given: Given) -> None:
    command = RegisterUnions(by=samples.ACCOUNTANT, on=DAY, **lower("A"))

    given(*samples.founded()).when(VERB, command).rejected("officer.not_allowed")


@pytest.mark.parametrize(
    "fields",
    [
        {"union": "A", "name": "A"},
        {**lower("A"), "rows": [lower("B")]},
        {**lower("A"), "tier": "province"},
        {**lower("A"), "union": "A/B"},
    ],
)
def test_what_is_incomplete_or_both_is_malformed(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        one(**fields)
