"""发券: coupons of a campaign come into being, from a list of codes or numbered.

Why: numbered codes (`<campaign>-1`, …) are for coupons on paper: nothing needs to be printed back.
Rejects: for each row, in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import model_validator
from pydantic_core import PydanticCustomError

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
)
from commands._guards import first_of
from commands._verb import HANDLERS, Decision, Title, Verb, arg
from ledger.events.coupons import CouponIssued
from ledger.rejections import Rejection, reject
from ledger.scopes.campaign import Campaign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.world import World


class IssueCoupons(OfCampaign):
    """The coupons of a list, or `count` of them numbered from `first` on."""

    count: int = arg("张数", "how many to number, where there is no list of codes", default=0, ge=0)
    first: int = arg("起始号", "number of the first", default=1, ge=1)
    rows: tuple[CouponRow, ...] = arg("券码清单", "a list of coupon codes 券码", default=())

    @model_validator(mode="after")
    def _listed_or_numbered(self) -> Self:
        if self.rows and self.count:
            raise PydanticCustomError(
                "fields_and_rows", "{fields}: not together with a file", {"fields": "count"}
            )
        return self

    def coupons(self) -> Iterator[tuple[int, str]]:
        """Yield row and code of each coupon; a numbered one's row is its number."""
        yield from ((row.row, row.coupon_code) for row in self.rows)
        for number in range(self.first, self.first + self.count):
            yield number, f"{self.campaign}-{number}"


def prepare(command: IssueCoupons, edge: Edge) -> Ask[IssueCoupons]:
    """Turn codes into ids."""
    codes = (code for _, code in command.coupons())
    return Ask(command, coupon_ids(command.campaign, codes, edge))


def scopes(ask: Ask[IssueCoupons]) -> Iterable[Scope[Any]]:
    """Name the campaign and the coupons."""
    return coupon_scopes(ask.command.campaign, ask.ids)


def decide(ask: Ask[IssueCoupons], world: World) -> Decision:
    """Issue every coupon or none, no more than the campaign was approved for."""
    command, terms = ask.command, world[Campaign(ask.command.campaign)]
    objections = first_of(
        in_campaign(command, world),
        listed(len(ask.ids)),
        in_time(terms, command.campaign, command.on, None),
        _enough_left(ask, world),
    )
    yield from objections
    if objections:
        return
    for (row, _), coupon in zip(command.coupons(), ask.ids, strict=True):
        refused = list(may_move(world, command.campaign, coupon, "issue", row))
        yield from refused
        if not refused:
            yield CouponIssued(
                command=world.command, by=command.by, occurred_on=command.on, union=command.union,
                campaign=command.campaign, coupon=coupon, row=row,
            )  # fmt: skip


def _enough_left(ask: Ask[IssueCoupons], world: World) -> Iterator[Rejection]:
    terms = world[Campaign(ask.command.campaign)]
    left = terms.quantity - terms.issued
    if len(ask.ids) > left:
        yield reject(
            "coupon.over_quantity", campaign=ask.command.campaign, quantity=terms.quantity,
            left=left, asked=len(ask.ids),
        )  # fmt: skip


VERB = Verb(
    IssueCoupons,
    Title("发放消费券", "issue coupons"),
    HANDLERS,
    scopes,
    decide,
    prepare=prepare,
)
