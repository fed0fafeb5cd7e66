"""Every kind of payout keeps what its own examples say, under a standard that allows the amount."""

from __future__ import annotations

import pytest

from ledger.events import Event
from ledger.money import fen_of
from ledger.payouts import Example, PayoutKind, kinds
from tests import rosters, samples
from tests.rosters import ask, compile_, row
from tests.samples import CITY, SCHOOL
from tests.scenario import Given, Scenario

CASES = [
    pytest.param(kind, union, example, id=f"{code}-{union}-{example.says}")
    for code, kind in kinds().items()
    for union in (SCHOOL, CITY)
    for example in kind.examples
]


def ready(kind: PayoutKind, union: str, example: Example) -> tuple[Event, ...]:
    """Return a union that has the line, the money and the standard for an example."""
    line = kind.account("grassroots" if union == SCHOOL else "county_plus")
    fen = fen_of(example.asked)
    budgeted = samples.budgeted(line, 10 * fen, economic=kind.economic)
    years = sorted({e.on.year for e in kind.examples})
    budgets = [samples.budget(budgeted, union=union, year=year) for year in years]
    opened = samples.opened(union, fen=10 * fen)
    return (
        *samples.founded(), samples.bank(union), opened, *budgets,
        samples.standard(kind.code, fen, 10 * fen),
    )  # fmt: skip


def asked(
    scenario: Scenario, kind: PayoutKind, union: str, example: Example, name: str
) -> list[str]:
    """Ask for one row all the way; return why it was refused, if it was."""
    line = kind.account("grassroots" if union == SCHOOL else "county_plus")
    common = {"union": union, "on": example.on}
    listed = row(1, fen_of(example.asked), occasion=example.occasion)
    steps = [
        compile_(listed, roster=name, kind=kind.code, line=line, form=kind.forms[0], **common),
        rosters.review(name, **common),
        rosters.approve(name, **common),
        rosters.pay(name, **common),
    ]
    for step in steps:
        outcome = ask(scenario, step).outcome
        if outcome.rejections:
            return [r.code for r in outcome.rejections]
    return []


@pytest.mark.parametrize(("kind", "union", "example"), CASES)
def test_an_example_of_the_catalogue_holds(
    given: Given, kind: PayoutKind, union: str, example: Example
) -> None:
    scenario = given(*ready(kind, union, example))
    if example.again:
        assert asked(scenario, kind, union, kind.examples[0], "R1") == []

    refused = asked(scenario, kind, union, example, "R2")

    assert refused == ([] if example.then == "paid" else [example.then])
