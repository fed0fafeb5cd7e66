from __future__ import annotations

from tests.audits.conftest import Audit
from tests.forged import leg, paid, posted, spent
from tests.samples import BANK, CITY, SCHOOL

OFF = (leg("50105", 50_001, budget="50105"), leg("102", -50_000, bank=BANK))

FIRES = {
    "a payment whose legs are a fen apart": [paid(legs=OFF)],
    "two unions that balance only together": [
        posted(leg("508", 100, CITY), leg("102", -90, CITY), leg("403", -10, SCHOOL))
    ],
    "one entry of a voucher": [paid(), paid("P2", legs=OFF, entry=2)],
}
QUIET = {
    "a payment": [paid()],
    "two unions, each in balance": [
        posted(*spent(100, CITY), leg("102", 100, SCHOOL), leg("403", -100, SCHOOL))
    ],
}


def test_the_finding_tells_by_how_much_and_where(audit: Audit) -> None:
    (finding,) = audit("R01", FIRES["one entry of a voucher"])

    assert (finding.union, finding.amount_fen, finding.positions) == (SCHOOL, 1, (2,))
    assert "0.01" in finding.zh
    assert "记-1" in finding.zh


def test_each_union_that_is_off_is_told(audit: Audit) -> None:
    found = audit("R01", FIRES["two unions that balance only together"])

    assert {(f.union, f.amount_fen) for f in found} == {(CITY, 10), (SCHOOL, 10)}
