"""What the templates of today derive is what was stored: for the current versions of everything.

Why: views and audits copy the stored legs; a template that drifted would show in no report.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ledger.accounts import CHART
from ledger.entry import Leg, balanced, negated
from ledger.events import Posted
from ledger.events.corrections import EntryReversed
from ledger.events.rosters import CondolencePaid, PaymentReturned, PayoutRecovered
from ledger.payouts import kinds
from ledger.postings import returned_later, spent, spent_without_budget
from ledger.scopes.bank_account import State as BankState
from ledger.scopes.budget_line import BudgetLine
from tests import samples
from tests.counting import entries
from tests.district import JUNE, MAY, UNIONS, District, district, prepare
from tests.model import Row
from tests.rosters import approve, pay, return_, review
from tests.samples import BANK
from tests.scenario import LEDGER

UNION = UNIONS[0]
TIER = dict.fromkeys(UNIONS, "grassroots")


@pytest.fixture
def played(tmp_path: Path) -> Iterator[District]:
    """Yield a district where every money fact of a roster's life has happened."""
    books = tmp_path / "books"
    books.mkdir()
    prepare(books)
    with district(books) as district_:
        district_.compile("R1", UNION, [Row(p, "ZY1", 30_000) for p in ("甲", "乙", "丙")], MAY)
        for step in (review, approve, pay):
            assert district_.roster(step("R1", union=UNION, on=MAY)).accepted
        assert district_.return_(0, JUNE).accepted
        assert district_.reverse(1, JUNE).accepted
        later = return_(district_.posted[2][0], union=UNION, on=date(2024, 1, 5))
        assert district_.roster(later).accepted
        district_.scenario.given(samples.union("U0009"), samples.bank("U0009"))
        district_.scenario.given(samples.opened("U0009"))
        for union in (UNION, "U0009"):  # the second has no budget line
            assert district_.supplement(union, [Row("甲", "ZY2", 500), Row("乙", "Z", -1)], JUNE)
        yield district_


def test_stored_legs_are_those_that_are_derived_today(played: District) -> None:
    log = {e.stored.position: e.fact for e in entries(played.store, LEDGER)}
    seen: dict[str, int] = {}

    for fact in log.values():
        if isinstance(fact, Posted) and (derived := derive(fact, log, played)) is not None:
            assert fact.chart == CHART
            assert balanced(derived, tier_of={**TIER, "U0009": "grassroots"}) == fact.legs
            seen[fact.NAME] = seen.get(fact.NAME, 0) + 1

    assert seen == {
        CondolencePaid.NAME: 5, PaymentReturned.NAME: 2, EntryReversed.NAME: 1,
        PayoutRecovered.NAME: 2,
    }  # fmt: skip


def derive(fact: Posted, log: dict[int, object], played: District) -> tuple[Leg, ...] | None:
    """Return the legs that a fact would be given today; None for what is typed leg by leg."""
    match fact:
        case EntryReversed(reverses=position):
            return negated(posted(log[position]))
        case PaymentReturned(payment=position, booked_on=on):
            paid = log[position]
            assert isinstance(paid, CondolencePaid)
            same_year = on.year == paid.booked_on.year
            return negated(paid.legs) if same_year else returned_later(paid.legs)
        case CondolencePaid():
            return outgoing(fact, played)
        case PayoutRecovered():
            return negated(outgoing(fact, played))
        case _:
            return None


def posted(fact: object) -> tuple[Leg, ...]:
    assert isinstance(fact, Posted)
    return fact.legs


def outgoing(fact: Posted, played: District) -> tuple[Leg, ...]:
    payout, line = fact.payout, fact.legs[0].budget
    assert payout is not None
    kind = kinds()[payout.kind]
    assert payout.kind_version == kind.version
    fen = abs(payout.amount_fen)
    if line is None:
        account = kind.account("grassroots")
        return spent_without_budget(fact.union, account, kind.economic, BANK, BankState(), fen)
    shape = played.scenario.edge().state(BudgetLine(fact.union, fact.booked_on.year, line))
    return spent(fact.union, line, shape, BANK, BankState(), fen)
