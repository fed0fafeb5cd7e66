"""领券: persons claim coupons, one a campaign, whatever id a person comes under.

Rejects: for each row, in the guards' order, see `decide`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from commands._claims import aliases
from commands._coupons import (
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
from commands._listed import Text
from commands._payees import identify, seal_rows
from commands._verb import HANDLERS, Decision, Title, Verb, arg
from ledger.events.coupons import CouponClaimed
from ledger.rejections import Rejection, reject
from ledger.scopes.campaign import Campaign
from ledger.scopes.claimant import Claimant
from ledger.scopes.person import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.sealed import Sealed
    from ledger.vault import Identity
    from ledger.world import World


class ClaimRow(CouponRow):
    """One claim as listed."""

    name: Text
    national_id: str | None = None
    member_no: str | None = None
    phone: str | None = None
    claimed_on: date | None = None


class ClaimCoupons(OfCampaign):
    """The claims of a list, each on its own day, or on the day of business."""

    rows: tuple[ClaimRow, ...] = arg("领券登记表", "the list of claims", default=())


@dataclass(frozen=True, slots=True)
class Claims:
    """The message with every row's coupon, person and sealed fields."""

    command: ClaimCoupons
    ids: list[str]
    people: list[Identity]
    sealed: list[dict[str, Sealed]]


def prepare(command: ClaimCoupons, edge: Edge) -> Claims:
    """Turn codes into ids, find or make the persons, seal what is personal."""
    ids = coupon_ids(command.campaign, (row.coupon_code for row in command.rows), edge)
    people, _ = identify(command.union, command.rows, edge)
    return Claims(command, ids, people, seal_rows(command.rows, people, edge))


def scopes(ask: Claims) -> Iterable[Scope[Any]]:
    """Name the campaign, the coupons, the persons."""
    yield from coupon_scopes(ask.command.campaign, ask.ids)
    yield from (Person(who.person) for who in ask.people)


def more_scopes(ask: Claims, world: World) -> Iterator[Iterable[Scope[Any]]]:
    """Name those that persons were merged into; then what each has claimed under any id."""
    people = list(dict.fromkeys(who.person for who in ask.people))
    yield [Person(root) for p in people if (root := world[Person(p)].into) is not None]
    yield [Claimant(ask.command.campaign, alias) for p in people for alias in aliases(world, p)]


def decide(ask: Claims, world: World) -> Decision:
    """Take every claim or none."""
    command = ask.command
    objections = first_of(in_campaign(command, world), listed(len(ask.ids)))
    yield from objections
    if objections:
        return
    terms = world[Campaign(command.campaign)]
    for row, coupon, who, sealed in zip(command.rows, ask.ids, ask.people, ask.sealed, strict=True):
        on = row.claimed_on or command.on
        refused = first_of(
            may_move(world, command.campaign, coupon, "claim", row.row),
            not_after(command.on, on, row.row),
            in_time(terms, command.campaign, on, row.row),
            _once(command, who.person, row.row, world),
        )
        yield from refused
        if not refused:
            yield CouponClaimed(
                command=world.command, by=command.by, occurred_on=on, union=command.union,
                campaign=command.campaign, coupon=coupon, row=row.row, person=who.person,
                identity=who.grade, sealed=sealed,
            )  # fmt: skip


def _once(command: ClaimCoupons, person: str, row: int, world: World) -> Iterator[Rejection]:
    """Nobody has two coupons of a campaign."""
    people = aliases(world, person)
    if any(world[Claimant(command.campaign, alias)].live > 0 for alias in people):
        yield reject("coupon.person_has_one", row=row, campaign=command.campaign)


VERB = Verb(
    ClaimCoupons,
    Title("登记领券", "record who claimed coupons"),
    HANDLERS,
    scopes,
    decide,
    more_scopes,
    prepare,
)
