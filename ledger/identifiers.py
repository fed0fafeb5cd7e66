"""Numbers that identify: resident IDs (GB 11643), credit codes (GB 32100), accounts, phones.

Why: rosters are typed by hand and mangled by spreadsheets; equal people must become equal texts,
and a mangled number must never pass for a proven one.
Nothing here raises: what cannot be read is graded, not refused.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final, Literal

from stdnum.cn import ric, uscc

Grade = Literal["proven", "invalid", "damaged", "absent"]

_UNSEEN: Final = re.compile(r"[\s\u200b-\u200f\u2060\ufeff'`]+")
_BLANK: Final = frozenset(
    ("", "-", "--", "—", "/", "\\", "无", "暂无", "空", "N/A", "NULL", "NONE")
)
_AS_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d*)?E[+-]?\d+|[+-]?\d+\.\d*", re.ASCII)
_WHOLE_FLOAT: Final = re.compile(r"(\d{1,15})\.0*", re.ASCII)  # up to 15 digits survive a float
_PROVINCES: Final = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 "
    "61 62 63 64 65 71 81 82 83".split()
)
_FOREIGN: Final = "9"  # permanent residents from abroad, cards since 2023
_CREDIT_CODE: Final = re.compile(
    r"[1-9ANY][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}", re.ASCII
)


def normal_id(text: str | None) -> str:
    """Return a resident ID as 18 characters where that can be done, else the tidied text.

    A first-generation number of 15 digits gets its century and check digit.
    """
    number = _tidy(text)
    if len(number) == 15 and _digits(number):
        longer = f"{number[:6]}19{number[6:]}"
        return longer + ric.calc_check_digit(longer + "0")
    return number


def grade_id(text: str | None) -> Grade:
    """Say how far a resident ID can be trusted to name one person.

    proven: province, birth date and check digit hold (15 digits carry no check of their own);
    damaged: a spreadsheet made a number of it and lost the last digits; absent: nothing is there.
    The place is not looked up: numbers keep codes of counties long dissolved, or founded since.
    """
    number = normal_id(text)
    if number in _BLANK:
        return "absent"
    if _AS_NUMBER.fullmatch(number):
        return "damaged"
    if len(number) != 18 or not _digits(number[:17]) or number[17] not in "0123456789X":
        return "invalid"
    if number[17] != ric.calc_check_digit(number):
        return "damaged" if number.endswith("000") else "invalid"
    known_place = number[:2] in _PROVINCES or number.startswith(_FOREIGN)
    return "proven" if known_place and _is_born(number) else "invalid"


def valid_uscc(text: str | None) -> bool:
    """Tell whether a unified social credit code (统一社会信用代码) is well formed."""
    code = _tidy(text).replace("-", "")
    return bool(_CREDIT_CODE.fullmatch(code)) and uscc.calc_check_digit(code) == code[-1]


def normal_account(text: str | None) -> str:
    """Return the digits of a bank account; "" when nothing usable is left.

    A number that went through a float ("6.22E+18") is not usable: two accounts would look alike.
    """
    account = _plain(_tidy(text))
    return "" if _AS_NUMBER.fullmatch(account) else re.sub(r"[^0-9]", "", account)


def normal_phone(text: str | None) -> str:
    """Return the digits of a phone, without the country's prefix; "" when nothing is left."""
    phone = _plain(_tidy(text))
    digits = "" if _AS_NUMBER.fullmatch(phone) else re.sub(r"[^0-9]", "", phone)
    mobile = re.fullmatch(r"(?:00)?86(1\d{10})", digits)
    return mobile[1] if mobile else digits


def _tidy(text: str | None) -> str:
    """Bring to one form: half width, capitals, nothing invisible, no spreadsheet apostrophe."""
    text = text or ""
    if text.isascii() and text.isalnum():
        return text.upper()
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).upper()


def _plain(number: str) -> str:
    """Take back the ".0" of a short whole number that a spreadsheet handed over as a float."""
    match = _WHOLE_FLOAT.fullmatch(number)
    return match[1] if match else number


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _is_born(number: str) -> bool:
    """Tell whether the eight digits after the place are a date from 1900 to 2099."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return date(1900, 1, 1) <= born < date(2100, 1, 1)
