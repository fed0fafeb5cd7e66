from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.entry import EntryError, Leg, Legs, balanced, negated, total_debit

TIERS = {"U1": "county_plus", "U2": "grassroots"}
WARMTH = Leg("U1", "50405", 500_00, kind="basic", source="union", economic="30306", budget="B1")
BANK = Leg("U1", "102", -500_00, bank="K1")


def change(leg: Leg, **fields: object) -> Leg:
    return msgspec.structs.replace(leg, **fields)


def test_an_entry_that_sums_to_zero_is_returned_as_it_is() -> None:
    legs = (WARMTH, BANK)
    assert balanced(legs, tier_of=TIERS) is legs
    assert balanced(legs, tier_of=lambda _: "county_plus") is legs


GOOD: list[Legs] = [
    (
        Leg("U1", "508", 9, kind="basic", source="union", economic="30399", counterparty="U2"),
        Leg("U1", "102", -9),
        Leg("U2", "102", 9),
        Leg("U2", "40301", -9, restriction="unrestricted"),
    ),
    (change(WARMTH, kind="project", project="P1"), BANK),
    (change(WARMTH, source="fiscal", functional="2012906"), BANK),
    (Leg("U1", "102", 7), Leg("U1", "40302", -7, restriction="restricted", project="P1")),
    (Leg("U2", "102", 7), Leg("U2", "401", -7)),
    (Leg("U2", "102", 7, custody="M19"), Leg("U2", "221", -7, custody="M19")),
    (change(WARMTH, account="5040501"), BANK),
]


@pytest.mark.parametrize("legs", GOOD)
def test_good_entries(legs: Legs) -> None:
    assert balanced(legs, tier_of=TIERS) == legs


BAD: list[tuple[Legs, str]] = [
    ((), "sums to zero"),
    ((WARMTH, change(BANK, fen=-499_99)), "sums to zero"),
    ((WARMTH, change(BANK, union="U2")), "sums to zero"),
    ((WARMTH, BANK, change(BANK, fen=0)), "not an amount"),
    ((WARMTH, change(BANK, fen=-500_00.0)), "not an amount"),
    ((WARMTH, change(BANK, account="109")), "no account 109"),
    ((WARMTH, change(BANK, account="401")), "no account 401 in the chart of a county_plus"),
    ((change(WARMTH, kind=None), BANK), "50405 needs kind"),
    ((change(WARMTH, economic=None), BANK), "50405 needs economic"),
    ((change(WARMTH, source=None), BANK), "50405 needs source"),
    ((change(WARMTH, kind="project"), BANK), "50405 needs project"),
    ((change(WARMTH, source="fiscal"), BANK), "50405 needs functional"),
    ((change(WARMTH, kind="other"), BANK), "kind cannot be 'other'"),
    ((change(BANK, fen=500_00), change(BANK, account="408")), "408 needs restriction"),
    (
        (change(BANK, fen=500_00), change(BANK, account="40302", restriction="restricted")),
        "40302 needs project",
    ),
]


@pytest.mark.parametrize(("legs", "says"), BAD)
def test_bad_entries_are_bugs(legs: Legs, says: str) -> None:
    with pytest.raises(EntryError, match=says):
        balanced(legs, tier_of=TIERS)


def test_a_union_of_unknown_tier_is_a_bug_too() -> None:
    with pytest.raises(KeyError, match="U9"):
        balanced((change(WARMTH, union="U9"), change(BANK, union="U9")), tier_of=TIERS)


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=8))
def test_the_red_entry_undoes_the_blue_one(amounts: list[int]) -> None:
    legs = (*(change(WARMTH, fen=fen) for fen in amounts), change(BANK, fen=-sum(amounts)))
    red = balanced(negated(legs), tier_of=TIERS)
    assert negated(red) == legs
    assert all(a.fen + b.fen == 0 for a, b in zip(legs, red, strict=True))
    assert total_debit(legs) == sum(amounts) == total_debit(red)


def test_a_stored_leg_holds_only_what_it_says() -> None:
    stored = msgspec.json.encode(BANK)
    assert msgspec.json.decode(stored) == {
        "union": "U1",
        "account": "102",
        "fen": -500_00,
        "bank": "K1",
    }
    assert msgspec.json.decode(stored, type=Leg) == BANK
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.json.decode(b'{"union":"U1","account":"102","fen":1,"colour":"red"}', type=Leg)
