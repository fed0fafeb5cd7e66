from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from commands.split_rule.adopt import VERB, AdoptSplitRule
from ledger.events.policies import Share, SplitRuleAdopted
from tests import samples
from tests.samples import SUPERVISOR
from tests.scenario import Given

DAY = date(2023, 1, 5)
FIELDS: dict[str, Any] = {
    "rule": "KM-2023",
    "collection_mode": "tax_collected",
    "document": "示例〔2023〕2号",
    "valid_from": date(2023, 1, 1),
}


def adopt(*shares: str, **more: Any) -> AdoptSplitRule:
    return AdoptSplitRule.model_validate(
        {"by": SUPERVISOR, "on": DAY, **FIELDS, "shares": shares, **more}
    )


def test_shares_are_kept_in_parts_of_a_million(given: Given) -> None:
    command = adopt("grassroots=60", "county=22.5%", "city=12.5", "national=5")

    given(*samples.founded()).when(VERB, command).then(
        SplitRuleAdopted(
            command=1, by=SUPERVISOR, occurred_on=DAY, **FIELDS, valid_to=None,
            shares=(
                Share(level="grassroots", ppm=600_000),
                Share(level="county", ppm=225_000),
                Share(level="city", ppm=125_000),
                Share(level="national", ppm=50_000),
            ),
        )
    )  # fmt: skip


def test_it_does_not_end_before_it_begins(given: Given) -> None:
    command = adopt("grassroots=100", valid_to=date(2022, 12, 31))

    given(*samples.founded()).when(VERB, command).rejected("date.ends_before_it_begins")


def test_a_level_has_one_share(given: Given) -> None:
    given(*samples.founded()).when(VERB, adopt("county=50", "county=50")).rejected(
        "split_rule.level_twice", level="county"
    )


@pytest.mark.parametrize(
    ("shares", "total"),
    [((), "0"), (("county=40", "grassroots=59.9999"), "99.9999"), (("county=101",), "101")],
)
def test_shares_make_up_the_whole(given: Given, shares: tuple[str, ...], total: str) -> None:
    given(*samples.founded()).when(VERB, adopt(*shares)).rejected(
        "split_rule.not_the_whole", total=total
    )


@pytest.mark.parametrize("share", ["county", "county=half", "moon=100", "county=0.00001"])
def test_a_share_is_a_level_and_a_percentage(share: str) -> None:
    with pytest.raises(ValidationError):
        adopt(share)
