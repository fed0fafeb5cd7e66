from __future__ import annotations

from tests.audits.conftest import Audit
from tests.forged import (
    PREMIUM,
    PROJECT,
    benefit,
    collected,
    enrolled,
    funded,
    leg,
    merged,
    posted,
    scheme,
    undone,
)
from tests.samples import BANK, CITY, SCHOOL, held_for

TERM = [scheme(), enrolled("P1"), enrolled("P2")]
TOO_MUCH = collected(2, 25_000)

FIRES = {
    "custody money spent as if it were own": [
        funded(50_000), posted(leg("221", 10_000, custody=PROJECT), leg("102", -10_000, bank=BANK)),
    ],
    "more goes out than came in": [benefit(50_000)],
    "premium is not persons times premium": [*TERM, TOO_MUCH],
    "paid by more persons than enrolled": [*TERM, collected(3, 2 * PREMIUM)],
    "a premium that is not the scheme's": [scheme(), enrolled("P1", 15_000)],
    "enrolled twice": [*TERM, enrolled("P1", union=CITY)],
    "enrolled under two ids": [*TERM, merged("P2", "P1")],
    "benefits out of premiums": [*TERM, collected(2, 2 * PREMIUM), benefit(20_000)],
    "a fact says another amount than its legs": [
        *TERM, collected(2, 2 * PREMIUM, legs=(
            leg("102", 20_000, bank=BANK, custody=PROJECT), leg("221", -20_000, custody=PROJECT),
        )),
    ],
    "221 without a project": [posted(leg("102", 10_000, bank=BANK), leg("221", -10_000))],
}  # fmt: skip
QUIET = {
    "collected of all who enrolled": [*TERM, collected(2, 2 * PREMIUM)],
    "some enrolled since": [*TERM, collected(2, 2 * PREMIUM), enrolled("P3")],
    "benefits out of what was received": [funded(50_000), benefit(50_000)],
    "benefits out of an opening balance": [held_for(PROJECT, 50_000), benefit(50_000)],
    "the wrong collection was undone": [*TERM, TOO_MUCH, undone(TOO_MUCH, 4)],
}


def test_a_wrong_premium_tells_persons_and_sums(audit: Audit) -> None:
    (finding,) = audit("R57", FIRES["premium is not persons times premium"])

    assert (finding.union, finding.amount_fen, finding.positions) == (SCHOOL, 1_000, (4,))
    assert "参互 2 人应收互助金 240.00 元，实收 2 人 250.00 元" in finding.zh


def test_benefits_paid_in_advance_tell_how_much(audit: Audit) -> None:
    found = audit("R57", [funded(30_000), benefit(50_000)])

    assert {f.amount_fen for f in found} == {20_000}
