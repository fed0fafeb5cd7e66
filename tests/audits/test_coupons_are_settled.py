from __future__ import annotations

from datetime import date

from tests.audits.conftest import Audit
from tests.forged import campaign, paid, prepaid, redeemed, refunded, settled
from tests.samples import SCHOOL

TWO = [redeemed(1), redeemed(2)]
SETTLED = [campaign(), prepaid(), *TWO, settled(20_000, 2)]
JUNE = paid("P9", on=date(2023, 6, 30))
JULY = paid("P9", on=date(2023, 7, 1))

FIRES = {
    "settled more than was redeemed": [campaign(), prepaid(), *TWO, settled(20_001, 2)],
    "settled more redemptions than there are": [campaign(), prepaid(), *TWO, settled(20_000, 3)],
    "redeemed and not settled when all is over": [
        campaign(), prepaid(), *TWO, settled(10_000, 1), refunded(80_000), JULY,
    ],
    "the rest was not refunded": [*SETTLED, JULY],
    "too much was refunded": [*SETTLED, refunded(80_001), JULY],
    "a share that is not the campaign's": [campaign(), prepaid(), redeemed(1, share=9_000)],
    "a settlement that its legs belie": [
        campaign(), prepaid(), *TWO, settled(20_000, 2, legs_fen=15_000),
    ],
    "money of a campaign that nobody approved": [prepaid()],
}  # fmt: skip
QUIET = {
    "settled and refunded": [*SETTLED, refunded(80_000), JULY],
    "still running": [campaign(), prepaid(), *TWO],
    "within thirty days of its last day": [*SETTLED, JUNE],
    "redeemed in parts": [
        campaign(), prepaid(20_000), redeemed(1, 4_000), redeemed(1, 6_000), settled(10_000, 2),
        refunded(10_000), JULY,
    ],
}  # fmt: skip


def test_what_was_not_refunded_is_told_to_the_fen(audit: Audit) -> None:
    (finding,) = audit("R59", FIRES["the rest was not refunded"])

    assert (finding.union, finding.amount_fen, finding.year) == (SCHOOL, 80_000, 2023)
    assert finding.positions == (2, 5)
