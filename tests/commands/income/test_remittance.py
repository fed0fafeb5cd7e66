from __future__ import annotations

from typing import Any

from hypothesis import given as example
from hypothesis import strategies as st

from commands._split import LEVELS, Level, split
from commands.income.remittance import VERB, ReceiveRemittance
from ledger.events.income import LevelShare
from ledger.scopes.payable import Payable
from tests.commands._district import FOREIGN, JUNE, district, legs, rule
from tests.commands.conftest import Given
from tests.samples import ACCOUNTANT, BANK, CITY, SCHOOL

WHOLE = 1_000_000


def ask(**more: Any) -> ReceiveRemittance:
    fields: dict[str, Any] = {
        "union": SCHOOL, "bank": BANK, "amount": "100.03", "months": "2023-06",
        "collection_mode": "self_remitted", "payer": "某某学校",
    }  # fmt: skip
    return ReceiveRemittance(by=ACCOUNTANT, on=JUNE, **{**fields, **more})


def collected(**more: Any) -> ReceiveRemittance:
    return ask(**{"union": CITY, "collection_mode": "tax_collected", "lower": SCHOOL, **more})


def test_a_basic_union_keeps_its_share_and_owes_the_rest_up(given: Given) -> None:
    fact = given(*district(rule())).when(VERB, ask()).outcome.facts[0]

    assert legs(fact) == [("102", 10003), ("402", -6003), ("211", -4000)]
    assert (fact.split_rule, fact.level) == (1, "grassroots")
    assert fact.shares == (
        LevelShare(level="province", fen=500), LevelShare(level="city", fen=1000),
        LevelShare(level="county", fen=2500), LevelShare(level="grassroots", fen=6003),
    )  # fmt: skip


def test_what_the_county_collects_is_owed_up_and_down(given: Given) -> None:
    fact = given(*district(rule("tax_collected"))).when(VERB, collected()).outcome.facts[0]

    assert legs(fact) == [("102", 10003), ("402", -2502), ("211", -1500), ("21202", -6001)]
    assert fact.legs[3].counterparty == SCHOOL


def test_what_was_passed_down_is_the_own_share(given: Given) -> None:
    command = ask(collection_mode="tax_collected", via="upper")

    fact = given(*district(rule("tax_collected"))).when(VERB, command).outcome.facts[0]

    assert legs(fact) == [("102", 10003), ("402", -10003)]


def test_what_a_lower_union_paid_up_is_split_with_those_above(given: Given) -> None:
    command = collected(collection_mode="self_remitted", via="lower", amount="40.00")

    fact = given(*district(rule())).when(VERB, command).outcome.facts[0]

    assert legs(fact) == [("102", 4000), ("402", -2500), ("211", -1500)]


def test_the_rule_adopted_last_counts_and_is_stamped(given: Given) -> None:
    past = district(rule(), rule("self_remitted", county=500_000, grassroots=500_000))

    fact = given(*past).when(VERB, ask(amount="10.00")).outcome.facts[0]

    assert legs(fact) == [("102", 1000), ("402", -500), ("211", -500)]
    assert fact.split_rule == 2


def test_without_a_rule_nothing_is_split(given: Given) -> None:
    given(*district(rule("tax_collected"))).when(VERB, ask()).rejected(
        "split_rule.not_adopted", mode="self_remitted", on="2023-06-15"
    )


def test_the_level_goes_with_the_tier(given: Given) -> None:
    scenario = given(*district(rule(), rule("tax_collected")))

    scenario.when(VERB, ask(level="county")).rejected("split_rule.wrong_level")
    scenario.when(VERB, collected(level="grassroots")).rejected("split_rule.wrong_level")


def test_the_rule_gives_the_level_a_share(given: Given) -> None:
    past = district(rule("self_remitted", county=1_000_000))

    given(*past).when(VERB, ask()).rejected("split_rule.no_share", level="grassroots")


def test_what_is_owed_below_is_owed_to_somebody(given: Given) -> None:
    given(*district(rule("tax_collected"))).when(VERB, collected(lower=None)).rejected(
        "remittance.lower_missing"
    )


def test_that_somebody_is_right_below(given: Given) -> None:
    scenario = given(*district(rule("tax_collected")))

    scenario.when(VERB, collected(lower="U9999")).rejected("union.unknown", union="U9999")
    scenario.when(VERB, collected(lower=FOREIGN)).rejected("union.not_below", lower=FOREIGN)


def test_what_is_owed_is_remembered(given: Given) -> None:
    scenario = given(*district(rule("tax_collected"))).when(VERB, collected()).accepted()

    assert scenario.edge().state(Payable(CITY, "211")).owed == 1500
    assert scenario.edge().state(Payable(CITY, "21202", SCHOOL)).owed == 6001


@st.composite
def rules(draw: st.DrawFn) -> list[tuple[Level, int]]:
    levels = draw(st.lists(st.sampled_from(LEVELS), min_size=1, max_size=5, unique=True))
    cuts = sorted(draw(st.sets(st.integers(1, WHOLE - 1), min_size=len(levels) - 1,
                               max_size=len(levels) - 1)))  # fmt: skip
    parts = [b - a for a, b in zip([0, *cuts], [*cuts, WHOLE], strict=True)]
    return list(zip(levels, parts, strict=True))


@example(st.integers(1, 10**15), rules(), st.data())
def test_shares_sum_to_the_amount_and_no_other_level_gets_a_fen_too_much_or_too_little(
    fen: int, shares: list[tuple[Level, int]], data: st.DataObject
) -> None:
    level = data.draw(st.sampled_from([named for named, _ in shares]))

    parts = split(fen, shares, level)

    got = {share.level: share.fen for share in parts.shares}
    assert parts.own + parts.up + parts.down == sum(got.values()) == fen
    assert parts.own == got[level] > 0
    for named, ppm in shares:
        if named != level:
            assert 0 <= fen * ppm - got[named] * WHOLE < WHOLE
    assert 0 <= parts.own * WHOLE - fen * dict(shares)[level] < len(shares) * WHOLE


@example(st.integers(1, 10**12), rules(), st.data())
def test_what_was_handed_on_is_split_between_the_rest(
    fen: int, shares: list[tuple[Level, int]], data: st.DataObject
) -> None:
    level = data.draw(st.sampled_from([named for named, _ in shares]))

    down, up = split(fen, shares, level, "upper"), split(fen, shares, level, "lower")

    assert (down.up, down.own + down.down) == (0, fen)
    assert (up.down, up.own + up.up) == (0, fen)
