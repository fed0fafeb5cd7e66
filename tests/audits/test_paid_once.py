from __future__ import annotations

from tests.audits.conftest import Audit
from tests.forged import merged, paid, returned, undone
from tests.samples import CITY, SCHOOL

FIRST, AGAIN = paid(), paid(union=CITY)
BACK = returned(FIRST, 1)

FIRES = {
    "twice in one union": [FIRST, paid(no=2)],
    "in two unions": [FIRST, AGAIN],
    "in two rosters": [paid(roster="R1"), paid(roster="R2", no=2)],
    "under two ids of one person": [FIRST, paid("P2", no=2), merged("P2", "P1")],
    "ids merged one after the other": [
        FIRST, paid("P3", no=2), merged("P3", "P2"), merged("P2", "P1"),
    ],
    "from two rows of another system": [paid(source="1"), paid(source="2", no=2)],
    "补录 without a stamp": [FIRST, paid(no=2, outside=True)],
    "the return was a mistake": [FIRST, BACK, AGAIN, undone(BACK, 2)],
}  # fmt: skip
QUIET = {
    "once": [FIRST],
    "two persons": [FIRST, paid("P2", no=2)],
    "two occasions": [FIRST, paid(occasion="2023-06-01", no=2)],
    "two kinds": [FIRST, paid(kind="birthday", no=2)],
    "paid again after it came back": [FIRST, BACK, AGAIN],
    "paid again after it was undone": [FIRST, undone(FIRST, 1), AGAIN],
}


def test_the_finding_names_every_payment_and_counts_those_after_the_first(audit: Audit) -> None:
    (finding,) = audit("R43", [FIRST, AGAIN, paid(no=2)])

    assert (finding.positions, finding.amount_fen, finding.person_times) == ((1, 2, 3), 100_000, 2)
    assert (finding.union, finding.also, finding.persons) == (CITY, (SCHOOL,), ("P1",))


def test_its_id_survives_another_run_and_further_payments(audit: Audit) -> None:
    (before,) = audit("R43", [FIRST, AGAIN])
    (after,) = audit("R43", [paid("P9", no=7), FIRST, AGAIN, paid(no=2)])

    assert before.id == after.id
    assert before.positions != after.positions
