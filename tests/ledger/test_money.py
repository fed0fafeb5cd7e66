from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.money import CAPITAL_MAX, Money, capital, fen_of, yuan

AMOUNTS = {
    "0.00": "零元整",
    "0.05": "伍分",
    "0.50": "伍角整",
    "0.53": "伍角叁分",
    "1.00": "壹元整",
    "1.05": "壹元零伍分",
    "1.50": "壹元伍角整",
    "10.00": "壹拾元整",
    "10.50": "壹拾元零伍角整",
    "101.00": "壹佰零壹元整",
    "1001.00": "壹仟零壹元整",
    "1680.32": "壹仟陆佰捌拾元零叁角贰分",
    "325.04": "叁佰贰拾伍元零肆分",
    "1409.50": "壹仟肆佰零玖元伍角整",
    "6007.14": "陆仟零柒元壹角肆分",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "107000.53": "壹拾万柒仟元零伍角叁分",
    "100000.00": "壹拾万元整",
    "200050.00": "贰拾万零伍拾元整",
    "1000010.00": "壹佰万零壹拾元整",
    "1130000.00": "壹佰壹拾叁万元整",
    "100005000.00": "壹亿零伍仟元整",
    "100107000.00": "壹亿零壹拾万柒仟元整",
    "1000000000000.00": "壹万亿元整",
    "1234500000000.00": "壹万贰仟叁佰肆拾伍亿元整",
    "-12.30": "负壹拾贰元叁角整",
}


@pytest.mark.parametrize(("figure", "words"), AMOUNTS.items())
def test_an_amount_in_words(figure: str, words: str) -> None:
    assert capital(fen_of(figure)) == words
    assert Money.of(figure).capital == words


def fen_in(words: str) -> int:
    """Read an amount in words: the independent way back."""
    digits = {word: n for n, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
    places = {"拾": 10, "佰": 100, "仟": 1000}
    whole, _, part = words.removeprefix("负").rpartition("元")
    total = section = digit = 0
    for word in whole:
        if word in digits:
            digit = digits[word]
        elif word in places:
            section, digit = section + digit * places[word], 0
        elif word == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        else:
            total, section, digit = (total + section + digit) * 10**8, 0, 0
    fen = (total + section + digit) * 100
    fen += sum(digits[d] * (10 if u == "角" else 1) for d, u in re.findall("(.)([角分])", part))
    return -fen if words.startswith("负") else fen


@given(st.integers(-CAPITAL_MAX, CAPITAL_MAX))
def test_words_read_back_as_the_same_amount(fen: int) -> None:
    assert fen_in(capital(fen)) == fen
    assert "零零" not in capital(fen)


@given(st.integers(-CAPITAL_MAX, CAPITAL_MAX))
def test_figures_read_back_as_the_same_amount(fen: int) -> None:
    text = yuan(fen)
    if abs(fen) < 10**17:
        assert fen_of(text) == fen
        assert Money.of(text) == Money(fen)
    assert Money(fen).yuan == str(Money(fen)) == text


@pytest.mark.parametrize(
    "text", ["", "1,000", "1元", "1.234", ".5", "1.", "1e3", "１２", "+1", "--1", "1 ", "1" * 16]
)
def test_what_is_not_an_amount_is_turned_down(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        fen_of(text)


def test_a_fraction_of_a_fen_cannot_get_in() -> None:
    with pytest.raises(TypeError, match="whole fen"):
        Money(12.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="whole fen"):
        Money(3) * 0.5  # type: ignore[operator]


def test_words_end_at_the_largest_unit() -> None:
    with pytest.raises(ValueError, match="in words"):
        capital(CAPITAL_MAX + 1)


def test_amounts_are_reckoned_with() -> None:
    assert Money.of("0.10") + Money.of("0.20") == Money(30)
    assert Money(5) - Money(8) == -Money(3)
    assert abs(Money(-3)) * 4 == Money(12)
    assert sum([Money(1), Money(2)], Money(0)) == Money(3)
    assert Money(1) < Money(2)
    assert not Money(0)
