"""预付平台款: money goes to a campaign's platform; by the policy it is a claim (135), or a cost.

Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands._coupon_funds import (
    MovesThroughBank,
    budgeted,
    flowed,
    fund_scopes,
    line_of,
    line_scopes,
    place_of,
)
from commands._coupons import in_campaign
from commands._guards import first_of, may_post, may_use_bank
from commands._income import positive
from commands._outgoing import approved_by_chair, enough_cash
from commands._verb import FINANCE, Decision, Id, Title, Verb, arg
from ledger.events.coupons import CouponFundPrepaid
from ledger.money import yuan
from ledger.postings import prepaid, spent
from ledger.rejections import Rejection, reject
from ledger.scopes.campaign import Campaign
from ledger.scopes.officer import Officer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.entry import Legs
    from ledger.scopes._scope import Scope
    from ledger.world import World


class PrepayPlatform(MovesThroughBank):
    """The platform is paid before coupons are redeemed."""

    approved_by: Id = arg("批准人", "the chairperson who approved it")


def scopes(command: PrepayPlatform) -> Iterable[Scope[Any]]:
    """Name what moving the money is judged by, and the approver."""
    return (*fund_scopes(command), Officer(command.approved_by))


def decide(command: PrepayPlatform, world: World) -> Decision:
    """Pay no more than the campaign may cost."""
    union, terms = command.union, world[Campaign(command.campaign)]
    objections = first_of(
        in_campaign(command, world),
        positive(command.amount),
        _within(command, world),
        may_post(world, union, command.booked),
        may_use_bank(world, union, command.bank, command.on),
        approved_by_chair(world, union, command.by, command.approved_by),
        budgeted(command, world) if terms.cost == "at_payment" else (),
        enough_cash(world, union, command.bank, command.amount),
    )
    yield from objections
    if not objections:
        fields = flowed(command, world, "prepaid", _legs(command, world), "预付消费券平台款")
        yield CouponFundPrepaid(
            **fields, approved_by=command.approved_by, document=command.document
        )


def _legs(command: PrepayPlatform, world: World) -> Legs:
    terms, place = world[Campaign(command.campaign)], place_of(command, world)
    if terms.cost == "at_settlement":
        return prepaid(place, terms.platform, command.amount)
    shape = line_of(command, world)
    return spent(place.union, terms.line, shape, place.bank, place.account, command.amount)


def _within(command: PrepayPlatform, world: World) -> Iterator[Rejection]:
    """What was approved; once the campaign is over, what was redeemed."""
    terms = world[Campaign(command.campaign)]
    left = (terms.share if terms.lapsed else terms.approved) - terms.prepaid + terms.refunded
    if command.amount > left:
        yield reject(
            "coupon_fund.over_approved", campaign=command.campaign, left=yuan(left),
            asked=yuan(command.amount), over_by=yuan(command.amount - left),
        )  # fmt: skip


VERB = Verb(
    PrepayPlatform,
    Title("预付消费券款", "prepay a coupon platform"),
    (*FINANCE, "cashier"),
    scopes,
    decide,
    line_scopes,
)
