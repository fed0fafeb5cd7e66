"""At any day and any position, every view shows what a plain count of the events finds."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.events import Event
from ledger.store import Store
from projections._columns import rate
from projections._reading import position_at
from tests.projections import recount
from tests.projections.conftest import Shown, Told
from tests.projections.histories import (
    DAYS,
    LEDGER,
    created,
    histories,
    opening,
    paid,
    recorded,
)

ONE_STORE = settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
AS_OF = st.none() | DAYS | st.sampled_from([date(2023, 12, 31), date(2024, 2, 29)])
KNOWN_AT = st.none() | st.integers(0, 14)


@ONE_STORE
@given(history=histories(), as_of=AS_OF, known_at=KNOWN_AT)
def test_balances_and_trial_balance(
    told: Told, shown: Shown, history: list[Event], as_of: date | None, known_at: int | None
) -> None:
    ledger = told(history)
    counted = recount.balances(history, as_of, known_at)

    assert shown("balances", ledger, as_of=as_of, known_at=known_at) == counted
    trial = shown("trial_balance", ledger, as_of=as_of, known_at=known_at)
    signed = {row[:2]: row[3] - row[4] for row in counted}
    assert {row[:2]: row[-2] - row[-1] for row in trial if row[:2] in signed} == signed
    first = [row for row in trial if row[3] == 1]
    assert sum(row[-2] - row[-1] for row in first) == 0


@ONE_STORE
@given(history=histories(), known_at=KNOWN_AT, on=DAYS)
def test_trial_balance_of_a_month(
    told: Told, shown: Shown, history: list[Event], known_at: int | None, on: date
) -> None:
    ledger = told(history)
    period = f"{on:%Y-%m}"

    for row in shown("trial_balance", ledger, period=period, known_at=known_at):
        union, account, _, _, y_dr, y_cr, o_dr, o_cr, p_dr, p_cr, t_dr, t_cr, c_dr, c_cr = row
        assert o_dr - o_cr + p_dr - p_cr == c_dr - c_cr, (union, account)
        assert y_dr - y_cr + t_dr - t_cr == c_dr - c_cr, (union, account)
        turned = [
            recount.sides(event, leg)
            for _, event in recount.posted(history, None, known_at)
            for leg in event.legs
            if leg.union == union and leg.account.startswith(account)
            if f"{event.booked_on:%Y-%m}" == period and event.NAME != "opening.loaded/1"
        ]
        assert (p_dr, p_cr) == (sum(d for d, _ in turned), sum(c for _, c in turned))


@ONE_STORE
@given(history=histories(), as_of=AS_OF, known_at=KNOWN_AT)
def test_budget(
    told: Told, shown: Shown, history: list[Event], as_of: date | None, known_at: int | None
) -> None:
    ledger = told(history)
    counted = [
        (*key, first, more, first + more, spent, held, first + more - spent - held)
        for key, (first, more, spent, held) in sorted(
            recount.budget(history, as_of, known_at).items()
        )
    ]

    rows = shown("budget", ledger, as_of=as_of, known_at=known_at)

    assert [(row[0], row[1], row[4], *row[5:11]) for row in rows] == counted
    assert [row[11] for row in rows] == [rate(row[8], row[7]) for row in rows]


@ONE_STORE
@given(history=histories(), as_of=AS_OF, known_at=KNOWN_AT)
def test_payouts_and_their_sums(
    told: Told, shown: Shown, history: list[Event], as_of: date | None, known_at: int | None
) -> None:
    ledger = told(history)
    counted = recount.payouts(history, as_of, known_at)
    asked = {"as_of": as_of, "known_at": known_at}

    rows = shown("payouts", ledger, **asked)

    assert [(row[7], row[0], row[3], row[4]) for row in rows] == [
        (position, event.union, payout.person, payout.amount_fen)
        for position, event, payout in counted
    ]
    total = sum(payout.amount_fen for _, _, payout in counted)
    assert sum(row[7] for row in shown("payout_summary", ledger, **asked)) == total
    assert sum(row[6] for row in shown("person_year", ledger, **asked)) == total


@ONE_STORE
@given(history=histories(), known_at=KNOWN_AT)
def test_vouchers_and_postings_hold_every_leg(
    told: Told, shown: Shown, history: list[Event], known_at: int | None
) -> None:
    ledger = told(history)
    legs = [
        recount.sides(event, leg)
        for _, event in recount.posted(history, None, known_at)
        for leg in event.legs
    ]
    totals = [sum(side) for side in zip(*legs, strict=True)] or [0, 0]

    postings = shown("postings", ledger, known_at=known_at)
    vouchers = shown("vouchers", ledger, known_at=known_at)

    assert sorted(row[6:8] for row in postings) == sorted(legs)
    assert [sum(row[9] for row in vouchers), sum(row[10] for row in vouchers)] == totals
    assert sum(row[11] for row in vouchers) == len(legs)


@ONE_STORE
@given(history=histories(), known_at=st.integers(1, 14))
def test_what_was_known_then_is_what_a_shorter_history_shows(
    told: Told, shown: Shown, history: list[Event], known_at: int
) -> None:
    long, short = told(history), told(history[:known_at])

    for view in (
        "postings balances trial_balance vouchers budget payouts payout_summary person_year unions"
        " members coverage"
    ).split():
        assert shown(view, long, known_at=known_at) == shown(view, short), view
    named = [row[:2] for row in shown("event_log", long, known_at=known_at)]
    assert named == [row[:2] for row in shown("event_log", short)]


def test_a_day_in_china_becomes_a_position(store: Store) -> None:
    at = {
        1: datetime(2023, 5, 1, 3, tzinfo=UTC),
        2: datetime(2023, 5, 10, 15, 59, 59, 999999, tzinfo=UTC),
        3: datetime(2023, 5, 10, 16, tzinfo=UTC),
    }
    for position, event in enumerate([created(), opening(), paid()], 1):
        recorded([event], store, clock=lambda position=position: at[position])

    days = {day: position_at(store, LEDGER, date(2023, 5, day)) for day in (1, 9, 10, 11)}

    assert days == {1: 1, 9: 1, 10: 2, 11: 3}
    assert position_at(store, LEDGER, date(2023, 4, 30)) == 0
