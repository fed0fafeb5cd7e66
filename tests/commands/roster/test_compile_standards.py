"""Rosters and the standards in force: each payment, a year's sum, a year's number."""

from __future__ import annotations

from datetime import date

import pytest

from ledger.events.policies import Limit, StandardAdopted
from ledger.money import yuan
from tests import rosters, samples
from tests.commands.roster.test_compile import compiling
from tests.rosters import EACH, KIND, in_business, row
from tests.samples import ADMIN, DAY
from tests.scenario import Given


def test_there_is_a_standard(given: Given) -> None:
    done = compiling(given(*samples.in_business()), row(1), row(2))

    done.rejected("standard.not_adopted", "standard.not_adopted", row=1, kind=KIND)


def test_nobody_gets_more_at_once_than_the_standard(given: Given) -> None:
    scenario = given(*in_business())

    compiling(scenario, row(1, EACH + 1), row(2, EACH)).rejected(
        "payout.over_standard", row=1, amount=yuan(EACH + 1), standard=yuan(EACH)
    )
    compiling(scenario, row(1, EACH - 5, goods_fen=6)).rejected("payout.over_standard")
    compiling(scenario, row(1, EACH)).accepted()


def test_a_variant_has_a_standard_of_its_own(given: Given) -> None:
    facts = in_business(samples.standard(KIND, 2 * EACH, variant="surgery"))

    compiling(given(*facts), row(1, EACH + 1), row(2, 2 * EACH, variant="surgery")).rejected(
        "payout.over_standard", row=1
    )


def test_nobody_gets_more_in_a_year_than_the_standard(given: Given) -> None:
    scenario = given(*samples.in_business(), samples.standard(KIND, EACH, 120_000))
    rosters.paid(scenario, row(1, EACH))
    later = date(2023, 6, 1)

    compiling(scenario, row(1, 20_001), row(2, EACH), roster="R2", on=later).rejected(
        "payout.over_year_standard", row=1, before="1000.00", amount="200.01", standard="1200.00"
    )
    compiling(scenario, row(1, 20_000), roster="R2", on=later).accepted()


def test_nobody_is_paid_more_often_in_a_year_than_the_standard(given: Given) -> None:
    scenario = given(*samples.in_business(), samples.standard(KIND, EACH, count_per_year=2))
    rosters.paid(scenario, row(1))
    same = {"national_id": rosters.id_number(1)}
    later = {"roster": "R2", "on": date(2023, 6, 1)}

    compiling(scenario, row(1), row(2, occasion="ZY3", **same), row(3), **later).rejected(
        "payout.over_count", row=2, before=2, standard=2
    )
    compiling(scenario, row(1), row(3), **later).accepted()


def test_rows_of_one_person_count_together(given: Given) -> None:
    scenario = given(*samples.in_business(), samples.standard(KIND, EACH, 120_000))
    same = {"national_id": rosters.id_number(1)}

    compiling(scenario, row(1, EACH), row(2, 20_001, occasion="ZY2", **same)).rejected(
        "payout.over_year_standard", row=2, before="1000.00"
    )


def between(first: date, last: date | None, fen: int) -> StandardAdopted:
    return StandardAdopted(
        command=1, by=ADMIN, occurred_on=DAY, standard=f"S-{first}", document="示例",
        title="标准", jurisdiction="示例", valid_from=first, valid_to=last,
        limits=(Limit(subject=KIND, each_fen=fen),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("on", "fen"), [(date(2023, 5, 31), 10_000), (date(2023, 6, 1), 20_000), (date(2023, 7, 1), 0)]
)
def test_the_standard_of_the_day_counts(given: Given, on: date, fen: int) -> None:
    scenario = given(
        *samples.in_business(),
        between(date(2023, 1, 1), date(2023, 6, 30), 10_000),
        between(date(2023, 6, 1), date(2023, 6, 30), 20_000),
    )
    over = "payout.over_standard" if fen else "standard.not_adopted"

    compiling(scenario, row(1, fen + 1), on=on).rejected(over)
    if fen:
        compiling(scenario, row(1, fen), on=on).accepted()


# --- the order, and what cannot be understood -----------------------------------------------------
