"""A benefit is counted as the scheme says, to the fen, and never above its caps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.benefits import WHOLE, Benefit, benefit_of
from ledger.scopes.scheme import State as Scheme

EXAMPLE = Scheme(
    version=1, deductible=10_000,
    bands=((0, 100_000, 500_000), (100_000, 300_000, 800_000), (300_000, None, 900_000)),
    claim_cap=300_000, year_cap=400_000,
)  # fmt: skip
"""Made up: of what is above 100 yuan, half up to 1,000, 80 % up to 3,000, 90 % above."""


@pytest.mark.parametrize(
    ("says", "eligible", "received", "then"),
    [
        ("below the deductible nothing", 9_999, 0, Benefit(0)),
        ("at the deductible nothing", 10_000, 0, Benefit(0)),
        ("half of 1 fen is floored", 10_001, 0, Benefit(0)),
        ("half of 2 fen", 10_002, 0, Benefit(1)),
        ("one band: (600.00 - 100.00) x 50 %", 60_000, 0, Benefit(25_000)),
        ("to the edge of a band: 900.00 x 50 %", 100_000, 0, Benefit(45_000)),
        ("two bands: 450.00 + 1,000.00 x 80 %", 200_000, 0, Benefit(125_000)),
        ("three bands: 450.00 + 1,600.00 + 500.00 x 90 %", 350_000, 0, Benefit(250_000)),
        ("just the cap of one claim", 405_556, 0, Benefit(300_000)),
        ("over the cap of one claim", 405_557, 0, Benefit(300_000, "claim")),
        ("what the year has left", 350_000, 200_000, Benefit(200_000, "year")),
        ("just what the year has left", 350_000, 150_000, Benefit(250_000)),
        ("both caps: the year's is lower", 9_000_000, 390_000, Benefit(10_000, "year")),
        ("nothing is left of the year", 60_000, 400_000, Benefit(0, "year")),
    ],
)
def test_a_worked_example(says: str, eligible: int, received: int, then: Benefit) -> None:
    assert benefit_of(EXAMPLE, eligible, received) == then, says


def test_the_sum_over_the_bands_is_floored_once() -> None:
    thirds = Scheme(version=1, bands=((0, 1, 600_000), (1, 2, 600_000)))

    assert benefit_of(thirds, 2).fen == 1


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    edges = sorted(draw(st.sets(st.integers(1, 10**8), max_size=4)))
    lowers, uppers = [0, *edges], [*edges, draw(st.none() | st.integers(10**8 + 1, 10**9))]
    rates = [draw(st.integers(0, WHOLE)) for _ in lowers]
    caps = st.none() | st.integers(1, 10**8)
    return Scheme(
        version=1, deductible=draw(st.integers(0, 10**6)), claim_cap=draw(caps),
        year_cap=draw(caps), bands=tuple(zip(lowers, uppers, rates, strict=True)),
    )  # fmt: skip


FEN = st.integers(0, 10**9)


@given(scheme=schemes(), eligible=FEN, more=FEN, received=FEN)
def test_who_paid_more_never_gets_less(
    scheme: Scheme, eligible: int, more: int, received: int
) -> None:
    less, greater = (benefit_of(scheme, fen, received) for fen in (eligible, eligible + more))

    assert 0 <= less.fen <= greater.fen


@given(scheme=schemes(), eligible=FEN, received=FEN)
def test_no_benefit_is_above_a_cap_or_above_what_was_paid(
    scheme: Scheme, eligible: int, received: int
) -> None:
    benefit = benefit_of(scheme, eligible, received)

    assert benefit.fen <= eligible
    assert scheme.claim_cap is None or benefit.fen <= scheme.claim_cap
    assert scheme.year_cap is None or benefit.fen <= max(0, scheme.year_cap - received)
    assert (benefit.cap is None) == (benefit.fen == _uncapped(scheme, eligible))


def _uncapped(scheme: Scheme, eligible: int) -> int:
    without = Scheme(version=1, deductible=scheme.deductible, bands=scheme.bands)
    return benefit_of(without, eligible).fen


@given(scheme=schemes(), stays=st.lists(FEN, max_size=5))
def test_the_stays_of_a_term_together_stay_within_the_yearly_cap(
    scheme: Scheme, stays: list[int]
) -> None:
    total = 0
    for eligible in stays:
        total += benefit_of(scheme, eligible, total).fen

    assert scheme.year_cap is None or total <= scheme.year_cap
