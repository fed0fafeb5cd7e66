from __future__ import annotations

from datetime import date

import pytest

from ledger.accounts import chart
from ledger.payouts import PayoutKind, evidence, index, kind_named, kinds, load

CODES = set(
    "festival birthday marriage childbirth hospitalization member_death relative_death retirement "
    "frontline disaster summer_cooling warmth study_aid "
    "hardship_living hardship_medical hardship_education other".split()
)
GOOD = """
name = { zh = "探望", en = "Visit" }
account = { grassroots = "50105", county_plus = "50405" }
once = "per_event"
forms = ["bank"]
evidence = []
basis = "a rule"
cap_group = "visit"
economic = "30399"
aliases = ["看望"]
examples = [{ says = "paid", on = 2023-05-10, asked = "1.00", then = "paid" }]
"""


def test_the_catalogue_is_whole() -> None:
    assert set(kinds()) == CODES
    assert list(kinds()) == sorted(kinds())
    for code, kind in kinds().items():
        assert kind.stamp == f"{code}/{kind.version}"


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_kind_is_booked_under_its_chart(code: str) -> None:
    kind = kinds()[code]
    for tier, sections in (("grassroots", ("501", "504")), ("county_plus", ("502", "504"))):
        account = chart().account(kind.account(tier))
        assert account is not None
        assert account.parent in sections
    with pytest.raises(KeyError):
        kind.account("province")


@pytest.mark.parametrize("code", sorted(CODES))
def test_an_example_paid_before_has_the_occasion_of_the_one_before(code: str) -> None:
    kind = kinds()[code]
    first, *others = kind.examples
    key = kind.occasion_key(first.on, first.occasion)
    assert first.then == "paid"
    assert any(e.again for e in others)
    for example in others:
        other = kind.occasion_key(example.on, example.occasion)
        assert (other == key) is example.again, example.says
        assert (other is None) is (example.then == "payout.occasion_missing"), example.says


def test_every_document_that_is_named_is_asked_for_somewhere() -> None:
    asked = {code for kind in kinds().values() for code in kind.evidence}
    assert asked == set(evidence())


def test_goods_festivals_are_never_money() -> None:
    for code in ("festival", "birthday"):
        assert set(kinds()[code].forms) == {"goods", "voucher"}


def test_what_shares_a_yearly_limit_shares_a_group() -> None:
    groups = {code: kind.cap_group for code, kind in kinds().items()}
    assert groups["festival"] == "collective_welfare"
    assert {c for c, g in groups.items() if g == "warmth"} == {
        "warmth",
        "frontline",
        "disaster",
        "summer_cooling",
    }
    assert groups["study_aid"] == groups["hardship_education"]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("hospitalization", "hospitalization"),
        ("Hospital visit", "hospitalization"),
        ("住院慰问", "hospitalization"),
        ("生病住院", "hospitalization"),
        ("住院", "hospitalization"),
        ("住院慰问金", "hospitalization"),
        (" 住 院 ", "hospitalization"),
        ("逢年过节", "festival"),
        ("2023年春节慰问", "festival"),
        ("职工集体福利", "festival"),
        ("会员生日", "birthday"),
        ("结婚", "marriage"),
        ("生育", "childbirth"),
        ("会员去世", "member_death"),
        ("直系亲属去世慰问金", "relative_death"),
        ("退休离岗", "retirement"),
        ("走访慰问（送温暖）", "warmth"),
        ("走访慰问", "warmth"),
        ("春节送温暖", "warmth"),
        ("送温暖", "warmth"),
        ("夏送清凉", "summer_cooling"),
        ("summer_cooling", "summer_cooling"),
        ("金秋助学", "study_aid"),
        ("困难职工帮扶", "hardship_living"),
        ("生活", "hardship_living"),
        ("医疗", "hardship_medical"),
        ("助学", "hardship_education"),
        ("一线职工", "frontline"),
        ("自然灾害", "disaster"),
        ("其它", "other"),
        ("慰问", None),
        ("奖金", None),
        ("", None),
    ],
)
def test_rosters_name_a_kind_in_many_words(word: str, code: str | None) -> None:
    kind = kind_named(word)
    assert (kind.code if kind else None) == code


ON = date(2023, 5, 10)


