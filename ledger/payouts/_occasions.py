"""The natural key of a payout: what one person is paid for once.

Why: two rosters word one occasion differently ("2023年春节慰问", "春节"); the key must be the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from ledger.calendar import FESTIVALS, festival_named, festival_nearest, festival_zh

Once = Literal["per_event", "per_year", "per_campaign", "lifetime"]

_WHOLE_DATE: Final = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?", re.ASCII)
_DIGIT_DATE: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)", re.ASCII)
_SHORT_DATE: Final = re.compile(r"()(\d{1,2})月(\d{1,2})日", re.ASCII)
_NOT_A_REFERENCE: Final = re.compile(r"[^A-Z0-9-]+")
_YEAR: Final = re.compile(r"(?<!\d)(20\d\d)年?度?", re.ASCII)
_MONTH: Final = re.compile(r"(\d{1,2})月份?", re.ASCII)
_SIGNS: Final = "-_.:/()"
_ENDINGS: Final = ("活动", "慰问品", "慰问金", "慰问", "福利", "发放")
_SEASONS: Final = ("两节", *(names["zh"] for names in FESTIVALS.values()))


def event_key(occurred_on: date, given: str | None, *, own_date: bool = True) -> str | None:
    """Return the date or reference (an admission number) that a row gives, else its own date.

    `own_date`: `occurred_on` is the row's own. A roster's day tells no event: the same stay on a
    roster of another day would pass for another one, so that None is returned.
    Words are left out: they may name an illness, and the key is a tag.
    """
    text = _tidy(given)
    for pattern in (_WHOLE_DATE, _DIGIT_DATE, _SHORT_DATE):
        match = pattern.search(text)
        if match is not None:
            day = _day(int(match[1] or occurred_on.year), int(match[2]), int(match[3]))
            if day is not None:
                return day.isoformat()
    reference = _NOT_A_REFERENCE.sub("", text).strip("-")
    if re.search(r"\d", reference):
        return reference
    return occurred_on.isoformat() if own_date else None


@lru_cache(maxsize=4096)
def campaign_key(occurred_on: date, given: str | None, names: tuple[str, ...]) -> str | None:
    """Return year and campaign ("2023春节"); None when no campaign is given.

    `names`: what the payout itself is called; it adds nothing to the campaign's name.
    """
    text = re.sub("[、·]", "", _tidy(given))
    if not text:
        return None
    match = _YEAR.search(text)
    rest = text if match is None else text[: match.start()] + text[match.end() :]
    own = (_tidy(name) for name in names if not any(season in name for season in _SEASONS))
    rest = _without(rest.strip(_SIGNS), (*own, *_ENDINGS))
    festival = festival_named(rest)
    if festival is not None:
        year = match[1] if match else str(_year_of(festival, occurred_on))
        return year + festival_zh(festival)
    year = match[1] if match else str(occurred_on.year)
    month = _MONTH.fullmatch(rest)
    rest = f"{int(month[1]):02d}" if month else rest
    return f"{year}-{rest}" if rest[:1].isdigit() else year + rest


def _without(text: str, endings: Iterable[str]) -> str:
    """Take off every ending, the longest first, but never the name of a festival."""
    ordered = sorted(endings, key=len, reverse=True)
    while festival_named(text) is None:
        ending = next((e for e in ordered if e and text.endswith(e)), None)
        if ending is None:
            break
        text = text.removesuffix(ending).strip(_SIGNS)
    return text


def _year_of(festival: str, occurred_on: date) -> int:
    """Return the year of the nearest festival: 新年 at the end of December is the next one."""
    try:
        return festival_nearest(festival, occurred_on).year
    except KeyError:  # a moving festival in a year that the calendar does not list
        return occurred_on.year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _tidy(text: str | None) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or "")).upper()
