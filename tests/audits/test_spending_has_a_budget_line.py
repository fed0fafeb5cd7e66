from __future__ import annotations

from tests.audits.conftest import Audit
from tests.forged import paid, spent, undone
from tests.samples import SCHOOL, budget, budgeted

BUDGET = budget(budgeted("50105", 1_000_000))
NAMELESS = paid(legs=spent(50_000, line=None))

FIRES = {
    "spent on no line": [BUDGET, NAMELESS],
    "spent on a line that nobody approved": [BUDGET, paid(legs=spent(50_000, line="50404"))],
    "approved only afterwards": [paid(), BUDGET],
    "a line of another year": [budget(budgeted("50105", 1_000_000), year=2022), paid()],
    "补录 without a stamp": [paid(legs=spent(50_000, line=None), outside=True)],
}
QUIET = {
    "spent on an approved line": [BUDGET, paid()],
    "undone since": [BUDGET, NAMELESS, undone(NAMELESS, 2)],
}


def test_a_union_s_year_and_account_are_told_together(audit: Audit) -> None:
    history = [paid(f"P{n}", legs=spent(50_000, line=None), no=n) for n in (1, 2, 3)]
    (finding,) = audit("R23", history)

    assert (finding.union, finding.amount_fen, finding.year) == (SCHOOL, 150_000, 2023)
    assert finding.positions == (1, 2, 3)
    assert "50105" in finding.zh
