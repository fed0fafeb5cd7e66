"""What a red entry takes back must be there: to undo income or a return is to spend.

Why: else a reversal could do what no payment may: overspend a line, overdraw an account, pay twice.
Unit: fen.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from commands._claims import Claim, already_paid, claim_groups
from ledger.money import yuan
from ledger.payouts import kinds
from ledger.rejections import Rejection, reject
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.campaign import Campaign
from ledger.scopes.cash import Cash
from ledger.scopes.paid import Paid
from ledger.scopes.payable import Payable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commands._verb import Groups
    from ledger.entry import Leg
    from ledger.events import Posted
    from ledger.world import World


def claim_of(wrong: Posted | None) -> Claim | None:
    """Return the claim that is paid again when the fact is undone: that of a return."""
    payout = None if wrong is None else wrong.payout
    if payout is None or payout.claim >= 0:
        return None
    return Claim(None, payout.person, payout.occasion, -payout.amount_fen)


def undone_scopes(wrong: Posted | None, claim: Claim | None, world: World) -> Groups:
    """Name what the person has been paid, under all ids."""
    if claim is None or wrong is None or wrong.payout is None:
        return
    code = wrong.payout.kind
    if code in kinds():
        yield from claim_groups(world, kinds()[code], wrong.payout.year, [claim])
    else:  # a benefit of mutual aid: its occasion is the claim, filed under one id
        claim.paid = (Paid(claim.person, code, claim.occasion),)
        yield claim.paid


def not_paid_since(wrong: Posted | None, claim: Claim | None, world: World) -> Iterator[Rejection]:
    """The person has not been paid for the occasion again since the return."""
    if claim is not None and wrong is not None and wrong.payout is not None:
        yield from already_paid(world, wrong.payout.kind, claim)


def still_prepaid(wrong: Posted | None, world: World) -> Iterator[Rejection]:
    """Money of a coupon campaign that was settled or refunded since is not taken back before."""
    flow = None if wrong is None else wrong.coupons
    if flow is None or flow.flow != "prepaid":
        return
    left = world[Campaign(flow.campaign)].open
    if flow.amount_fen > left:
        yield reject(
            "coupon_fund.in_use", campaign=flow.campaign, left=yuan(left),
            asked=yuan(flow.amount_fen),
        )  # fmt: skip


def covered(legs: tuple[Leg, ...], year: int, world: World) -> Iterator[Rejection]:
    """No line is overspent, no account overdrawn, no more given back than is owed."""
    spent: Counter[BudgetLine] = Counter()
    moved: Counter[Cash] = Counter()
    settled: Counter[Payable] = Counter()
    for leg in legs:
        if leg.budget is not None:
            spent[BudgetLine(leg.union, year, leg.budget)] += leg.fen
        if leg.bank is not None:
            moved[Cash.of(leg)] += leg.fen
        if (debt := Payable.of(leg)) is not None:
            settled[debt] += leg.fen
    yield from _free(spent, world)
    yield from _there(moved, world)
    yield from _owed(settled, world)


def _free(spent: Counter[BudgetLine], world: World) -> Iterator[Rejection]:
    for line, fen in spent.items():
        free = world[line].free
        if fen > max(free, 0):
            yield reject(
                "budget.short", line=line.split("/", 2)[2], free=yuan(free), asked=yuan(fen),
                short_by=yuan(fen - free),
            )  # fmt: skip


def _there(moved: Counter[Cash], world: World) -> Iterator[Rejection]:
    for cash, fen in moved.items():
        balance = world[cash].balance
        if -fen > max(balance, 0):
            yield reject(
                "cash.short", bank=cash.split("/")[1], balance=yuan(balance), asked=yuan(-fen),
                short_by=yuan(-fen - balance),
            )  # fmt: skip


def _owed(settled: Counter[Payable], world: World) -> Iterator[Rejection]:
    for debt, fen in settled.items():
        owed = world[debt].owed
        if fen > max(owed, 0):
            yield reject(
                "payable.short", creditor=debt.split("/", 1)[1], owed=yuan(owed), asked=yuan(fen),
                short_by=yuan(fen - owed),
            )  # fmt: skip
