from __future__ import annotations

from datetime import date

import pytest

from commands.policy.adopt import VERB, AdoptPolicy
from ledger.events.policies import PolicyAdopted, PolicyName
from tests import samples
from tests.samples import CHAIR, SCHOOL
from tests.scenario import Given

DAY = date(2023, 1, 5)


def adopt(policy: PolicyName, value: str, union: str | None = None) -> AdoptPolicy:
    return AdoptPolicy(
        by=CHAIR, on=DAY, policy=policy, value=value, document="会议决定", union=union
    )


def adopted(policy: PolicyName, value: str, union: str | None = None) -> PolicyAdopted:
    return PolicyAdopted(
        command=1, by=CHAIR, occurred_on=DAY, policy=policy, value=value, document="会议决定",
        union=union,
    )  # fmt: skip


def test_a_threshold_is_typed_in_yuan_and_kept_in_fen(given: Given) -> None:
    given(*samples.founded()).when(VERB, adopt("collective_decision_above", "50000.00")).then(
        adopted("collective_decision_above", "5000000")
    )


def test_a_union_sets_its_own(given: Given) -> None:
    given(*samples.founded()).when(VERB, adopt("coupon_cost", "at_payment", SCHOOL)).then(
        adopted("coupon_cost", "at_payment", SCHOOL)
    )


@pytest.mark.parametrize(
    ("policy", "value"),
    [
        ("collective_decision_above", "-1.00"),
        ("collective_decision_above", "五万"),
        ("coupon_cost", "sometimes"),
    ],
)
def test_a_value_makes_sense(given: Given, policy: PolicyName, value: str) -> None:
    given(*samples.founded()).when(VERB, adopt(policy, value)).rejected(
        "policy.bad_value", policy=policy, value=value
    )
