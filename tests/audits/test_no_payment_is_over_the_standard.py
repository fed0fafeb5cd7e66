from __future__ import annotations

from datetime import date

from tests.audits.conftest import Audit
from tests.forged import compiled, limit, listed, paid, returned, standard

CAP = standard(limit(each_fen=50_000))
OLD = standard(limit(each_fen=30_000), last=date(2022, 12, 31))
NEW = standard(limit(each_fen=60_000), first=date(2023, 1, 1))
SURGERY = standard(limit(each_fen=50_000), limit(each_fen=100_000, variant="surgery"))
OVER = paid(fen=50_001)

FIRES = {
    "a fen too much": [CAP, OVER],
    "the older standard was lower": [OLD, NEW, paid(fen=40_000, on=date(2022, 12, 31))],
    "补录 without a stamp": [CAP, paid(fen=50_001, outside=True)],
    "补录 of before its standard was taken in": [paid(fen=50_001, outside=True), CAP],
    "more than any variant allows": [SURGERY, paid(fen=100_001)],
}
QUIET = {
    "as much as is allowed": [CAP, paid(fen=50_000)],
    "the standard of its own day": [OLD, NEW, paid(fen=60_000)],
    "no standard": [OVER],
    "surgery, as the roster says": [
        SURGERY, compiled(), listed(1, variant="surgery"), paid(fen=100_000, roster="R1", row=1),
    ],
    "lowered afterwards": [CAP, paid(fen=50_000), standard(limit(each_fen=10_000))],
    "sent back": [CAP, OVER, returned(OVER, 2)],
}  # fmt: skip


def test_the_amount_is_what_is_too_much(audit: Audit) -> None:
    (finding,) = audit("R31", [CAP, paid(fen=70_000)])

    assert (finding.amount_fen, finding.weight, finding.persons) == (20_000, "E", ("P1",))
    assert "示例〔2018〕1号" in finding.zh


def test_where_no_roster_tells_the_case_what_a_variant_allows_is_a_suspicion(audit: Audit) -> None:
    (finding,) = audit("R31", [SURGERY, paid(fen=100_000, outside=True)])

    assert finding.weight == "W"
