from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from ledger.identifiers import grade_id, normal_account, normal_id, normal_phone, valid_uscc

PROVEN = "360426199101010071"
WITH_X = "44011320141005001X"


def shared(name: str) -> list[dict[str, str]]:
    root = Path(__file__).parents[2]
    folder = Path(os.environ.get("UNION_LEDGER_SHARED", root.parent / "shared"))
    path = folder / "data" / "cn-identifiers" / name
    if not path.exists():
        pytest.skip(f"{name} is not here; UNION_LEDGER_SHARED names the folder that has it")
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_known_credit_code_is_valid() -> None:
    rows = shared("gb32100_uscc_valid.csv")
    assert len(rows) >= 200
    assert [row["uscc"] for row in rows if not valid_uscc(row["uscc"])] == []
    changed = [row["uscc"][:-1] + ("1" if row["uscc"][-1] != "1" else "2") for row in rows]
    assert not any(valid_uscc(code) for code in changed)


def test_every_known_resident_id_is_graded_by_check_digit_and_date() -> None:
    rows = shared("gb11643_ric_vectors.csv")
    no_such_date = {"360426199113010079"}
    for row in rows:
        proven = row["checksum_ok"] == "1" and row["ric"] not in no_such_date
        assert (grade_id(row["ric"]) == "proven") is proven, row


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        (PROVEN, PROVEN),
        ("３６０４２６１９９１０１０１００７１", PROVEN),
        (" 360426 19910101 0071\u200b\t", PROVEN),
        ("'360426199101010071", PROVEN),
        ("44011320141005001x", WITH_X),
        ("360426910101007", PROVEN),
        ("", ""),
        (None, ""),
        ("5.30E+17", "5.30E+17"),
    ],
)
def test_one_person_has_one_number(text: str | None, normal: str) -> None:
    assert normal_id(text) == normal


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        (PROVEN, "proven"),
        (WITH_X.lower(), "proven"),
        ("360426910101007", "proven"),
        ("36042619910102009X", "invalid"),
        ("360426199113010079", "invalid"),
        ("360426911301007", "invalid"),
        ("000426199101010071", "invalid"),
        ("36042619910101007", "invalid"),
        ("3604261991010100711", "invalid"),
        ("X60426199101010071", "invalid"),
        ("张三", "invalid"),
        ("5.30E+17", "damaged"),
        ("5.30114199001011e+17", "damaged"),
        ("５.３０E＋１７", "damaged"),
        ("5E17", "damaged"),
        ("530114199001011000.0", "damaged"),
        ("360426199101010000", "damaged"),
        ("", "absent"),
        ("  ", "absent"),
        (None, "absent"),
        ("无", "absent"),
        ("／", "absent"),
        ("－", "absent"),
    ],
)
def test_how_far_a_resident_id_can_be_trusted(text: str | None, grade: str) -> None:
    assert grade_id(text) == grade


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    assert grade_id(text) in ("proven", "invalid", "damaged", "absent")
    assert normal_account(text) == normal_account(normal_account(text))
    assert normal_phone(text).strip("0123456789") == ""
    assert valid_uscc(text) in (True, False)


@given(st.text(alphabet="0123456789０１５Xx ' .+-E"))
def test_a_tidied_number_stays_as_it_is(text: str) -> None:
    assert normal_id(normal_id(text)) == normal_id(text)
    assert grade_id(normal_id(text)) == grade_id(text)


@given(st.dates(), st.integers(0, 999), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(
    born: object, order: int, place: int, shift: int
) -> None:
    head = f"530114{str(born).replace('-', '')}{order:03d}"
    number = head + ric.calc_check_digit(head + "0")
    digit = number[place]
    wrong = "X" if digit != "X" and shift == 9 and place == 17 else None
    changed = wrong or str((int(digit) + shift) % 10 if digit != "X" else shift)
    assert grade_id(number[:place] + changed + number[place + 1 :]) != "proven"


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("91110000600037341L", True),
        ("９１１１００００６０００３７３４１l", True),
        (" 9111 0000 6000 37341L", True),
        ("91110000600037342L", False),
        ("9111000060003734IL", False),
        ("12345", False),
        ("", False),
        (None, False),
    ],
)
def test_credit_codes(text: str | None, *, valid: bool) -> None:
    assert valid_uscc(text) is valid


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("6228 4800 1234 5678 901", "6228480012345678901"),
        ("６２２８４８００１２３４５６７８９０１", "6228480012345678901"),
        ("农行呈贡支行 6228-4800-1234-5678-901", "6228480012345678901"),
        ("123456789.0", "123456789"),
        ("6228480012345678901.0", ""),
        ("6.22E+18", ""),
        ("无", ""),
        (None, ""),
    ],
)
def test_bank_accounts(text: str | None, account: str) -> None:
    assert normal_account(text) == account


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("138 0013 8000", "13800138000"),
        ("+86-138-0013-8000", "13800138000"),
        ("008613800138000", "13800138000"),
        ("13800138000.0", "13800138000"),
        ("0871-67412345", "087167412345"),
        ("1.38E+10", ""),
        ("", ""),
    ],
)
def test_phones(text: str, phone: str) -> None:
    assert normal_phone(text) == phone
