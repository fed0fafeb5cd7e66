"""The moving festivals are found again from the sun and the moon, not from another table."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from math import floor, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.calendar import (
    FESTIVAL_YEARS,
    FESTIVALS,
    business_day,
    end_of_day_utc,
    festival_named,
    festival_near,
    festival_on,
    fiscal_year,
    is_period,
    period_days,
    period_of,
)

NOON_2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)
CHINA = timezone(timedelta(hours=8))


def solar_longitude(day: date) -> float:
    """Return the sun's apparent longitude in degrees as the day begins in China, to 0.01."""
    begins = datetime(day.year, day.month, day.day, tzinfo=CHINA)
    t = ((begins - NOON_2000).total_seconds() + 70) / 86400 / 36525
    mean = 280.46646 + 36000.76983 * t
    anomaly = radians(357.52911 + 35999.05029 * t)
    centre = 1.914602 * sin(anomaly) + 0.019993 * sin(2 * anomaly) + 0.000289 * sin(3 * anomaly)
    return (mean + centre - 0.00569 - 0.00478 * sin(radians(125.04 - 1934.136 * t))) % 360


def term_within(days: range, first: date, longitude: float) -> bool:
    """Tell whether the sun reaches a longitude within a run of days."""
    begin = solar_longitude(first + timedelta(days=days.start))
    end = solar_longitude(first + timedelta(days=days.stop))
    return (longitude - begin) % 360 < (end - begin) % 360


def new_moon_day(near: date) -> date:
    """Return the day in China of the new moon nearest to a date, to a few minutes."""
    days = (datetime(near.year, near.month, near.day, tzinfo=CHINA) - NOON_2000) / timedelta(days=1)
    k = round((days - 5.09766) / 29.530588861)
    t = k / 1236.85
    sun = radians(2.5534 + 29.1053567 * k)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    node = radians(160.7108 + 390.67050284 * k)
    correction = (
        -0.40720 * sin(moon)
        + 0.17241 * sin(sun)
        + 0.01608 * sin(2 * moon)
        + 0.01039 * sin(2 * node)
        + 0.00739 * sin(moon - sun)
        - 0.00514 * sin(moon + sun)
        + 0.00208 * sin(2 * sun)
        - 0.00111 * sin(moon - 2 * node)
        - 0.00057 * sin(moon + 2 * node)
    )
    at = 5.09766 + 29.530588861 * k + correction - 70 / 86400
    return date(2000, 1, 1) + timedelta(days=floor(at + 0.5 + 8 / 24))


# The festival's day of its lunar month, and the solar term that makes it that month.
LUNAR = {"spring_festival": (1, 330.0), "dragon_boat": (5, 90.0), "mid_autumn": (15, 180.0)}


@pytest.mark.parametrize("year", FESTIVAL_YEARS)
@pytest.mark.parametrize("code", LUNAR)
def test_a_lunar_festival_is_counted_from_its_new_moon(code: str, year: int) -> None:
    day_of_month, term = LUNAR[code]
    first = festival_on(code, year) - timedelta(days=day_of_month - 1)
    next_first = new_moon_day(first + timedelta(days=30))

    assert new_moon_day(first) == first
    assert term_within(range((next_first - first).days), first, term)


@pytest.mark.parametrize("year", FESTIVAL_YEARS)
def test_qingming_is_the_day_the_sun_reaches_15_degrees(year: int) -> None:
    assert term_within(range(1), festival_on("qingming", year), 15.0)


def test_festivals_as_the_state_council_announced_them() -> None:
    announced = {
        "spring_festival": ("2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22"),
        "dragon_boat": ("2019-06-07", "2020-06-25", "2021-06-14", "2022-06-03", "2023-06-22"),
        "mid_autumn": ("2019-09-13", "2020-10-01", "2021-09-21", "2022-09-10", "2023-09-29"),
    }
    for code, days in announced.items():
        assert tuple(festival_on(code, 2019 + i).isoformat() for i in range(5)) == days


@pytest.mark.parametrize(
    ("code", "on", "near"),
    [
        ("spring_festival", date(2023, 1, 7), True),
        ("spring_festival", date(2023, 1, 6), False),
        ("spring_festival", date(2023, 2, 6), True),
        ("spring_festival", date(2023, 2, 7), False),
        ("new_year", date(2023, 12, 17), True),
        ("new_year", date(2023, 12, 16), False),
        ("new_year", date(2023, 1, 16), True),
        ("national_day", date(2023, 10, 1), True),
        ("labour_day", date(2023, 7, 1), False),
        ("mid_autumn", date(2030, 12, 31), False),
        ("spring_festival", date(2019, 1, 1), False),
    ],
)
def test_the_window_around_a_festival(code: str, on: date, *, near: bool) -> None:
    assert festival_near(code, on) is near


def test_a_narrower_window() -> None:
    assert festival_near("labour_day", date(2023, 4, 29), days=2)
    assert not festival_near("labour_day", date(2023, 4, 28), days=2)


def test_what_is_not_listed_is_not_guessed() -> None:
    with pytest.raises(KeyError):
        festival_near("dragon_boat", date(2031, 6, 1))
    with pytest.raises(KeyError):
        festival_near("easter", date(2023, 4, 1))
    assert festival_near("national_day", date(2040, 10, 3))


def test_a_festival_by_its_names() -> None:
    for code, names in FESTIVALS.items():
        assert festival_named(code) == festival_named(names["zh"]) == code
        assert festival_named(names["en"]) == code
    assert festival_named("元旦") == "new_year"
    assert festival_named("五一") == "labour_day"
    assert festival_named("圣诞") is None


def test_periods() -> None:
    assert period_of(date(2023, 7, 31)) == "2023-07"
    assert fiscal_year(date(2023, 12, 31)) == 2023
    assert period_days("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert period_days("2023-12") == (date(2023, 12, 1), date(2023, 12, 31))
    assert is_period("2023-07")
    for text in ("2023-13", "2023-7", "202307", "2023-07-01", ""):
        assert not is_period(text)


def test_the_business_day_is_the_day_in_china() -> None:
    assert business_day(datetime(2023, 11, 7, 15, 59, 59, tzinfo=UTC)) == date(2023, 11, 7)
    assert business_day(datetime(2023, 11, 7, 16, 0, tzinfo=UTC)) == date(2023, 11, 8)
    with pytest.raises(ValueError, match="time zone"):
        business_day(datetime(2023, 11, 7))  # noqa: DTZ001


def test_the_last_moment_of_a_day() -> None:
    assert end_of_day_utc(date(2023, 11, 7)) == "2023-11-07T15:59:59.999999Z"


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_ends_where_the_next_begins(day: date) -> None:
    last = datetime.fromisoformat(end_of_day_utc(day))
    assert business_day(last) == day
    assert business_day(last + timedelta(microseconds=1)) == day + timedelta(days=1)
