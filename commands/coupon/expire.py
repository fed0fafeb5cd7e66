"""过期: after its last day, everything unspent of a campaign lapses, and its budget is free again.

Why: one fact for the campaign; each coupon's own state follows from it (ADR 0065).
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands._coupons import OfCampaign, in_campaign
from commands._guards import first_of
from commands._verb import HANDLERS, Decision, Title, Verb
from ledger.events.coupons import CampaignExpired
from ledger.rejections import Rejection, reject
from ledger.scopes.campaign import Campaign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World


class ExpireCampaign(OfCampaign):
    """What is not redeemed by now never will be: record the last redemptions first."""


def scopes(command: ExpireCampaign) -> Iterable[Scope[Any]]:
    """Name the campaign; the fact names its budget line."""
    return (Campaign(command.campaign),)


def decide(command: ExpireCampaign, world: World) -> Decision:
    """Let the rest of a campaign lapse."""
    objections = first_of(in_campaign(command, world), _over(command, world))
    yield from objections
    if not objections:
        terms = world[Campaign(command.campaign)]
        yield CampaignExpired(
            command=world.command, by=command.by, occurred_on=command.on, union=command.union,
            campaign=command.campaign, lapsed=terms.unspent, budget_line=terms.line,
            year=terms.year, released_fen=terms.releasable,
        )  # fmt: skip


def _over(command: ExpireCampaign, world: World) -> Iterator[Rejection]:
    terms = world[Campaign(command.campaign)]
    if terms.lapsed:
        yield reject("coupon_campaign.expired_already", campaign=command.campaign)
    elif command.on <= terms.valid_to:
        yield reject(
            "coupon_campaign.still_valid", campaign=command.campaign,
            valid_to=terms.valid_to.isoformat(),
        )  # fmt: skip


VERB = Verb(
    ExpireCampaign,
    Title("消费券过期", "let a campaign's unspent coupons lapse"),
    HANDLERS,
    scopes,
    decide,
)
