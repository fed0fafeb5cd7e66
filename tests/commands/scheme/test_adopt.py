"""A term's figures are adopted as a document has them, and add up to a scheme."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from commands.scheme.adopt import VERB, AdoptScheme
from ledger.events.mutual_aid import Band, SchemeAdopted
from ledger.scopes.scheme import Scheme
from tests import samples
from tests.samples import ADMIN, CASHIER, DAY
from tests.scenario import Given

BANDS: list[dict[str, Any]] = [
    {"lower": "0", "upper": "1000.00", "rate": "50%"}, {"lower": "1000", "rate": "62.5"}
]  # fmt: skip


def adopt(**more: Any) -> AdoptScheme:
    fields: dict[str, Any] = {
        "by": ADMIN, "on": DAY, "scheme": "mutual-aid", "term": 19, "document": "示例〔2022〕9号",
        "title": "示例", "valid_from": date(2023, 1, 1), "valid_to": date(2023, 12, 31),
        "premium_renewal": "120.00", "premium_new": "150.00", "deductible": "100.00",
        "bands": BANDS, "per_claim_cap": "2000.00", "filing_days": 90,
    }  # fmt: skip
    return AdoptScheme(**fields | more)


def band(lower: str, upper: str | None, rate: str = "50") -> dict[str, Any]:
    return {"lower": lower, "upper": upper, "rate": rate}


def test_figures_are_recorded_in_fen_and_parts_of_a_million(given: Given) -> None:
    given(*samples.founded()).when(VERB, adopt()).then(
        SchemeAdopted(
            command=1, by=ADMIN, occurred_on=DAY, scheme="mutual-aid", term=19,
            document="示例〔2022〕9号", title="示例", valid_from=date(2023, 1, 1),
            valid_to=date(2023, 12, 31), premium_renewal_fen=12_000, premium_new_fen=15_000,
            deductible_fen=10_000, filing_days=90, per_claim_cap_fen=200_000,
            bands=(
                Band(lower_fen=0, upper_fen=100_000, ppm=500_000),
                Band(lower_fen=100_000, upper_fen=None, ppm=625_000),
            ),
        )
    )  # fmt: skip


def test_adopted_again_it_is_another_version(given: Given) -> None:
    scenario = given(*samples.founded())
    scenario.when(VERB, adopt()).accepted()
    scenario.when(VERB, adopt(deductible="200.00")).accepted()
    scenario.when(VERB, adopt(term=20)).accepted()

    state = scenario.edge().state(Scheme("mutual-aid", 19))
    assert (state.version, state.deductible) == (2, 20_000)
    assert scenario.edge().state(Scheme("mutual-aid", 20)).version == 1


def test_a_bare_number_is_no_amount() -> None:
    for field in ("premium_new", "deductible", "per_year_cap"):
        with pytest.raises(ValidationError, match="text in yuan"):
            adopt(**{field: 150})


# --- the guards, in their order ------------------------------------------------------------------


def test_not_everybody_adopts(given: Given) -> None:
    given(*samples.founded()).when(VERB, adopt(by=CASHIER)).rejected("officer.not_allowed")


def test_a_term_ends_after_it_begins(given: Given) -> None:
    given(*samples.founded()).when(VERB, adopt(valid_to=date(2022, 12, 31))).rejected(
        "date.ends_before_it_begins", ends="2022-12-31"
    )


def test_the_days_of_a_term_stay(given: Given) -> None:
    scenario = given(*samples.founded()).when(VERB, adopt()).accepted()

    scenario.when(VERB, adopt(valid_to=date(2024, 1, 31))).rejected(
        "scheme.other_days", term=19, ends="2023-12-31"
    )


@pytest.mark.parametrize(
    ("field", "amount"),
    [("premium_new", "-1.00"), ("premium_renewal", "-0.01"), ("deductible", "-0.01"),
     ("per_claim_cap", "0.00"), ("per_year_cap", "-1.00")],
)  # fmt: skip
def test_amounts_make_sense(given: Given, field: str, amount: str) -> None:
    given(*samples.founded()).when(VERB, adopt(**{field: amount})).rejected(
        "scheme.bad_amount", field=field, amount=amount
    )


@pytest.mark.parametrize(
    ("bands", "code", "facts"),
    [
        ([], "scheme.no_bands", {}),
        ([band("-1", None)], "scheme.bands_apart", {"lower": "-1.00", "before": "0.00"}),
        ([band("0", "10"), band("11", None)], "scheme.bands_apart", {"band": 2, "before": "10.00"}),
        ([band("0", "10"), band("9", None)], "scheme.bands_apart", {"lower": "9.00"}),
        ([band("0", None), band("9", None)], "scheme.bands_apart", {"band": 2, "before": "-"}),
        ([band("5", "5")], "scheme.band_empty", {"band": 1, "lower": "5.00"}),
    ],
)
def test_bands_join(
    given: Given, bands: list[dict[str, Any]], code: str, facts: dict[str, Any]
) -> None:
    given(*samples.founded()).when(VERB, adopt(bands=bands)).rejected(code, **facts)


def test_no_rate_is_above_the_whole(given: Given) -> None:
    bands = [band("0", None, "100.01")]

    given(*samples.founded()).when(VERB, adopt(bands=bands)).rejected(
        "scheme.rate_over_whole", rate="100.01"
    )
