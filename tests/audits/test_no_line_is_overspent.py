from __future__ import annotations

from ledger.events.budgets import BudgetAdjusted
from tests.audits.conftest import Audit
from tests.forged import ON, paid, undone
from tests.samples import CITY, SCHOOL, budget, budgeted

BUDGET = budget(budgeted("50105", 80_000))
RAISED = BudgetAdjusted(
    command=1, by="admin", occurred_on=ON, union=SCHOOL, year=2023, approved_by=CITY,
    document="D2", reason="追加", lines=(budgeted("50105", 20_000),),
)  # fmt: skip
TWO = [paid("P1"), paid("P2", no=2)]

FIRES = {
    "two payments of which the second is too much": [BUDGET, *TWO],
    "raised only after it was overspent": [BUDGET, *TWO, RAISED],
    "补录 without a stamp": [BUDGET, paid(fen=90_000, outside=True)],
}
QUIET = {
    "to the last fen": [BUDGET, paid(fen=80_000)],
    "raised in time": [BUDGET, RAISED, *TWO],
    "paid again after it was undone": [BUDGET, TWO[0], undone(TWO[0], 2), TWO[1]],
}


def test_the_finding_names_the_payments_that_were_too_much(audit: Audit) -> None:
    (finding,) = audit("R24", [BUDGET, *TWO, paid("P3", 10_000, no=3)])

    assert (finding.amount_fen, finding.positions) == (30_000, (3, 4))
