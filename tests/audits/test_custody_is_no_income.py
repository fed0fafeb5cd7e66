from __future__ import annotations

import pytest

from ledger.entry import Legs
from tests.audits.conftest import Audit
from tests.forged import PROJECT, benefit, collected, leg, posted, spent, undone
from tests.samples import BANK


def came_in(account: str, **more: str) -> Legs:
    return leg("102", 10_000, bank=BANK), leg(account, -10_000, **more)


KEPT = posted(*came_in("408"), summary="代收职工互助金")

FIRES = {
    "a premium in other income, by its summary": [KEPT],
    "custody money in income": [posted(*came_in("408", custody=PROJECT))],
    "a benefit in expenditure": [benefit(50_000, legs=spent(50_000))],
    "a summary of expenditure speaks of mutual aid": [posted(*spent(100), summary="互助金")],
}
QUIET = {
    "a premium through 221": [collected(1, 12_000)],
    "a benefit through 221": [benefit(50_000)],
    "income of another kind": [posted(*came_in("408"), summary="捐赠收入")],
    "a mistake that was undone": [KEPT, undone(KEPT, 1)],
}


@pytest.mark.parametrize(("account", "weight"), [("408", "E"), ("40301", "W"), ("50305", "W")])
def test_words_alone_are_an_error_only_in_plain_income(
    audit: Audit, account: str, weight: str
) -> None:
    fen = -10_000 if account[0] == "4" else 10_000
    history = [posted(leg("102", -fen, bank=BANK), leg(account, fen), summary="职工医疗互助")]
    (finding,) = audit("R20", history)

    assert (finding.weight, finding.amount_fen) == (weight, 10_000)
