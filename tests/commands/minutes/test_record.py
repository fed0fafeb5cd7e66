from __future__ import annotations

from datetime import date
from typing import Any

from commands.minutes.record import VERB, RecordMinutes
from ledger.events.minutes import MinutesRecorded
from tests import samples
from tests.samples import HANDLER, SCHOOL
from tests.scenario import Given

DAY = date(2023, 3, 10)
NUMBER = "党组会〔2023〕3号"


def record(**more: Any) -> RecordMinutes:
    fields = {
        "minutes": NUMBER, "meeting": "主席办公会", "resolution": "同意慰问", "amount": "80000.00",
        "attendees": 7, **more,
    }  # fmt: skip
    return RecordMinutes(by=HANDLER, on=DAY, union=SCHOOL, **fields)


def recorded(on: date) -> MinutesRecorded:
    return MinutesRecorded(
        command=1, by=HANDLER, occurred_on=on, union=SCHOOL, minutes=NUMBER, meeting="主席办公会",
        resolution="同意慰问", amount_fen=8_000_000, attendees=7,
    )  # fmt: skip


def test_minutes_are_recorded(given: Given) -> None:
    given(*samples.founded()).when(VERB, record()).then(recorded(DAY))


def test_they_count_from_the_day_of_the_meeting(given: Given) -> None:
    held = date(2023, 3, 8)

    given(*samples.founded()).when(VERB, record(held_on=held)).then(recorded(held))


def test_a_number_is_used_once(given: Given) -> None:
    given(*samples.founded(), samples.minutes(NUMBER, 1)).when(VERB, record()).rejected(
        "minutes.exists", minutes=NUMBER
    )


def test_a_meeting_to_come_has_no_minutes(given: Given) -> None:
    given(*samples.founded()).when(VERB, record(held_on=date(2023, 3, 11))).rejected(
        "minutes.not_held_yet"
    )


def test_it_decided_on_a_sum(given: Given) -> None:
    given(*samples.founded()).when(VERB, record(amount="0")).rejected(
        "minutes.no_amount", amount="0.00"
    )
