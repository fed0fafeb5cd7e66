"""A cell: how one typed value is read from what people and spreadsheets write.

Why: amounts come as "１,２００元", dates as 2023.3.8, ID numbers as 5.30E+17; each is read
exactly or refused with a way to mend it, and never guessed.
Unit: fen. No amount passes through binary arithmetic: a number cell is taken by its shortest text.
Rejects: BadCell with a code cell.*; its facts never show text that could be personal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from commands._sheet import Cell
from ledger.identifiers import grade_id, normal_id

YUAN, TEN_THOUSAND_YUAN, FEN = 100, 1_000_000, 1  # fen in one unit of an amount

_NIL: Final = frozenset({"", "-", "--", "—", "——", "/", "\\", "无"})
_PERIODS: Final = re.compile(r"\s*(?:至|到|~|～|—+|－|--)\s*")


class BadCell(ValueError):
    """A cell that cannot be read, with the code of the reason and facts for its text."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def narrow(text: str) -> str:
    """Turn full-width letters, digits and marks into plain ones and trim."""
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip()


def is_nil(cell: Cell) -> bool:
    """Say whether the cell is empty or holds only a mark for nothing, such as a dash."""
    return isinstance(cell, str) and cell.strip() in _NIL


def shown(cell: Cell) -> str:
    """Repeat a cell in a message only when it cannot be personal: a short number or date."""
    text = narrow(str(cell))
    return text if re.fullmatch(r"[\d.,/¥元年月日:T +\-]{1,12}", text) else f"({len(text)})"


# --- text -------------------------------------------------------------------------------------


def text(cell: Cell) -> str:
    """Read words; line breaks become spaces and a whole number loses its ".0"."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


_PADDING: Final = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_DOTS: Final = re.compile(r"[•・‧∙●]")


def name(cell: Cell) -> str:
    """Read a person's name; the space that pads a short Chinese name (张　三) is dropped."""
    if isinstance(cell, str) and cell.isalpha():
        return cell
    words = text(cell)
    if not isinstance(cell, str) or any(sign.isdecimal() for sign in words):
        raise BadCell("cell.name", seen=shown(cell))
    return words if words.isascii() else _DOTS.sub("·", _PADDING.sub("", words))


_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{2}|\d\.\d+[Ee]\+?\d+", re.ASCII)
_GAPS: Final = re.compile(r"\s+")


def code(cell: Cell) -> str:
    """Read an identifier of digits and letters (account, phone, member number) without gaps."""
    if isinstance(cell, str):
        if cell.isascii() and cell.isdecimal():
            return cell
        digits = _GAPS.sub("", narrow(cell)).strip("'`‘’")
        if _SCIENTIFIC.fullmatch(digits):
            raise BadCell("cell.number_damaged")
        return digits
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise BadCell("cell.text_expected")
    if abs(cell) >= 10**15 or not float(cell).is_integer():
        raise BadCell("cell.number_damaged")
    return str(int(cell))


_ACCOUNT: Final = re.compile(r"\d[\d\s-]{6,}\d", re.ASCII)


def bank(cell: Cell) -> dict[str, str]:
    """Split 开户行及账号 ("农行呈贡支行 6228 4800 …") into bank name and account."""
    if not isinstance(cell, str):
        return {"bank_account": code(cell)}
    words = narrow(cell)
    found = _ACCOUNT.search(words)
    if found is None or "E+" in words:
        raise BadCell("cell.number_damaged")
    named = (words[: found.start()] + words[found.end() :]).strip(" :,;/、()账户号")
    account = {"bank_account": found.group().replace(" ", "").replace("-", "")}
    return {**account, "bank_name": named} if named else account


def proxy(cell: Cell) -> dict[str, str]:
    """Split 代领人及关系 ("李四（配偶）", "李四 配偶") into who collected and their relation."""
    parts = [part for part in re.split(r"[\s()、,/:-]+", narrow(text(cell))) if part]
    if not parts:
        return {}
    collected = {"proxy": parts[0]}
    return {**collected, "relation": "".join(parts[1:])} if parts[1:] else collected


# --- amounts and counts -------------------------------------------------------------------------

_CURRENCY: Final = re.compile(r"^(?:人民币|RMB|CNY|¥)+|(?:元整|元|圆|CNY|RMB)$", re.IGNORECASE)
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)
_NUMBER: Final = re.compile(r"\d{1,13}(?:\.\d{0,9})?|\.\d{1,9}", re.ASCII)


