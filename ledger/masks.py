"""Masks: what of a name, an ID number, a card or a phone may be shown.

Why: a reader recognises their own line and nobody else's (去标识化, 个人信息保护法 Art 51).
Source: 张*三 / 张*, 530114********123X, the last four of a card, 138****1234.
"""

from __future__ import annotations

import unicodedata
from typing import Final

COMPOUND_SURNAMES: Final = frozenset(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 "
    "赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 "
    "司徒 鲜于 司空 令狐 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 "
    "第五".split()
)
DIVIDERS: Final = "·•・‧∙． "
ID_DIGITS: Final = 15  # the short form; today's has 18
CARD_DIGITS: Final = 8  # shorter than this, four digits would be half of it
MOBILE_DIGITS: Final = 11


def mask_name(name: str) -> str:
    """Mask a name: 张三 to 张*, 张小三 to 张*三, 欧阳小三 to 欧阳*三, 阿依·买买提 to 阿*·买**."""
    name = " ".join(unicodedata.normalize("NFKC", name).split())
    if _is_han(name):
        return _mask_han("".join(name.split()))
    for divider in DIVIDERS:
        if divider in name:
            return divider.join(_first_only(part) for part in name.split(divider))
    return _first_only(name)


def mask_id(number: str) -> str:
    """Mask an ID number: six in front, four behind; of anything shorter, a third at most."""
    number = _squeezed(number)
    if len(number) < ID_DIGITS:
        return _last(number, 4)
    return number[:6] + "*" * (len(number) - 10) + number[-4:]


def mask_card(number: str) -> str:
    """Mask a bank account: its last four, without telling how long it is."""
    number = _squeezed(number)
    return "****" + (number[-4:] if len(number) >= CARD_DIGITS else "")


def mask_phone(number: str) -> str:
    """Mask a phone number: 13812341234 to 138****1234; of a shorter one, the last two."""
    number = _squeezed(number)
    if len(number) < MOBILE_DIGITS:
        return _last(number, 2)
    return "*" * (len(number) - MOBILE_DIGITS) + number[-11:-8] + "****" + number[-4:]


def _mask_han(name: str) -> str:
    """Show the surname, and the last character of a given name that has several."""
    shown = 2 if name[:2] in COMPOUND_SURNAMES and name[2:] else 1
    surname, given = name[:shown], name[shown:]
    if not given:
        return "*" * len(surname)
    last = given[-1] if given[1:] else ""
    return surname + "*" * (len(given) - len(last)) + last


def _squeezed(number: str) -> str:
    """Return a number in plain digits, without blanks and dashes."""
    return "".join(unicodedata.normalize("NFKC", number).split()).replace("-", "")


def _is_han(text: str) -> bool:
    """Tell whether all of it is Chinese characters; blanks, put in to justify, don't count."""
    return all(unicodedata.name(sign, "").startswith("CJK") for sign in "".join(text.split()))


def _first_only(part: str) -> str:
    """Show the first sign of several."""
    return part[:1] + "*" * (len(part) - 1) if part[1:] else "*" * len(part)


def _last(text: str, shown: int) -> str:
    """Show the last signs, but no more than a third of them."""
    hidden = len(text) - min(shown, len(text) // 3)
    return "*" * hidden + text[hidden:]
