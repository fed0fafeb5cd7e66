"""作废: coupons that can no longer be claimed or redeemed; what was redeemed of them stands.

Rejects: for each row, in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands._coupons import (
    Ask,
    CouponRow,
    OfCampaign,
    coupon_ids,
    coupon_scopes,
    in_campaign,
    listed,
    may_move,
)
from commands._guards import first_of
from commands._listed import Text
from commands._verb import HANDLERS, Decision, Title, Verb, arg
from ledger.events.coupons import CouponVoided
from ledger.scopes.claimant import Claimant
from ledger.scopes.coupon import Coupon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.world import World


class VoidCoupons(OfCampaign):
    """The coupons of a list, for one reason."""

    reason: Text = arg("作废原因", "why")
    rows: tuple[CouponRow, ...] = arg("券码清单", "a list of coupon codes 券码", default=())


def prepare(command: VoidCoupons, edge: Edge) -> Ask[VoidCoupons]:
    """Turn codes into ids."""
    codes = (row.coupon_code for row in command.rows)
    return Ask(command, coupon_ids(command.campaign, codes, edge))


def scopes(ask: Ask[VoidCoupons]) -> Iterable[Scope[Any]]:
    """Name the campaign and the coupons."""
    return coupon_scopes(ask.command.campaign, ask.ids)


def more_scopes(ask: Ask[VoidCoupons], world: World) -> Iterator[Iterable[Scope[Any]]]:
    """Name the claims that are open again."""
    people = (world[Coupon(coupon)].person for coupon in ask.ids)
    yield [Claimant(ask.command.campaign, person) for person in people if person is not None]


def decide(ask: Ask[VoidCoupons], world: World) -> Decision:
    """Void every coupon or none."""
    command = ask.command
    objections = first_of(in_campaign(command, world), listed(len(ask.ids)))
    yield from objections
    if objections:
        return
    for row, coupon in zip(command.rows, ask.ids, strict=True):
        refused = list(may_move(world, command.campaign, coupon, "void", row.row))
        yield from refused
        if not refused:
            state = world[Coupon(coupon)]
            yield CouponVoided(
                command=world.command, by=command.by, occurred_on=command.on, union=command.union,
                campaign=command.campaign, coupon=coupon, row=row.row, reason=command.reason,
                reopens=state.person if state.status == "claimed" else None,
            )  # fmt: skip


VERB = Verb(
    VoidCoupons,
    Title("作废消费券", "void coupons"),
    HANDLERS,
    scopes,
    decide,
    more_scopes,
    prepare,
)
