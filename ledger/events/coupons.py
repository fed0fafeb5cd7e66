"""消费券: campaigns approved, coupons issued, claimed, redeemed, voided, expired; their money.

Why: a coupon is worth money like cash, so facts name it by a keyed digest and never by its code;
only what was redeemed is a cost. What a coupon does is memo; what the money does is posted.
Source: 工会会计制度, acct 135, 50105, 50305.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ledger.events._event import Event, Posted
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.campaign import Campaign, Cost
from ledger.scopes.claimant import Claimant
from ledger.scopes.coupon import Coupon
from ledger.scopes.minutes import Minutes
from ledger.sealed import Sealed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.scopes._scope import Scope

CouponKind = Literal["general", "flowers", "books", "film", "fitness", "catering", "other"]


class CampaignApproved(Event, frozen=True, kw_only=True):
    """活动批准: its terms, and `committed_fen` on the budget line: quantity × the union's share.

    `cost`: the policy in force, which holds for the whole campaign. `document`: how the platform
    was chosen.
    """

    NAME: ClassVar[str] = "coupon_campaign.approved/1"
    union: str
    campaign: str
    title: str
    kind: CouponKind
    scope: Literal["universal", "targeted"]
    face_fen: int
    min_spend_fen: int
    quantity: int
    union_ppm: int
    platform: str
    valid_from: date
    valid_to: date
    budget_line: str
    year: int
    committed_fen: int
    cost: Cost
    approved_by: str
    document: str
    minutes: str | None = None

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the campaign, the budget line, the minutes."""
        line = BudgetLine(self.union, self.year, self.budget_line)
        minutes = () if self.minutes is None else (Minutes(self.union, self.minutes),)
        return (Campaign(self.campaign), line, *minutes)

    def budget_changes(self) -> Iterable[tuple[BudgetLine, int, int]]:
        """Return the commitment."""
        yield BudgetLine(self.union, self.year, self.budget_line), 0, self.committed_fen


class CouponFact(Event, frozen=True, kw_only=True):
    """Something that happened to one coupon. `coupon`: keyed digest of campaign and code."""

    union: str
    campaign: str
    coupon: str
    row: int

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the coupon and its campaign."""
        return (Coupon(self.coupon), Campaign(self.campaign))


class CouponIssued(CouponFact, frozen=True, kw_only=True):
    """发券: the coupon may be claimed."""

    NAME: ClassVar[str] = "coupon.issued/1"


class CouponClaimed(CouponFact, frozen=True, kw_only=True):
    """领券: by one person, once in a campaign."""

    NAME: ClassVar[str] = "coupon.claimed/1"
    person: str
    identity: str
    sealed: dict[str, Sealed]

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the coupon, its campaign, and the person's part in it."""
        return (*CouponFact.touches(self), Claimant(self.campaign, self.person))


class CouponRedeemed(CouponFact, frozen=True, kw_only=True):
    """核销: `redeemed_fen` of it at a merchant, after `before_fen`; `union_fen`: the union's share.

    `is_rest`: nothing is left of the coupon.
    """

    NAME: ClassVar[str] = "coupon.redeemed/1"
    merchant: str
    order_fen: int
    redeemed_fen: int
    union_fen: int
    before_fen: int = 0
    is_rest: bool = True


class CouponVoided(CouponFact, frozen=True, kw_only=True):
    """作废. `reopens`: who may claim another, where it had been claimed and nothing redeemed."""

    NAME: ClassVar[str] = "coupon.voided/1"
    reason: str
    reopens: str | None = None

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the coupon, its campaign, and the claim that is open again."""
        touched = CouponFact.touches(self)
        return touched if not self.reopens else (*touched, Claimant(self.campaign, self.reopens))


class CampaignExpired(Event, frozen=True, kw_only=True):
    """过期: all `lapsed` coupons not spent by then; the budget reserved for them is free again."""

    NAME: ClassVar[str] = "coupon_campaign.expired/1"
    union: str
    campaign: str
    lapsed: int
    budget_line: str
    year: int
    released_fen: int

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the campaign and the budget line."""
        return (Campaign(self.campaign), BudgetLine(self.union, self.year, self.budget_line))

    def budget_changes(self) -> Iterable[tuple[BudgetLine, int, int]]:
        """Return what is no longer committed."""
        yield BudgetLine(self.union, self.year, self.budget_line), 0, -self.released_fen


class StatementAccepted(Event, frozen=True, kw_only=True):
    """平台对账单核对: settled where the cost stands since payment. No entry."""

    NAME: ClassVar[str] = "coupon_statement.accepted/1"
    union: str
    campaign: str
    statement: str
    count: int
    union_fen: int
    cost: Cost = "at_payment"

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the campaign."""
        return (Campaign(self.campaign),)


class StatisticReported(Event, frozen=True, kw_only=True):
    """拉动消费统计: what the campaign is said to have moved. Never an amount of the union's."""

    NAME: ClassVar[str] = "coupon_campaign.statistic_reported/1"
    union: str
    campaign: str
    stimulated_fen: int
    persons: int
    reported_by: str

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the campaign."""
        return (Campaign(self.campaign),)


class CouponFundPrepaid(Posted, frozen=True, kw_only=True):
    """预付平台款: 135/102, or the expense at once where the policy is at_payment."""

    NAME: ClassVar[str] = "coupon_fund.prepaid/1"
    approved_by: str
    document: str = ""


class CouponSettled(Posted, frozen=True, kw_only=True):
    """清算: the union's share of what was redeemed becomes its cost, out of the prepayment."""

    NAME: ClassVar[str] = "coupon_fund.settled/1"
    statement: str


class CouponFundRefunded(Posted, frozen=True, kw_only=True):
    """余款退回: what was prepaid and will not be spent."""

    NAME: ClassVar[str] = "coupon_fund.refunded/1"
    document: str = ""
