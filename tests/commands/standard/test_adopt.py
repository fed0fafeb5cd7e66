from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from commands.standard.adopt import VERB, AdoptStandard
from ledger.events.policies import Limit, StandardAdopted
from tests import samples
from tests.conftest import ROOT
from tests.samples import SUPERVISOR
from tests.scenario import Given

DAY = date(2023, 1, 5)
FILE: dict[str, Any] = {
    "standard": "AH-2018",
    "document": "皖工发〔2018〕3号",
    "title": "示例",
    "jurisdiction": "安徽省",
    "valid_from": date(2018, 3, 1),
}
LIMITS = (
    {"subject": "hospitalization", "each": "1000.00", "article": "第八条"},
    {"subject": "hospitalization", "each": "2000", "variant": "surgery"},
)


def adopt(*limits: dict[str, Any], **more: Any) -> AdoptStandard:
    return AdoptStandard.model_validate(
        {"by": SUPERVISOR, "on": DAY, **FILE, "limits": limits, **more}
    )


def test_a_standard_is_adopted_in_fen(given: Given) -> None:
    given(*samples.founded()).when(VERB, adopt(*LIMITS)).then(
        StandardAdopted(
            command=1, by=SUPERVISOR, occurred_on=DAY, **FILE, valid_to=None,
            limits=(
                Limit(subject="hospitalization", each_fen=100_000, article="第八条"),
                Limit(subject="hospitalization", each_fen=200_000, variant="surgery"),
            ),
        )
    )  # fmt: skip


def test_a_group_of_kinds_shares_a_yearly_limit(given: Given) -> None:
    from ledger.payouts import kinds

    group = f"group:{kinds()['festival'].cap_group}"

    given(*samples.founded()).when(VERB, adopt({"subject": group, "year": "1500.00"})).accepted()


def test_the_example_of_the_documentation_can_be_adopted(given: Given) -> None:
    guide = (ROOT / "docs" / "standards.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", guide, re.DOTALL)
    assert example is not None
    told = tomllib.loads(example[1])

    given(*samples.founded()).when(
        VERB, AdoptStandard.model_validate({"by": SUPERVISOR, "on": DAY, **told})
    ).accepted()


def test_a_standard_limits_something(given: Given) -> None:
    given(*samples.founded()).when(VERB, adopt()).rejected("standard.empty")


def test_it_does_not_end_before_it_begins(given: Given) -> None:
    command = adopt(*LIMITS, valid_to=date(2018, 2, 28))

    given(*samples.founded()).when(VERB, command).rejected(
        "date.ends_before_it_begins", begins="2018-03-01", ends="2018-02-28"
    )


@pytest.mark.parametrize(
    ("limit", "code"),
    [
        ({"subject": "春游", "each": "1.00"}, "standard.unknown_subject"),
        ({"subject": "group:nobody", "year": "1.00"}, "standard.unknown_subject"),
        ({"subject": "birthday"}, "standard.says_nothing"),
        ({"subject": "birthday", "each": "-1.00"}, "standard.negative"),
        ({"subject": "birthday", "year": "-1.00"}, "standard.negative"),
    ],
)
def test_a_limit_that_cannot_be(given: Given, limit: dict[str, Any], code: str) -> None:
    given(*samples.founded()).when(VERB, adopt(*LIMITS, limit)).rejected(code, row=3)


def test_one_limit_a_subject_and_variant(given: Given) -> None:
    given(*samples.founded()).when(VERB, adopt(*LIMITS, LIMITS[1])).rejected(
        "standard.twice", row=3, earlier=2
    )


@pytest.mark.parametrize("amount", [300, 300.5, "三百", "1.005"])
def test_an_amount_is_written_as_text_in_yuan(amount: Any) -> None:
    with pytest.raises(ValidationError):
        adopt({"subject": "birthday", "each": amount})


def test_a_document_number_is_needed() -> None:
    with pytest.raises(ValidationError):
        adopt(*LIMITS, document="")
