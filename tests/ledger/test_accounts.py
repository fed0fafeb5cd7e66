from __future__ import annotations

import pytest

from ledger.accounts import CHART, chart, load, required_dimensions

GRASSROOTS = (
    "101 102 131 135 141 162 163 182 211 215 301 321 322 401 402 403 405 408 "
    "501 503 504 505 507 510"
).split()
COUNTY_PLUS = (
    "101 102 111 121 131 132 135 141 151 161 162 163 171 172 181 182 201 211 212 215 221 "
    "301 311 321 322 331 332 341 402 403 404 406 407 408 411 "
    "502 503 504 505 506 507 508 509 510 521"
).split()
HEAD = f'chart = "{CHART}"\n[asset]\n'
CASH = '101 = { zh = "库存现金", en = "Cash", side = "debit", tiers = "BC" }\n'


def test_the_two_charts_have_24_and_45_first_level_accounts() -> None:
    assert [a.code for a in chart().first_level("grassroots")] == GRASSROOTS
    assert [a.code for a in chart().first_level("county_plus")] == COUNTY_PLUS
    assert (len(GRASSROOTS), len(COUNTY_PLUS)) == (24, 45)


def test_every_account_is_named_and_stands_under_its_element() -> None:
    elements = ["asset", "liability", "net_asset", "income", "expenditure"]
    for account in chart():
        assert account.element == elements[int(account.code[0]) - 1]
        assert account.zh
        assert account.en.isascii()
    names = [a.zh for a in chart() if a.parent is None]
    assert len(set(names)) == len(names)


def test_a_balance_stands_on_its_usual_side() -> None:
    against = {"163", "172"}
    for account in chart():
        debit = (account.element in ("asset", "expenditure")) != (account.code[:3] in against)
        assert account.side == ("debit" if debit else "credit"), account


@pytest.mark.parametrize(
    ("code", "belongs_to"),
    [
        ("504", "504"),
        ("50405", "50405"),
        ("5040501", "50405"),
        ("504050103", "50405"),
        ("16201", "162"),
        ("1020103", "10201"),
        ("10205", "102"),
        ("50407", None),
        ("5040701", None),
        ("32199", None),
        ("599", None),
        ("5040", None),
        ("504051", None),
        ("50405xx", None),
        ("", None),
    ],
)
def test_a_detail_of_ones_own_belongs_to_the_account_above(
    code: str, belongs_to: str | None
) -> None:
    found = chart().account(code)
    assert (found.code if found else None) == belongs_to


def test_names_in_both_languages() -> None:
    assert chart().name("50405", "zh") == "送温暖支出"
    assert chart().name("5040501", "en") == "Warmth campaign"
    assert chart().name("999", "zh") == "999"


def test_a_grassroots_union_borrows_and_a_higher_one_does_not() -> None:
    dues, custody = chart().account("401"), chart().account("221")
    assert dues is not None
    assert custody is not None
    assert custody.open_to("grassroots")
    assert not dues.open_to("county_plus")


def test_what_every_leg_must_carry() -> None:
    assert required_dimensions("50405", "grassroots") == {"kind", "economic", "source"}
    assert required_dimensions("5040501", "county_plus") == {"kind", "economic", "source"}
    assert required_dimensions("408", "grassroots") == {"restriction"}
    for code in ("102", "401", "411", "521"):
        assert required_dimensions(code, "grassroots") == set()
    for code, tier in (("401", "county_plus"), ("599", "grassroots")):
        with pytest.raises(KeyError):
            required_dimensions(code, tier)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "chart must be"),
        (f'chart = "{CHART}"\n[assets]\n', "unknown tables"),
        (HEAD + '201 = { zh = "x", en = "x", side = "debit", tiers = "B" }', "not a first-level"),
        (HEAD + '101 = { zh = "x", en = "x", side = "left", tiers = "B" }', r"101: .*\$.side"),
        (HEAD + '101 = { zh = "x", en = "x", side = "debit" }', "101: .*tiers"),
        (HEAD + CASH.replace(" }", ', dimensions = ["bonk"] }'), "101: unknown dimensions"),
        (HEAD + CASH + '[prescribed]\n10901 = { zh = "x", en = "x" }', "no account above"),
        (HEAD + CASH + '[prescribed]\n101011 = { zh = "x", en = "x" }', "no account above"),
        (HEAD + CASH + '[optional]\n10101 = { zh = "x" }', "10101: .*en"),
        (HEAD + CASH + '[optional]\n101aa = { zh = "x", en = "x" }', "not a number"),
    ],
)
def test_bad_data_fails_at_load_and_says_where(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        load(text)
