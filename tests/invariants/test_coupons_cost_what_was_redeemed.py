"""No coupon is redeemed beyond its face value; what was prepaid is settled, refunded or open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands._edge import Edge
from commands._handle import _always, _decide
from commands._verb import Command, Verb
from commands.coupon import approve, expire, issue, prepay, redeem, refund, settle, void
from commands.voucher import reverse
from ledger.events import Event, Posted
from ledger.events.coupons import CouponClaimed, CouponRedeemed
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.campaign import Campaign
from ledger.scopes.coupon import Coupon
from ledger.world import World
from tests.commands.coupon._campaign import (
    AT_PAYMENT,
    ID,
    JUNE,
    LINE,
    MAY,
    approving,
    county,
    expiring,
    issuing,
    prepaying,
    redeeming,
    refunding,
    settling,
    voiding,
)
from tests.samples import ACCOUNTANT, CITY

FACE, CODES = 50, "ABC"
FEN = st.integers(1, 120)
STEPS = st.one_of(
    st.tuples(st.just("redeem"), st.sampled_from(CODES), st.integers(1, 30)),
    st.tuples(st.just("prepay"), FEN),
    st.tuples(st.just("refund"), FEN),
    st.tuples(st.just("settle"), st.booleans()),
    st.tuples(st.just("undo"), st.integers(0, 3)),
    st.tuples(st.just("void"), st.sampled_from(CODES)),
    st.tuples(st.just("expire")),
)


def _digest(code: str) -> str:
    return sha256(code.encode()).hexdigest()[:32]


@dataclass
class History:
    """A campaign of three claimed coupons in memory; verbs decide as they do in a store."""

    world: World = field(default_factory=lambda: World(0, lambda _: {}))
    facts: list[Event] = field(default_factory=list)

    def event(self, position: int) -> Event | None:
        return self.facts[position - 1] if 0 < position <= len(self.facts) else None

    def digests(self, texts: Sequence[str]) -> list[str]:
        return [_digest(text) for text in texts]

    def happen(self, *facts: Event) -> None:
        for fact in facts:
            self.world.evolve(fact, fact.touches())
        self.facts += facts

    def ask(self, verb: Verb[Any, Any], command: Command) -> bool:
        ask = verb.prepare(command, cast("Edge", self))
        self.world.name([*_always(verb, command), *verb.scopes(ask)])
        decided = _decide(verb, command, ask, self.world)
        assert not (decided.refused and decided.facts)
        self.facts += decided.facts
        return bool(decided.facts)

    def take(self, step: tuple[Any, ...]) -> None:
        terms = self.world[Campaign(ID)]
        match step:
            case "redeem", code, fen:
                self.ask(redeem.VERB, redeeming((code, fen)))
            case "prepay", fen:
                self.ask(prepay.VERB, prepaying(fen))
            case "refund", fen:
                self.ask(refund.VERB, refunding(fen))
            case "settle", right:
                count = max(1, terms.lines - terms.settled_lines)
                self.ask(settle.VERB, settling(count, terms.due + (not right)))
            case "undo", back:
                self.ask(reverse.VERB, self._undo(back))
            case "void", code:
                self.ask(void.VERB, voiding(code))
            case _:
                self.ask(expire.VERB, expiring())

    def _undo(self, back: int) -> reverse.ReverseEntry:
        posted = [n for n, fact in enumerate(self.facts, 1) if isinstance(fact, Posted)]
        return reverse.ReverseEntry(
            by=ACCOUNTANT, on=JUNE, union=CITY, reason="错",
            position=posted[-1 - min(back, len(posted) - 1)],
        )  # fmt: skip


def begun(*policies: Event) -> History:
    history = History()
    history.happen(*county(*policies))
    campaign = approving(face=FACE, min_spend=0, quantity=4, union_ppm=666_666)
    assert history.ask(approve.VERB, campaign)
    assert history.ask(issue.VERB, issuing(*CODES))
    for code in CODES:
        claim = CouponClaimed(
            command=1, by="O1", occurred_on=MAY, union=CITY, campaign=ID, row=2,
            coupon=_digest(f"{ID}/{code}"), person=f"P{code}", identity="proven", sealed={},
        )  # fmt: skip
        history.happen(claim)
    return history


@pytest.mark.parametrize("policies", [(), (AT_PAYMENT,)], ids=["at_settlement", "at_payment"])
@given(steps=st.lists(STEPS, max_size=25))
@settings(max_examples=60)
def test_coupons_cost_what_was_redeemed(
    policies: tuple[Event, ...], steps: list[tuple[Any, ...]]
) -> None:
    history = begun(*policies)

    for step in steps:
        history.take(step)
        _holds(history, at_payment=bool(policies))


def _holds(history: History, *, at_payment: bool) -> None:
    terms = history.world[Campaign(ID)]
    redeemed: Counter[str] = Counter()
    for fact in history.facts:
        if isinstance(fact, CouponRedeemed):
            redeemed[fact.coupon] += fact.redeemed_fen
    assert all(fen <= FACE for fen in redeemed.values())
    assert {c: history.world[Coupon(c)].redeemed for c in redeemed} == dict(redeemed)
    assert terms.share == sum(fen * 666_666 // 1_000_000 for fen in redeemed.values())

    assert terms.prepaid == terms.settled + terms.refunded + terms.open
    assert terms.open >= 0
    assert terms.due >= 0
    legs = [leg for fact in history.facts if isinstance(fact, Posted) for leg in fact.legs]
    platform = sum(leg.fen for leg in legs if leg.account == "135")
    assert platform == (0 if at_payment else terms.open)

    line = history.world[BudgetLine(CITY, 2023, LINE)]
    assert line.paid == terms.spent == sum(leg.fen for leg in legs if leg.account == LINE)
    assert line.committed == terms.committed >= 0
    assert at_payment or terms.committed >= terms.due
    assert line.approved == line.paid + line.committed + line.free
    assert line.free >= 0