@pytest.mark.parametrize(
    ("code", "on", "given", "key"),
    [
        ("hospitalization", ON, None, "2023-05-10"),
        ("hospitalization", ON, "2023.5.8", "2023-05-08"),
        ("hospitalization", ON, "２０２３年５月８日", "2023-05-08"),
        ("hospitalization", ON, "5月8日", "2023-05-08"),
        ("hospitalization", ON, "20230508", "2023-05-08"),
        ("hospitalization", ON, "2023-02-31", "2023-02-31"),
        ("hospitalization", ON, "住院号：zy 0042", "ZY0042"),
        ("hospitalization", ON, "阑尾炎", "2023-05-10"),
        ("hospitalization", ON, "2023年5月8日胃癌手术", "2023-05-08"),
        ("birthday", ON, "生日", "2023"),
        ("retirement", ON, "2023", "lifetime"),
        ("member_death", ON, None, "lifetime"),
        ("festival", date(2023, 1, 12), "春节", "2023春节"),
        ("festival", date(2023, 1, 12), "2023年 春节 慰问品", "2023春节"),
        ("festival", date(2023, 1, 12), "春节2023", "2023春节"),
        ("festival", date(2022, 12, 28), "元旦", "2023新年"),
        ("festival", date(2023, 4, 28), "五一", "2023劳动节"),
        ("festival", date(2023, 9, 20), "中秋、国庆", "2023中秋国庆"),
        ("festival", date(2035, 2, 1), "春节", "2035春节"),
        ("festival", ON, "", None),
        ("festival", ON, "  ", None),
        ("warmth", ON, None, None),
        ("warmth", date(2023, 1, 10), "2023年春节送温暖", "2023春节"),
        ("warmth", date(2023, 1, 10), "2023年两节送温暖", "2023两节"),
        ("summer_cooling", date(2023, 7, 1), "送清凉", "2023"),
        ("hardship_living", ON, "2023年5月份", "2023-05"),
        ("hardship_living", ON, "2023-05", "2023-05"),
        ("hardship_living", ON, "第二季度", "2023第二季度"),
    ],
)
def test_one_occasion_has_one_key(code: str, on: date, given: str | None, key: str | None) -> None:
    assert kinds()[code].occasion_key(on, given) == key


def test_no_word_of_an_event_gets_into_its_key() -> None:
    for kind in kinds().values():
        if kind.once == "per_event":
            key = kind.occasion_key(ON, "乳腺癌 No.A1")
            assert key is not None
            assert key.isascii()


def test_a_kind_of_ones_own_is_one_file() -> None:
    kind = load("visit", GOOD)
    assert (kind.code, kind.stamp, kind.zh, kind.en) == ("visit", "visit/1", "探望", "Visit")
    assert load("visit", GOOD + "version = 2\n").stamp == "visit/2"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('once = "per_event"', 'once = "sometimes"', r"visit.toml: .*\$\.once"),
        ('once = "per_event"', "", r"visit.toml: .*once"),
        ('once = "per_event"', 'once = "per_event"\ncolour = "red"', "visit.toml: .*colour"),
        ('grassroots = "50105", ', "", r"visit.toml: account\.grassroots"),
        ("50405", "50105", r"visit.toml: account\.county_plus"),
        ("50405", "102", r"visit.toml: account\.county_plus"),
        ('["bank"]', '["gold"]', r"visit.toml: .*\$\.forms"),
        ("evidence = []", 'evidence = ["hearsay"]', r"visit.toml: evidence: \['hearsay'\]"),
        ('["bank"]', "[]", r"visit.toml: .*\$\.forms"),
        ('"30399"', '"303"', r"visit.toml: .*\$\.economic"),
        ('"1.00"', '"1元"', r"visit.toml: examples: paid: '1元' is not an amount"),
        ('then = "paid"', 'then = "perhaps"', r"visit.toml: .*\$\.examples"),
        ("name =", "name", "visit.toml: "),
    ],
)
def test_a_wrong_file_fails_at_load_and_says_where(old: str, new: str, says: str) -> None:
    assert old in GOOD
    with pytest.raises(ValueError, match=says):
        load("visit", GOOD.replace(old, new))


def test_one_word_cannot_mean_two_kinds() -> None:
    def other(alias: str) -> PayoutKind:
        text = GOOD.replace("看望", alias).replace("探望", "家访").replace('"Visit"', '"Call"')
        return load("call", text)

    assert set(index([load("visit", GOOD), other("走动")])) >= {"探望", "家访", "走动"}
    with pytest.raises(ValueError, match=r"call.toml: aliases: 看望慰问 means visit too"):
        index([load("visit", GOOD), other("看望慰问")])
