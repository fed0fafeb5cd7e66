"""清算: a platform's statement equals what was redeemed, and that becomes the union's cost.

Why: only redeemed coupons are a cost. Where the policy counted it at payment, nothing is posted.
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands._coupon_funds import MovesFund, budgeted, flowed, fund_scopes, line_of, line_scopes
from commands._coupons import in_campaign
from commands._guards import first_of, may_post
from commands._listed import Text
from commands._verb import FINANCE, Decision, Title, Verb, arg
from ledger.events.coupons import CouponSettled, StatementAccepted
from ledger.money import yuan
from ledger.postings import coupons_cost
from ledger.rejections import Rejection, reject
from ledger.scopes.campaign import Campaign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.world import World


class SettleCoupons(MovesFund):
    """The platform's statement: `amount` is the union's share of `count` redemptions."""

    statement: Text = arg("对账单号", "number of the platform's statement")
    count: int = arg("核销笔数", "how many redemptions it states", ge=1)


def decide(command: SettleCoupons, world: World) -> Decision:
    """Settle everything redeemed and not settled yet, out of what was prepaid."""
    terms = world[Campaign(command.campaign)]
    posts = terms.cost == "at_settlement"
    objections = first_of(
        in_campaign(command, world),
        _agrees(command, world),
        _prepaid(command, world),
        may_post(world, command.union, command.booked) if posts else (),
        budgeted(command, world) if posts else (),
    )
    yield from objections
    if objections:
        return
    if not posts:
        yield StatementAccepted(
            command=world.command, by=command.by, occurred_on=command.on, union=command.union,
            campaign=command.campaign, statement=command.statement, count=command.count,
            union_fen=command.amount,
        )  # fmt: skip
        return
    shape, platform = line_of(command, world), terms.platform
    legs = coupons_cost(command.union, terms.line, shape, platform, command.amount)
    fields = flowed(command, world, "settled", legs, "消费券清算", count=command.count)
    yield CouponSettled(**fields, statement=command.statement)


def _agrees(command: SettleCoupons, world: World) -> Iterator[Rejection]:
    """The statement says what our own records of redemptions add up to."""
    terms = world[Campaign(command.campaign)]
    count = terms.lines - terms.settled_lines
    if not terms.due:
        yield reject("coupon.nothing_to_settle", campaign=command.campaign)
    elif (command.count, command.amount) != (count, terms.due):
        yield reject(
            "coupon.statement_differs", statement=command.statement, count=command.count,
            amount=yuan(command.amount), redeemed_count=count, redeemed=yuan(terms.due),
            difference=yuan(command.amount - terms.due),
        )  # fmt: skip


def _prepaid(command: SettleCoupons, world: World) -> Iterator[Rejection]:
    """What was prepaid reaches."""
    left = world[Campaign(command.campaign)].open
    if command.amount > left:
        yield reject(
            "coupon_fund.short", campaign=command.campaign, left=yuan(left),
            asked=yuan(command.amount), short_by=yuan(command.amount - left),
        )  # fmt: skip


VERB = Verb(
    SettleCoupons,
    Title("消费券清算", "settle redeemed coupons with the platform"),
    FINANCE,
    fund_scopes,
    decide,
    line_scopes,
)
