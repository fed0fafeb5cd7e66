"""Coupon campaigns (消费券活动) counted again: what was redeemed, and where their money went.

Why the share is worked out again: a redemption states the union's share of it, and a statement may
have been settled by what is stated.
Unit: fen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from ledger.events import Posted
from ledger.events.coupons import CampaignApproved, CouponRedeemed, StatementAccepted

if TYPE_CHECKING:
    from audits._counting import Takes
    from ledger.events import CouponFlow

PPM: Final = 1_000_000


class Settlement(NamedTuple):
    """What had been settled and redeemed by the time of a settlement: counts and sums."""

    position: int
    lines: int
    settled: int
    redemptions: int
    share: int


@dataclass(slots=True)
class Campaign:
    """A campaign as its facts tell it; `share`: the union's part of what was redeemed.

    `stated`: the same as the redemptions state it. `too_much`: settlements beyond redemptions.
    """

    name: str
    union: str
    year: int
    ppm: int
    ends: date
    at: int
    redemptions: int = 0
    share: int = 0
    stated: int = 0
    count: int = 0
    settled: int = 0
    prepaid: int = 0
    refunded: int = 0
    moved_at: list[int] = field(default_factory=list)
    too_much: list[Settlement] = field(default_factory=list)
    misstated: list[int] = field(default_factory=list)


class Coupons:
    """All campaigns by name. `nameless`: money of a campaign that nobody approved."""

    def __init__(self) -> None:
        self.campaigns: dict[str, Campaign] = {}
        self.nameless: list[tuple[int, str, str, int]] = []

    def takes(self) -> Takes:
        """Name the facts it counts."""
        return {
            CampaignApproved: self._approved,
            CouponRedeemed: self._redeemed,
            StatementAccepted: self._accepted,
            Posted: self._posted,
        }

    def _approved(self, position: int, event: CampaignApproved) -> None:
        self.campaigns[event.campaign] = Campaign(
            event.campaign, event.union, event.year, event.union_ppm, event.valid_to, position
        )

    def _redeemed(self, _: int, event: CouponRedeemed) -> None:
        campaign = self.campaigns.get(event.campaign)
        if campaign is not None:
            before, ppm = event.before_fen, campaign.ppm
            campaign.redemptions += 1
            campaign.share += (before + event.redeemed_fen) * ppm // PPM - before * ppm // PPM
            campaign.stated += event.union_fen

    def _accepted(self, position: int, event: StatementAccepted) -> None:
        campaign = self.campaigns.get(event.campaign)
        if campaign is not None:
            _settle(campaign, position, event.count, event.union_fen)

    def _posted(self, position: int, event: Posted) -> None:
        flow = event.coupons
        if flow is None:
            return
        campaign = self.campaigns.get(flow.campaign)
        if campaign is None:
            self.nameless.append((position, event.union, flow.campaign, flow.amount_fen))
            return
        moved = _moved(event, flow)
        campaign.moved_at.append(position)
        if moved != flow.amount_fen:
            campaign.misstated.append(position)
        match flow.flow:
            case "prepaid":
                campaign.prepaid += moved
            case "refunded":
                campaign.refunded += moved
            case "settled":
                _settle(campaign, position, flow.count, moved)


def _moved(event: Posted, flow: CouponFlow) -> int:
    """Return what the legs say: of a settlement the cost, else the money that went or came."""
    if flow.flow == "settled":
        return sum(leg.fen for leg in event.legs if leg.account[0] == "5")
    money = sum(leg.fen for leg in event.legs if leg.bank is not None)
    return money if flow.flow == "refunded" else -money


def _settle(campaign: Campaign, position: int, count: int, fen: int) -> None:
    campaign.count += count
    campaign.settled += fen
    if fen > 0 and (campaign.settled > campaign.share or campaign.count > campaign.redemptions):
        campaign.too_much.append(
            Settlement(
                position, campaign.count, campaign.settled, campaign.redemptions, campaign.share
            )
        )
