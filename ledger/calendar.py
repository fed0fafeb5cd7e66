"""Fiscal years, periods, the business day in China, and the seven festivals.

Why: a fiscal year is a calendar year and a period a month (工会会计制度 第六、七条);
goods are given out on 年节, and an audit asks whether a festival was near.
Source: the seven: 总工办发〔2017〕32号; their days: GB/T 33661-2017 《农历的编算和颁行》.
The tests find them again from new moons and solar terms.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final, TypeAlias

Period: TypeAlias = str  # "2023-07"

SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")  # no summer time since 1991

_PERIOD: Final = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
FESTIVALS: Final = {
    "new_year": {"zh": "新年", "en": "New Year"},
    "spring_festival": {"zh": "春节", "en": "Spring Festival"},
    "qingming": {"zh": "清明", "en": "Qingming"},
    "labour_day": {"zh": "劳动节", "en": "Labour Day"},
    "dragon_boat": {"zh": "端午", "en": "Dragon Boat Festival"},
    "mid_autumn": {"zh": "中秋", "en": "Mid-Autumn Festival"},
    "national_day": {"zh": "国庆", "en": "National Day"},
}
_ALSO_CALLED: Final = {
    "元旦": "new_year",
    "新春": "spring_festival",
    "过年": "spring_festival",
    "清明节": "qingming",
    "劳动": "labour_day",
    "五一": "labour_day",
    "五一劳动节": "labour_day",
    "五一节": "labour_day",
    "端午节": "dragon_boat",
    "中秋节": "mid_autumn",
    "国庆节": "national_day",
    "十一": "national_day",
    "元旦节": "new_year",
    "新年元旦": "new_year",
}
_FIXED: Final = {"new_year": (1, 1), "labour_day": (5, 1), "national_day": (10, 1)}
_MOVING: Final = ("spring_festival", "qingming", "dragon_boat", "mid_autumn")
_DATES: Final = """
2019 02-05 04-05 06-07 09-13
2020 01-25 04-04 06-25 10-01
2021 02-12 04-04 06-14 09-21
2022 02-01 04-05 06-03 09-10
2023 01-22 04-05 06-22 09-29
2024 02-10 04-04 06-10 09-17
2025 01-29 04-04 05-31 10-06
2026 02-17 04-05 06-19 09-25
2027 02-06 04-05 06-09 09-15
2028 01-26 04-04 05-28 10-03
2029 02-13 04-04 06-16 09-22
2030 02-03 04-05 06-05 09-12
"""
_TABLE: Final = {
    (code, int(line[:4])): date.fromisoformat(f"{line[:4]}-{day}")
    for line in _DATES.split("\n")
    if line
    for code, day in zip(_MOVING, line[5:].split(), strict=True)
}
FESTIVAL_YEARS: Final = range(2019, 2031)


def period_of(on: date) -> Period:
    """Return the accounting period a date lies in: "2023-07"."""
    return f"{on.year:04d}-{on.month:02d}"


def is_period(text: str) -> bool:
    """Tell whether a text names a period."""
    return _PERIOD.fullmatch(text) is not None


def period_days(period: Period) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    year, month = int(period[:4]), int(period[5:])
    after = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), after - timedelta(days=1)


def fiscal_year(on: date) -> int:
    """Return the fiscal year (会计年度): the calendar year."""
    return on.year


def business_day(at: datetime) -> date:
    """Return the day in China at a moment. Rejects: ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} names no time zone")
    return at.astimezone(SHANGHAI).date()


def end_of_day_utc(on: date) -> str:
    """Return the last `recorded_at` of a day in China: "2023-11-07T15:59:59.999999Z"."""
    last = datetime.combine(on, time.max, SHANGHAI).astimezone(UTC)
    return last.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def festival_named(text: str) -> str | None:
    """Return the code of a festival by its code or its Chinese or English name."""
    for code, names in FESTIVALS.items():
        if text in (code, *names.values()):
            return code
    return _ALSO_CALLED.get(text)


def festival_zh(code: str) -> str:
    """Return the Chinese name of a festival. Rejects: KeyError."""
    return FESTIVALS[code]["zh"]


def festival_on(code: str, year: int) -> date:
    """Return the day of a festival. Rejects: KeyError for an unknown code or a year not listed."""
    if code in _FIXED:
        return date(year, *_FIXED[code])
    return _TABLE[code, year]


def festival_near(code: str, on: date, days: int = 15) -> bool:
    """Tell whether a festival lies within so many days of a date, in either direction.

    Rejects: KeyError for an unknown code, or a moving festival outside `FESTIVAL_YEARS`.
    """
    nearest = festival_nearest(code, on)
    return abs((nearest - on).days) <= days


def festival_nearest(code: str, on: date) -> date:
    """Return the day of a festival that is nearest to a date. Rejects: as `festival_near`."""
    own = festival_on(code, on.year)
    other = on.year + (1 if on > own else -1)
    if code in _MOVING and other not in FESTIVAL_YEARS:
        return own
    return min(own, festival_on(code, other), key=lambda day: abs((day - on).days))
