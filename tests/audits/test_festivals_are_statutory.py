from __future__ import annotations

from datetime import date
from typing import Any

from tests.audits.conftest import Audit
from tests.forged import paid


def goods(occasion: str, on: date, person: str = "P1", **more: Any) -> Any:
    return paid(person, 20_000, kind="festival", occasion=occasion, on=on, **more)


FIRES = {
    "no statutory festival, none near": [goods("2023妇女节", date(2023, 3, 8))],
    "its festival is long over": [goods("2023春节", date(2023, 3, 1))],
    "near a festival that it does not name": [goods("2023春节", date(2023, 9, 29))],
    "a year that no calendar lists": [goods("1999春节", date(1999, 2, 10))],
}
QUIET = {
    "a week before": [goods("2023春节", date(2023, 1, 15))],
    "the fifteenth day": [goods("2023春节", date(2023, 1, 7))],
    "New Year of the next year": [goods("2024新年", date(2023, 12, 28))],
    "two festivals in one": [goods("2023中秋国庆", date(2023, 9, 28))],
    "another kind of payout": [paid(kind="birthday", on=date(2023, 3, 8))],
}


def test_what_was_given_out_together_is_told_together(audit: Audit) -> None:
    history = [goods("2023妇女节", date(2023, 3, 8), f"P{n}", no=n) for n in (1, 2, 3)]
    (finding,) = audit("R34", history)

    assert (finding.person_times, finding.amount_fen, finding.weight) == (3, 60_000, "E")


def test_what_cannot_be_judged_is_said_and_no_error(audit: Audit) -> None:
    (finding,) = audit("R34", FIRES["a year that no calendar lists"])

    assert finding.weight == "I"
