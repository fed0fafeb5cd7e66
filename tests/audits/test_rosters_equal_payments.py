from __future__ import annotations

from tests.audits.conftest import Audit
from tests.forged import approved, compiled, listed, ordered, paid, paid_rows, returned, roster

ROWS = [listed(1), listed(2)]
HEAD = [compiled(), *ROWS]
DUE = paid("P1", entry=1, roster="R1", row=1)

FIRES = {
    "one payment fewer": [*HEAD, approved(), ordered(), *paid_rows(1)],
    "one payment more": [*HEAD, approved(), ordered(), *paid_rows(3)],
    "a payee gets more, another less": [
        *HEAD, approved(), ordered(), DUE, paid("P2", 40_000, entry=2, roster="R1", row=2),
    ],
    "the total is not the rows'": [
        compiled(110_000), *ROWS, approved(110_000), ordered(110_000), *paid_rows(),
    ],
    "ordered more than approved": [*HEAD, approved(90_000), ordered(), *paid_rows()],
    "the voucher holds something else too": [
        *HEAD, approved(), ordered(), *paid_rows(), paid("P9", entry=3),
    ],
    "paid without an order": [*HEAD, approved(), *paid_rows()],
    "a roster that nobody compiled": paid_rows(),
}  # fmt: skip
QUIET = {
    "rows, order, payments and voucher agree": roster(),
    "not paid yet": [*HEAD, approved()],
    "a payment came back since": [*roster(), returned(DUE, 6)],
    "money and goods": [
        compiled(), listed(1, 20_000, goods_fen=30_000), listed(2), approved(), ordered(),
        *paid_rows(),
    ],
}  # fmt: skip


def test_the_finding_shows_what_each_paper_says(audit: Audit) -> None:
    (finding,) = audit("R46", FIRES["one payment fewer"])

    assert finding.amount_fen == 50_000
    assert "花名册各行 2/1000.00" in finding.zh
    assert "实际发放 1/500.00" in finding.zh