def amount(cell: Cell, unit: int = YUAN) -> int:
    """Read an amount in fen; `unit` says how many fen the cell's own unit has."""
    if isinstance(cell, str):
        return _fen(_number(cell), unit, Decimal(0), cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not abs(cell) < 10**13:
        raise BadCell("cell.amount", seen=shown(cell))
    number = Decimal(repr(cell))
    # A sum made in a spreadsheet carries binary noise (0.1 + 0.2); real third decimals are larger.
    noise = max(Decimal("1e-6"), abs(number * unit) * Decimal("1e-15"))
    return _fen(number, unit, noise, cell)


def _number(words: str) -> Decimal:
    plain = re.sub(r"[\s']", "", narrow(words)).replace("−", "-").replace("—", "-")
    plain = _CURRENCY.sub("", plain)
    negative = plain.startswith("-") or (plain.startswith("(") and plain.endswith(")"))
    digits = _CURRENCY.sub("", plain.strip("()").removeprefix("-").removeprefix("+"))
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(",", "")
    if not _NUMBER.fullmatch(digits):
        raise BadCell("cell.amount", seen=shown(words))
    return -Decimal(digits) if negative else Decimal(digits)


def _fen(number: Decimal, unit: int, noise: Decimal, cell: Cell) -> int:
    exact = number * unit
    whole = exact.to_integral_value(ROUND_HALF_EVEN)
    if abs(exact - whole) > noise:
        raise BadCell("cell.amount_precision", seen=shown(cell))
    return int(whole)


def integer(cell: Cell) -> int:
    """Read a count; 人, 份 and other measure words after it are dropped."""
    if isinstance(cell, str):
        digits = re.sub(r"[\s,]|[人次户份个张件袋箱盒套桶]+$", "", narrow(cell))
        if re.fullmatch(r"\d{1,9}(\.0+)?", digits, re.ASCII):
            return int(digits.split(".")[0])
    elif not isinstance(cell, bool) and isinstance(cell, int | float) and float(cell).is_integer():
        return int(cell)
    raise BadCell("cell.integer", seen=shown(cell))


# --- dates --------------------------------------------------------------------------------------

_DAY_ZERO: Final = date(1899, 12, 30)  # Excel's serial numbers count from here after 1900-02-28
_SERIALS: Final = range(20_000, 80_000)  # 1954 to 2119; outside it a number is not taken for a date
_YMD: Final = re.compile(
    r"(\d{4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*(?:日|号)?"
    r"(?:[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?",
    re.ASCII,
)
_HALF: Final = re.compile(
    r"\d{4}\s*[年./-]\s*\d{1,2}\s*月?|\d{1,2}\s*[月./-]\s*\d{1,2}\s*[日号]?"
    r"|\d{1,2}[-./年]\d{1,2}[-./月]\d{1,4}日?",
    re.ASCII,
)


def day(cell: Cell, formats: Sequence[str] = ()) -> date:
    """Read a date; `formats` (strptime) from a mapping come first. Half a date is ambiguous."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise BadCell("cell.date", seen=shown(cell))
    if not isinstance(cell, str) and not abs(cell) < 10**9:
        raise BadCell("cell.date", seen=shown(cell))
    words = narrow(cell) if isinstance(cell, str) else str(int(cell))
    return _formatted(words, formats) or _usual(words, cell)


def _formatted(words: str, formats: Sequence[str]) -> date | None:
    for pattern in formats:
        try:
            return datetime.strptime(words, pattern).date()  # noqa: DTZ007 - dates have no zone
        except ValueError:
            continue
    return None


def _usual(words: str, cell: Cell) -> date:
    if re.fullmatch(r"\d{5}", words, re.ASCII) and int(words) in _SERIALS:
        return _DAY_ZERO + timedelta(days=int(words))
    if re.fullmatch(r"(?:19|20)\d{6}", words, re.ASCII):
        return _date(words[:4], words[4:6], words[6:], cell)
    if found := _YMD.fullmatch(words):
        year, month, of_month = found.groups()
        return _date(year, month, of_month, cell)
    is_half = _HALF.fullmatch(words)
    raise BadCell("cell.date_ambiguous" if is_half else "cell.date", seen=shown(cell))


def _date(year: str, month: str, of_month: str, cell: Cell) -> date:
    try:
        return date(int(year), int(month), int(of_month))
    except ValueError:
        raise BadCell("cell.date", seen=shown(cell)) from None


def stay(cell: Cell, formats: Sequence[str] = ()) -> dict[str, date]:
    """Split 住院起止 ("2023.3.1-2023.3.8", "2023年3月1日至8日") into admission and discharge."""
    words = narrow(text(cell))
    parts = [part for part in _PERIODS.split(words) if part]
    if len(parts) == 1 and (middle := re.fullmatch(r"(.{8,}?)-(\d{4}[^-].*)", words)):
        parts = list(middle.groups())
    if len(parts) != 2:
        raise BadCell("cell.date_ambiguous", seen=shown(cell))
    first = day(parts[0], formats)
    if re.fullmatch(r"\d{1,2}[日号]", parts[1]):
        parts[1] = f"{first:%Y-%m-}{parts[1]}"
    elif re.fullmatch(r"\d{1,2}[月./]\d{1,2}[日号]?", parts[1]):
        parts[1] = f"{first:%Y}-{parts[1]}"
        parts[1] = re.sub(r"[月./]", "-", parts[1])
    last = day(parts[1], formats)
    if last < first:
        raise BadCell("cell.date", seen=shown(cell))
    return {"admitted_on": first, "discharged_on": last}


# --- resident ID numbers ------------------------------------------------------------------------


def national_id(cell: Cell) -> str:
    """Read a resident ID number as 18 signs; one of 15 gets its century. Source: GB 11643-1999."""
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise BadCell("cell.id", length=len(str(cell)))
    if not isinstance(cell, str) and abs(cell) >= 10**15:
        raise BadCell("cell.id_damaged")
    words = cell if isinstance(cell, str) else text(cell)
    number = normal_id(words)
    match grade_id(number):
        case "proven":
            return number
        case "absent":
            return ""
        case "damaged":
            raise BadCell("cell.id_damaged")
        case "invalid":
            if len(number) == 18:
                raise BadCell("cell.id_invalid")
            raise BadCell("cell.id", length=len(number))
