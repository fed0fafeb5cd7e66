"""Exact amounts of renminbi: whole fen, read from and written as yuan, and in words (大写金额).

Why: a rounded amount cannot be reconciled; nothing in here ever holds a fraction of a fen.
Unit: `fen` is 1/100 yuan, always an int.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_AMOUNT: Final = re.compile(r"(-?)(\d{1,15})(?:\.(\d{1,2}))?", re.ASCII)
_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("", "拾", "佰", "仟")
_THOUSAND: Final = 10**3
CAPITAL_MAX: Final = 10**18 - 1


def fen_of(text: str) -> int:
    """Read "12.50" as 1250.

    Rejects: ValueError for anything but at most 15 digits of yuan and two decimals.
    Full-width digits, 元 and commas are the importer's affair.
    """
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not an amount in yuan with at most two decimals")
    minus, whole, part = match.groups()
    fen = int(whole) * 100 + (int(part.ljust(2, "0")) if part else 0)
    return -fen if minus else fen


def yuan(fen: int) -> str:
    """Write 1250 as "12.50": two places, no separators, no currency."""
    whole, part = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{part:02d}"


def capital(fen: int) -> str:
    """Write an amount in words as on vouchers and rosters, without the currency's name.

    Where the rule leaves a choice (1680.32), the 零 after 元 is written: 壹仟陆佰捌拾元零叁角贰分.
    Rejects: ValueError beyond 万亿.
    Source: 会计基础工作规范 第五十二条 (2019-03-14).
    """
    if abs(fen) > CAPITAL_MAX:
        raise ValueError(f"{fen} fen cannot be written in words")
    whole, part = divmod(abs(fen), 100)
    jiao, cent = divmod(part, 10)
    words = "负" if fen < 0 else ""
    if whole or not part:
        words += (_whole_in_words(whole) or "零") + "元"
        if (jiao and whole % 10 == 0) or (cent and not jiao):
            words += "零"
    if jiao:
        words += _DIGITS[jiao] + "角"
    return words + (_DIGITS[cent] + "分" if cent else "整")


def _whole_in_words(number: int) -> str:
    """Write the yuan, four digits at a time; several zeros in the middle are one 零."""
    trillions, number = divmod(number, 10**12)
    groups = (trillions, number // 10**8, number // 10**4 % 10**4, number % 10**4)
    units = ("万" if groups[1] else "万亿", "亿", "万", "")
    words, gap = "", False
    for group, unit in zip(groups, units, strict=True):
        if group == 0:
            gap = True
            continue
        if words and (gap or group < _THOUSAND):
            words += "零"
        words, gap = words + _group_in_words(group) + unit, False
    return words


def _group_in_words(group: int) -> str:
    """Write 1 to 9999."""
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit == 0:
            gap = True
            continue
        words += ("零" if words and gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return words


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An exact amount of renminbi. Unit: `fen`; negative is a credit."""

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"an amount is whole fen, not {self.fen!r}")

    @classmethod
    def of(cls, text: str) -> Money:
        """Read "12.50" as 1250 fen. Full-width digits, 元 and commas are the importer's affair."""
        return cls(fen_of(text))

    @property
    def yuan(self) -> str:
        """Return the amount as "1130000.00"."""
        return yuan(self.fen)

    @property
    def capital(self) -> str:
        """Return the amount in words (大写金额)."""
        return capital(self.fen)

    def __str__(self) -> str:
        return self.yuan

    def __bool__(self) -> bool:
        return self.fen != 0

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __abs__(self) -> Money:
        return Money(abs(self.fen))

    def __mul__(self, count: int) -> Money:
        """Multiply by a count; a rate is not a count, and rounding is the caller's decision."""
        return Money(self.fen * count)
