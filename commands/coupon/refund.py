"""余款退回: what was prepaid and is not needed for redeemed coupons comes back from the platform.

Why: where it was a cost at payment, the same year's line gets it back; money of an earlier year's
expenditure goes to 年初余额调整 (32101/32201).
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands._coupon_funds import (
    MovesThroughBank,
    flowed,
    fund_scopes,
    line_of,
    line_scopes,
    place_of,
)
from commands._coupons import in_campaign
from commands._guards import first_of, may_post, may_use_bank
from commands._income import positive
from commands._verb import FINANCE, Decision, Title, Verb
from ledger.entry import negated
from ledger.events.coupons import CouponFundRefunded
from ledger.money import yuan
from ledger.postings import prepaid, returned_later, spent
from ledger.rejections import Rejection, reject
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.campaign import Campaign

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.entry import Legs
    from ledger.world import World


class RefundFund(MovesThroughBank):
    """The platform pays back."""


def decide(command: RefundFund, world: World) -> Decision:
    """Take back no more than is left once redeemed coupons are settled."""
    union = command.union
    objections = first_of(
        in_campaign(command, world),
        positive(command.amount),
        _left_over(command, world),
        may_post(world, union, command.booked),
        may_use_bank(world, union, command.bank, command.on),
    )
    yield from objections
    if not objections:
        fields = flowed(command, world, "refunded", _legs(command, world), "退回消费券余款")
        yield CouponFundRefunded(**fields, document=command.document)


def _legs(command: RefundFund, world: World) -> Legs:
    terms, place = world[Campaign(command.campaign)], place_of(command, world)
    if terms.cost == "at_settlement":
        return prepaid(place, terms.platform, -command.amount)
    is_later = command.booked.year != terms.paid_year
    shape = (
        world[BudgetLine(place.union, terms.year, terms.line)]
        if is_later
        else line_of(command, world)
    )
    paid = spent(place.union, terms.line, shape, place.bank, place.account, command.amount)
    return returned_later(paid) if is_later else negated(paid)


def _left_over(command: RefundFund, world: World) -> Iterator[Rejection]:
    terms = world[Campaign(command.campaign)]
    left = terms.open - terms.due
    if command.amount > left:
        yield reject(
            "coupon_fund.over_refundable", campaign=command.campaign, left=yuan(left),
            due=yuan(terms.due), asked=yuan(command.amount), over_by=yuan(command.amount - left),
        )  # fmt: skip


VERB = Verb(
    RefundFund,
    Title("消费券余款退回", "take back what was prepaid for coupons and not spent"),
    (*FINANCE, "cashier"),
    fund_scopes,
    decide,
    line_scopes,
)
