"""核销: coupons are spent at merchants, whole or in part.

Why: no more is redeemed than the face value, nor than the order: a coupon is never cash.
Unit: fen.
Rejects: for each row, in the guards' order, see `decide`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import StrictInt

from commands._coupons import (
    Ask,
    CouponRow,
    OfCampaign,
    coupon_ids,
    coupon_scopes,
    in_campaign,
    in_time,
    listed,
    may_move,
    not_after,
)
from commands._guards import first_of
from commands._income import positive
from commands._listed import Text
from commands._verb import HANDLERS, Decision, Title, Verb, arg
from ledger.events.coupons import CouponRedeemed
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.campaign import Campaign
from ledger.scopes.coupon import Coupon, Move

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.scopes.campaign import State as CampaignState
    from ledger.world import World


class RedeemRow(CouponRow):
    """One redemption as the platform lists it. `merchant`: a body, never a person's name."""

    merchant: Text
    order_fen: StrictInt
    redeemed_fen: StrictInt
    redeemed_on: date | None = None


class RedeemCoupons(OfCampaign):
    """The redemptions of a list, each on its own day, or on the day of business."""

    rows: tuple[RedeemRow, ...] = arg("核销清单", "the list of redemptions", default=())


def prepare(command: RedeemCoupons, edge: Edge) -> Ask[RedeemCoupons]:
    """Turn codes into ids."""
    codes = (row.coupon_code for row in command.rows)
    return Ask(command, coupon_ids(command.campaign, codes, edge))


def scopes(ask: Ask[RedeemCoupons]) -> Iterable[Scope[Any]]:
    """Name the campaign and the coupons."""
    return coupon_scopes(ask.command.campaign, ask.ids)


def decide(ask: Ask[RedeemCoupons], world: World) -> Decision:
    """Take every redemption or none; each sees the coupon as the ones before left it."""
    command, campaign = ask.command, ask.command.campaign
    objections = first_of(in_campaign(command, world), listed(len(ask.ids)))
    yield from objections
    if objections:
        return
    terms = world[Campaign(campaign)]
    for row, coupon in zip(command.rows, ask.ids, strict=True):
        before, on = world[Coupon(coupon)].redeemed, row.redeemed_on or command.on
        is_rest = before + row.redeemed_fen >= terms.face
        move: Move = "redeem_rest" if is_rest else "redeem_part"
        refused = first_of(
            positive(row.redeemed_fen, row.row),
            may_move(world, campaign, coupon, move, row.row),
            not_after(command.on, on, row.row),
            _begun(terms, on, row.row),
            in_time(terms, campaign, on, row.row),
            _spends_enough(terms, row),
            _within(terms.face - before, row),
        )
        yield from refused
        if not refused:
            yield CouponRedeemed(
                command=world.command, by=command.by, occurred_on=on, union=command.union,
                campaign=campaign, coupon=coupon, row=row.row, merchant=row.merchant,
                order_fen=row.order_fen, redeemed_fen=row.redeemed_fen, before_fen=before,
                union_fen=terms.share_of(before, row.redeemed_fen), is_rest=is_rest,
            )  # fmt: skip


def _begun(terms: CampaignState, on: date, row: int) -> Iterator[Rejection]:
    if on < terms.valid_from:
        yield reject("coupon.not_yet_valid", row=row, valid_from=terms.valid_from.isoformat())


def _spends_enough(terms: CampaignState, row: RedeemRow) -> Iterator[Rejection]:
    if row.order_fen < terms.min_spend:
        yield reject(
            "coupon.below_min_spend", row=row.row, order=yuan(row.order_fen),
            min_spend=yuan(terms.min_spend),
        )  # fmt: skip


def _within(left: int, row: RedeemRow) -> Iterator[Rejection]:
    """There is so much left of the coupon, and the order is not smaller than what it takes."""
    if row.redeemed_fen > left:
        yield reject(
            "coupon.over_face_value", row=row.row, left=yuan(left), asked=yuan(row.redeemed_fen)
        )
    elif row.redeemed_fen > row.order_fen:
        yield reject(
            "coupon.over_order", row=row.row, order=yuan(row.order_fen),
            asked=yuan(row.redeemed_fen),
        )  # fmt: skip


VERB = Verb(
    RedeemCoupons,
    Title("登记消费券核销", "record redeemed coupons"),
    HANDLERS,
    scopes,
    decide,
    prepare=prepare,
)
