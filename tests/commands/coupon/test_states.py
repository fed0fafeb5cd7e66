"""What may happen to a coupon is a table: each move in it is made, every other one refused."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from commands._verb import Command, Verb
from commands.coupon import claim, expire, issue, redeem, void
from ledger.events.coupons import CouponIssued, CouponRedeemed
from ledger.scopes.coupon import MOVES, STATUSES, TABLE, Coupon, Move, State, Status
from tests.commands.conftest import Given
from tests.commands.coupon._campaign import (
    MAY,
    approved,
    claiming,
    county,
    coupon,
    expiring,
    issuing,
    redeeming,
    voiding,
)
from tests.samples import CITY, HANDLER
from tests.scenario import Scenario

Ask = tuple[Verb[Any, Any], Callable[[], Command]]
ASK: dict[Move, Ask] = {
    "issue": (issue.VERB, lambda: issuing("A")),
    "claim": (claim.VERB, lambda: claiming(李四="A")),
    "redeem_part": (redeem.VERB, lambda: redeeming(("A", 1))),
    "redeem_rest": (redeem.VERB, lambda: redeeming(("A", 5000))),
    "void": (void.VERB, lambda: voiding("A")),
    "expire": (expire.VERB, expiring),
}
MADE: list[tuple[Verb[Any, Any], Command]] = [
    (issue.VERB, issuing("A")),
    (claim.VERB, claiming(张三="A")),
    (redeem.VERB, redeeming(("A", 2000))),
    (redeem.VERB, redeeming(("A", 3000))),
]
STEPS: dict[Status, int] = {
    "unknown": 0, "issued": 1, "claimed": 2, "partly_redeemed": 3, "redeemed": 4, "expired": 3,
    "voided": 3,
}  # fmt: skip
FORBIDDEN = [key for key in product(STATUSES, MOVES) if key not in TABLE]
REFUSED: dict[Status, str] = {
    "unknown": "coupon.unknown",
    "issued": "coupon.not_claimed",
    "claimed": "coupon.already_claimed",
    "partly_redeemed": "coupon.already_claimed",
    "redeemed": "coupon.already_redeemed",
    "expired": "coupon.expired",
    "voided": "coupon.voided",
}


def standing(scenario: Scenario, status: Status) -> Scenario:
    """Bring coupon A to a status through the verbs."""
    approved(scenario)
    for verb, command in MADE[: STEPS[status]]:
        scenario.when(verb, command).accepted()
    if status in ("expired", "voided"):
        verb, command = (expire.VERB, expiring()) if status == "expired" else (
            void.VERB, voiding("A"))  # fmt: skip
        scenario.when(verb, command).accepted()
    return scenario


def now(scenario: Scenario, *, lapsed: bool = False) -> Status:
    return coupon(scenario, "A").now(lapsed=lapsed)


@pytest.mark.parametrize(("status", "move"), TABLE)
def test_a_move_in_the_table_is_made(given: Given, status: Status, move: Move) -> None:
    scenario = standing(given(*county()), status)
    verb, command = ASK[move]
    if (status, move) == ("partly_redeemed", "redeem_rest"):
        command = lambda: redeeming(("A", 3000))  # noqa: E731

    scenario.when(verb, command()).accepted()

    assert now(scenario, lapsed=move == "expire") == TABLE[status, move]


@pytest.mark.parametrize(
    ("status", "move"), [key for key in FORBIDDEN if key[1] not in ("expire", "issue")]
)
def test_every_other_move_is_refused(given: Given, status: Status, move: Move) -> None:
    scenario = standing(given(*county()), status)
    before = coupon(scenario, "A")
    verb, command = ASK[move]

    scenario.when(verb, command()).rejected(REFUSED[status], row=2)

    assert coupon(scenario, "A") == before


@pytest.mark.parametrize("status", [s for s, move in FORBIDDEN if move == "issue"])
def test_a_coupon_is_issued_once(given: Given, status: Status) -> None:
    scenario = standing(given(*county()), status)

    scenario.when(issue.VERB, issuing("A")).rejected("coupon.exists", row=2)


@pytest.mark.parametrize("status", [s for s, move in FORBIDDEN if move == "expire"])
def test_what_is_not_open_does_not_expire(given: Given, status: Status) -> None:
    scenario = standing(given(*county()), status)
    verb, command = ASK["expire"]

    if status == "expired":
        scenario.when(verb, command()).rejected("coupon_campaign.expired_already")
        return
    lapse = scenario.when(verb, command()).outcome.facts[0]

    assert lapse.lapsed == 0
    assert now(scenario, lapsed=True) == status


def test_every_status_is_reached_and_the_final_ones_have_no_way_out() -> None:
    assert {"unknown", *TABLE.values()} == set(STATUSES)
    assert {status for status, _ in TABLE} == set(STATUSES) - {"redeemed", "expired", "voided"}


@pytest.mark.parametrize(
    ("status", "move"), [k for k in FORBIDDEN if k[1] in ("issue", "redeem_rest")]
)
def test_a_forged_forbidden_move_is_counted_and_changes_nothing(status: Status, move: Move) -> None:
    common: dict[str, Any] = {
        "command": 1, "by": HANDLER, "occurred_on": MAY, "union": CITY, "campaign": "C",
        "coupon": "A", "row": 2,
    }  # fmt: skip
    forged = (
        CouponIssued(**common)
        if move == "issue"
        else CouponRedeemed(
            **common, merchant="M", order_fen=5000, redeemed_fen=5000, union_fen=5000
        )
    )

    assert Coupon("A").evolve(State(status), forged) == State(status, irregular=1)
