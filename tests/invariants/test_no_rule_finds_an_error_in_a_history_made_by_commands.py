"""No rule finds an error in a history made by commands: what they refuse is what rules look for.

补录 and merges are left out: they record what went wrong elsewhere, and rules are to find it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audits import findings
from audits._books import Books
from commands._verb import Command
from commands.coupon import expire, prepay, redeem, refund, settle
from commands.voucher import post as posting
from commands.voucher import reverse as reversing
from commands.voucher.reverse import ReverseEntry
from ledger.events import Posted
from tests import rosters, samples
from tests.commands.coupon import _campaign
from tests.commands.mutual_aid import _term
from tests.commands.voucher import vouchers
from tests.counting import entries
from tests.rosters import EACH, KIND, LINE
from tests.samples import ACCOUNTANT, CHAIR, CITY, HANDLER, SCHOOL, SUPERVISOR
from tests.scenario import LEDGER, Scenario

UNIONS = (SCHOOL, CITY)
DAYS = st.integers(0, 60).map(lambda days: date(2023, 5, 1) + timedelta(days))
FEN = st.sampled_from([1, 40_000, EACH, EACH + 1])
ROWS = st.lists(st.tuples(st.integers(1, 4), FEN, st.integers(1, 3)), min_size=1, max_size=3)
APPROVERS = st.sampled_from([CHAIR, CHAIR, HANDLER, SUPERVISOR])
STEPS = st.one_of(
    st.tuples(
        st.just("roster"), st.integers(0, 5), st.sampled_from(UNIONS), ROWS, DAYS,
        st.sampled_from([4, 4, 4, 3, 2]), st.tuples(APPROVERS, st.sampled_from([None, "M1"])),
    ),
    st.tuples(st.just("return"), st.integers(1, 6), DAYS),
    st.tuples(st.just("reverse"), st.integers(1, 6), DAYS),
    st.tuples(st.just("voucher"), st.sampled_from(["10.00", "900.00", "9000.00"]), DAYS, APPROVERS),
)  # fmt: skip


def beginning() -> Iterator[Any]:
    """Yield two unions whose budgets, standards and thresholds are soon used up."""
    yield from samples.founded()
    yield samples.standard(KIND, EACH)
    yield samples.standard("group:collective_welfare", year_fen=2 * EACH)
    yield samples.policy("collective_decision_above", str(2 * EACH))
    for union in UNIONS:
        yield from (samples.bank(union), samples.opened(union, 5 * EACH))
        line = samples.budgeted(LINE, 4 * EACH)
        yield samples.budget(line, union=union)
        yield samples.minutes("M1", 3 * EACH, union)


def play(scenario: Scenario, step: tuple[Any, ...]) -> None:
    """Ask for something; whether it is refused is the commands' affair."""
    match step:
        case ("roster", number, union, rows, on, last, who):
            for command in _way(f"R{number}", union, rows, on, who)[:last]:
                rosters.ask(scenario, command)
        case ("return", n, on) if position := _posted(scenario, n):
            rosters.ask(scenario, rosters.return_(position, on=on))
        case ("reverse", n, on) if position := _posted(scenario, n):
            command = ReverseEntry(
                union=SCHOOL, position=position, reason="记错", by=ACCOUNTANT, on=on
            )
            scenario.when(reversing.VERB, command)
        case ("voucher", yuan, on, approver):
            rows = vouchers.spending(yuan)
            command = vouchers.post(*rows, on=on, approved_by=approver)
            scenario.when(posting.VERB, command)


def _way(
    name: str, union: str, rows: list[Any], on: date, approval: tuple[str, str | None]
) -> tuple[Command, ...]:
    """Return what is asked for from a roster's rows to its payment."""
    listed = [
        rosters.row(n, fen, name=f"职工{who}", national_id=rosters.id_number(who),
                    occasion=f"2023-05-{stay:02}")
        for n, (who, fen, stay) in enumerate(rows, 1)
    ]  # fmt: skip
    approver, minutes = approval
    return (
        rosters.compile_(*listed, roster=name, union=union, on=on),
        rosters.review(name, union=union, on=on),
        rosters.approve(name, union=union, on=on, by=approver, minutes=minutes),
        rosters.pay(name, union=union, on=on),
    )


