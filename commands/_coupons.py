"""Coupons (消费券): what the verbs of a campaign share.

Why: a code is worth money, so it becomes an id before the lock and is recorded nowhere; what may
happen to a coupon is looked up in one table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, Generic, TypeVar

from pydantic import StringConstraints

from commands._listed import Row
from commands._verb import Command, Id, arg
from ledger.rejections import Rejection, reject
from ledger.scopes.campaign import Campaign
from ledger.scopes.coupon import TABLE, Coupon, Move, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.scopes.campaign import State as CampaignState
    from ledger.world import World

Code = Annotated[str, StringConstraints(min_length=1, max_length=100)]
"""What is printed on a coupon or shown on a phone: whoever knows it can spend it."""


class OfCampaign(Command):
    """A message about one campaign, asked by its union."""

    union: Id = arg("工会", "the union")
    campaign: Id = arg("消费券活动编号", "the coupon campaign")


class CouponRow(Row):
    """One coupon of a list."""

    row: int
    coupon_code: Code


C = TypeVar("C", bound=OfCampaign)


@dataclass(frozen=True, slots=True)
class Ask(Generic[C]):
    """The message, and the id of each row's coupon, in the order of the rows."""

    command: C
    ids: list[str]


def coupon_ids(campaign: str, codes: Iterable[str], edge: Edge) -> list[str]:
    """Return the id of each code: one code may be in use in two campaigns."""
    return edge.digests([f"{campaign}/{code}" for code in codes])


def coupon_scopes(campaign: str, ids: Iterable[str]) -> Iterator[Scope[Any]]:
    """Name the campaign and the coupons."""
    yield Campaign(campaign)
    yield from map(Coupon, ids)


def in_campaign(command: OfCampaign, world: World) -> Iterator[Rejection]:
    """The campaign has been approved, and is this union's."""
    if world[Campaign(command.campaign)].union != command.union:
        yield reject("coupon_campaign.unknown", campaign=command.campaign, union=command.union)


def listed(count: int) -> Iterator[Rejection]:
    """There is at least one coupon."""
    if not count:
        yield reject("coupon.empty")


_REASONS: Final[dict[Status, str]] = {
    "unknown": "coupon.unknown",
    "issued": "coupon.not_claimed",
    "claimed": "coupon.already_claimed",
    "partly_redeemed": "coupon.already_claimed",
    "redeemed": "coupon.already_redeemed",
    "expired": "coupon.expired",
    "voided": "coupon.voided",
}
"""Why a coupon cannot make a move that the table does not have, by where it stands."""


def may_move(world: World, campaign: str, coupon: str, move: Move, row: int) -> Iterator[Rejection]:
    """The table has the move, from where the coupon stands now."""
    terms = world[Campaign(campaign)]
    status = world[Coupon(coupon)].now(lapsed=terms.lapsed)
    if (status, move) not in TABLE:
        code = "coupon.exists" if move == "issue" and status != "unknown" else _REASONS[status]
        yield reject(code, row=row, campaign=campaign, valid_to=terms.valid_to.isoformat())


def in_time(terms: CampaignState, campaign: str, on: date, row: int | None) -> Iterator[Rejection]:
    """The last day of the campaign has not passed."""
    if on > terms.valid_to:
        valid_to = terms.valid_to.isoformat()
        yield reject("coupon.expired", row=row, campaign=campaign, valid_to=valid_to)


def not_after(on: date, happened_on: date, row: int) -> Iterator[Rejection]:
    """What is recorded has happened."""
    if happened_on > on:
        yield reject("date.in_future", row=row, on=happened_on.isoformat())
