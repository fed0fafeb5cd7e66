from __future__ import annotations

from datetime import date

from commands.period.close import VERB, ClosePeriod, CloseRow
from ledger.events.periods import PeriodClosed
from tests import samples
from tests.samples import ACCOUNTANT, CITY, SCHOOL
from tests.scenario import Given

MARCH = date(2023, 3, 31)


def close(period: str, on: date = MARCH, union: str = SCHOOL) -> ClosePeriod:
    return ClosePeriod(by=ACCOUNTANT, on=on, union=union, period=period)


def closed(period: str, on: date = MARCH, union: str = SCHOOL) -> PeriodClosed:
    return PeriodClosed(command=1, by=ACCOUNTANT, occurred_on=on, union=union, period=period)


def test_months_close_one_after_the_other(given: Given) -> None:
    scenario = given(*samples.founded(), samples.opened())

    scenario.when(VERB, close("2023-01")).then(closed("2023-01"))
    scenario.when(VERB, close("2023-02")).then(closed("2023-02"))


def test_the_first_month_is_that_of_the_opening_and_years_follow_each_other(given: Given) -> None:
    december = date(2022, 12, 5)
    scenario = given(*samples.founded(), samples.opened(on=december))

    scenario.when(VERB, close("2022-12")).accepted()
    scenario.when(VERB, close("2023-01")).accepted()


def test_many_unions_close_at_once(given: Given) -> None:
    books = (samples.opened(), samples.opened(CITY))
    rows = (CloseRow(row=2, union=SCHOOL), CloseRow(row=3, union=CITY))
    command = ClosePeriod(by=ACCOUNTANT, on=MARCH, period="2023-01", rows=rows)

    given(*samples.founded(), *books).when(VERB, command).then(
        closed("2023-01"), closed("2023-01", union=CITY)
    )


def test_a_list_names_unions_that_are_there(given: Given) -> None:
    rows = (CloseRow(row=2, union="Z"),)
    command = ClosePeriod(by=ACCOUNTANT, on=MARCH, period="2023-01", rows=rows)

    given(*samples.founded()).when(VERB, command).rejected("union.unknown", row=2)


def test_books_that_are_not_open_have_nothing_to_close(given: Given) -> None:
    given(*samples.founded()).when(VERB, close("2023-01")).rejected("books.not_opened")


def test_nothing_is_closed_before_the_opening(given: Given) -> None:
    given(*samples.founded(), samples.opened()).when(VERB, close("2022-12")).rejected(
        "period.before_opening", opened_on="2023-01-01"
    )


def test_a_period_is_closed_once(given: Given) -> None:
    done = samples.closed("2023-01")

    given(*samples.founded(), samples.opened(), done).when(VERB, close("2023-01")).rejected(
        "period.closed", period="2023-01"
    )


def test_a_period_that_is_not_over_stays_open(given: Given) -> None:
    scenario = given(*samples.founded(), samples.opened())

    scenario.when(VERB, close("2023-01", on=date(2023, 1, 30))).rejected(
        "period.not_over", last="2023-01-31"
    )
    scenario.when(VERB, close("2023-01", on=date(2023, 1, 31))).accepted()


def test_no_month_is_left_open_behind(given: Given) -> None:
    given(*samples.founded(), samples.opened()).when(VERB, close("2023-02")).rejected(
        "period.earlier_open", earlier="2023-01"
    )