def _posted(scenario: Scenario, n: int) -> int | None:
    """Return the position of the n-th fact from the end that a command posted."""
    facts = [(e.stored.position, e.fact) for e in entries(scenario.store, LEDGER)]
    posted = [at for at, fact in facts if isinstance(fact, Posted) and fact.command > 1]
    return posted[-n] if n <= len(posted) else None


def counted(scenario: Scenario) -> Books:
    """Return the books that the scenario's log makes."""
    log = entries(scenario.store, LEDGER)
    return Books.of((e.stored.position, e.fact) for e in log if e.fact is not None)


def errors(books: Books) -> list[tuple[str, str]]:
    """Return what a rule calls an error, and how it is told."""
    return [(f.rule.code, f.en) for f in findings(books) if f.weight == "E"]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    Scenario(folder).close()
    return folder


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(STEPS, min_size=3, max_size=14))
def test_no_rule_finds_an_error(empty: Path, steps: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder:
        scenario = Scenario.copied(empty, Path(folder))
        scenario.given(*beginning())
        for step in steps:
            play(scenario, step)
        books = counted(scenario)
        scenario.close()

    assert errors(books) == []


def test_the_histories_are_not_all_refused(empty: Path, tmp_path: Path) -> None:
    scenario = Scenario.copied(empty, tmp_path / "books")
    scenario.given(*beginning())
    rows = [(1, 40_000, 1), (2, 40_000, 1)]
    play(scenario, ("roster", 1, SCHOOL, rows, date(2023, 5, 10), 4, (CHAIR, None)))
    play(scenario, ("roster", 2, CITY, rows, date(2023, 5, 10), 4, (CHAIR, None)))
    play(scenario, ("voucher", "10.00", date(2023, 5, 11), CHAIR))
    books = counted(scenario)
    scenario.close()

    assert len(list(books.payouts.payments())) == 2
    assert sum(1 for _ in books.vouchers.each()) == 4


def test_nor_in_a_term_of_mutual_aid(empty: Path, tmp_path: Path) -> None:
    scenario = Scenario.copied(empty, tmp_path / "books").given(*_term.term())
    _, payment = _term.paid(scenario, _term.stay(1), _term.stay(2))
    _term.ask(scenario, _term.collect_("240.00", persons=2))
    command = ReverseEntry(
        union=SCHOOL, position=payment, reason="记错", by=ACCOUNTANT, on=_term.ON
    )
    scenario.when(reversing.VERB, command).accepted()
    books = counted(scenario)
    scenario.close()

    assert len(books.mutual_aid.enrolments) == 2
    assert errors(books) == []


def test_nor_in_a_campaign_that_was_settled_and_refunded(empty: Path, tmp_path: Path) -> None:
    scenario = Scenario.copied(empty, tmp_path / "books").given(*_campaign.county())
    _campaign.approved(scenario).when(prepay.VERB, _campaign.prepaying(1_000_000)).accepted()
    _campaign.claimed(scenario, "A", "B")
    both = _campaign.redeeming(("A", 5000), ("B", 3000))
    scenario.when(redeem.VERB, both).accepted()
    scenario.when(settle.VERB, _campaign.settling(2, 4800)).accepted()
    scenario.when(expire.VERB, _campaign.expiring()).accepted()
    scenario.when(refund.VERB, _campaign.refunding(995_200)).accepted()
    books = counted(scenario)
    books.latest = date(2023, 12, 31)
    scenario.close()

    assert [c.settled for c in books.coupons.campaigns.values()] == [4800]
    assert errors(books) == []
