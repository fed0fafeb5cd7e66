from __future__ import annotations

from typing import Any

from ledger.accounts import CHART
from ledger.events import Transfer
from ledger.events.rosters import RosterRejected
from ledger.events.subsidies import SubsidyPaid
from tests.audits.conftest import Audit
from tests.forged import (
    LINE,
    ON,
    approved,
    benefit,
    campaign,
    compiled,
    fact,
    listed,
    ordered,
    paid,
    paid_rows,
    posted,
    prepaid,
    roster,
    spent,
    undone,
    voucher,
)
from tests.samples import CASHIER, CHAIR, CITY, HANDLER, SCHOOL, minutes, policy

LIMIT = policy("collective_decision_above", "90000")
HEAD = [compiled(), listed(1), listed(2)]
SENT_BACK = RosterRejected(**fact(CHAIR), roster="R1", reason="不符", budget_line=LINE, year=2023)
MADE_ALONE = posted(*spent(100), approved_by="kuaiji")


def subsidy(fen: int, number: str, minutes: str | None = None, **more: Any) -> SubsidyPaid:
    given = {"approved_by": CHAIR} | more
    return SubsidyPaid(
        **fact(union=CITY), booked_on=ON, voucher=voucher(union=CITY), chart=CHART,
        legs=spent(fen, CITY, "50801", "50801"), transfer=Transfer(
            number=number, payer=CITY, lower=SCHOOL, side="paid", kind="general", amount_fen=fen,
            minutes=minutes,
        ), **given,
    )  # fmt: skip


FIRES = {
    "never approved": [*HEAD, ordered(), *paid_rows()],
    "approved afterwards": [*HEAD, ordered(), *paid_rows(), approved()],
    "dated after the payment": roster(approval=approved(on=ON.replace(day=11))),
    "approved by its maker": roster(approval=approved(by=HANDLER)),
    "above the threshold without minutes": [LIMIT, *roster()],
    "the union's own threshold counts": [
        policy("collective_decision_above", "9900000"),
        policy("collective_decision_above", "90000", SCHOOL), *roster(),
    ],
    "minutes that nobody recorded": roster(approval=approved(minutes="M1")),
    "minutes recorded afterwards": [
        *roster(approval=approved(minutes="M1")), minutes("M1", 900_000),
    ],
    "minutes that decided on less": [
        minutes("M1", 90_000), *roster(approval=approved(minutes="M1")),
    ],
    "paid though it had been sent back": [*HEAD, SENT_BACK, approved(), ordered(), *paid_rows()],
    "a payment that nothing stands behind": [paid()],
    "a voucher that its maker approved": [MADE_ALONE],
    "a large voucher without minutes": [LIMIT, posted(*spent(90_001))],
    "补录 that its recorder approved": [paid(outside=True, by=CHAIR)],
    "补录 of one day and paper, large together": [
        LIMIT, paid(outside=True), paid("P2", outside=True, entry=2),
    ],
    "a campaign that its maker approved": [campaign(approved_by=HANDLER)],
    "a large campaign without minutes": [LIMIT, campaign()],
    "coupon money that its payer approved": [campaign(), prepaid(by=CASHIER)],
    "a benefit that nobody assessed": [benefit(50_000)],
    "subsidies of one list, large together": [
        LIMIT, subsidy(50_000, "S1"), subsidy(50_000, "S2"),
    ],
}  # fmt: skip
QUIET = {
    "in good order": roster(),
    "as large as the threshold": [policy("collective_decision_above", "100000"), *roster()],
    "large, with minutes": [
        LIMIT, minutes("M1", 100_000), *roster(approval=approved(minutes="M1")),
    ],
    "the threshold came later": [*roster(), LIMIT],
    "sent back and not paid": [*HEAD, SENT_BACK],
    "approved and not paid": [*HEAD, approved(by=HANDLER)],
    "补录 approved by another": [paid(outside=True)],
    "a voucher approved by another": [posted(*spent(100))],
    "a large subsidy with minutes": [
        LIMIT, minutes("M2", 100_000, CITY), subsidy(100_000, "S1", "M2"),
    ],
    "a campaign in good order": [LIMIT, minutes("M1", 100_000), campaign(minutes="M1"), prepaid()],
    "a wrong voucher, undone": [MADE_ALONE, undone(MADE_ALONE, 1)],
}  # fmt: skip


def test_each_gap_of_a_roster_is_a_finding_of_its_own(audit: Audit) -> None:
    found = audit("R63", [LIMIT, *HEAD, ordered(), *paid_rows(), approved(by=HANDLER)])

    assert len({f.id for f in found}) == 3
    assert {f.amount_fen for f in found} == {100_000}
    assert {f.person_times for f in found} == {2}
