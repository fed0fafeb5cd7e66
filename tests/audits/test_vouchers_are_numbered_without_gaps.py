from __future__ import annotations

from datetime import date

from tests.audits.conftest import Audit
from tests.forged import paid
from tests.samples import CITY, SCHOOL

JUNE = date(2023, 6, 1)
LATER, EARLIER = date(2023, 5, 20), date(2023, 5, 10)

FIRES = {
    "number 2 is missing": [paid(no=1), paid("P2", no=3)],
    "number 1 is missing": [paid(no=2)],
    "number 1 twice": [paid(no=1), paid("P2", no=1)],
    "a later number with an earlier date": [paid(no=1, on=LATER), paid("P2", no=2, on=EARLIER)],
}
QUIET = {
    "numbers in a row": [paid(no=1), paid("P2", no=2)],
    "entries of one voucher": [paid(entry=1), paid("P2", entry=2)],
    "each month begins with 1": [paid(no=1), paid("P2", no=1, on=JUNE)],
    "each union has numbers of its own": [paid(no=1), paid("P2", no=1, union=CITY)],
    "entered in another order": [paid(no=2), paid("P2", no=1)],
}


def test_a_gap_names_the_missing_numbers(audit: Audit) -> None:
    (finding,) = audit("R02", [paid(no=1), paid("P2", no=5)])

    assert (finding.weight, finding.union, finding.year) == ("E", SCHOOL, 2023)
    assert "2、3、4" in finding.zh


def test_dates_out_of_order_are_a_suspicion(audit: Audit) -> None:
    (finding,) = audit("R02", FIRES["a later number with an earlier date"])

    assert (finding.weight, finding.positions) == ("W", (2,))


def test_a_duplicate_names_both(audit: Audit) -> None:
    (finding,) = audit("R02", FIRES["number 1 twice"])

    assert (finding.positions, finding.amount_fen) == ((1, 2), 50_000)
