"""Coupon campaigns (消费券发放核销情况表): what became of the coupons, and of the money for them.

Why: only redeemed coupons are a cost; what was prepaid is settled, refunded, or still to come back.
Unit: fen. A coupon that was spent in part counts as redeemed, and once the rest lapses as expired
too. Redemption rate = redeemed / issued; merchant share = redeemed amount less the union's share;
unsettled = union share less settled; refundable = prepaid less refunded less union share: a minus
says that the platform is still to be paid. The statistic is what shops report; it is never posted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from ledger.events import Event, Posted
from ledger.events.coupons import (
    CampaignApproved,
    CampaignExpired,
    CouponClaimed,
    CouponIssued,
    CouponRedeemed,
    CouponVoided,
    StatementAccepted,
    StatisticReported,
)
from projections import _columns as c
from projections._columns import Column, rate
from projections._tables import Table

if TYPE_CHECKING:
    from projections import Recorded
    from projections._columns import Row
    from projections._query import Query
    from projections._tables import Tables

TITLE = ("消费券发放核销情况表", "Coupons")
COLUMNS = (
    c.UNION,
    Column("campaign", "活动编号", "Campaign"),
    Column("title", "活动名称", "Title"), c.KIND,
    Column("face_value", "面值", "Face value", "amount"),
    Column("quantity", "批准张数", "Approved", "count"),
    Column("issued", "发放张数", "Issued", "count"),
    Column("claimed", "领取", "Claimed", "count"),
    Column("redeemed", "核销", "Redeemed", "count"),
    Column("expired", "过期", "Expired", "count"),
    Column("voided", "作废", "Voided", "count"),
    Column("redemption_rate", "核销率", "Redemption rate", "rate"),
    Column("redeemed_amount", "核销金额", "Redeemed amount", "amount"),
    Column("union_share", "工会承担", "Union share", "amount"),
    Column("merchant_share", "商家承担", "Merchant share", "amount"),
    Column("prepaid", "预付", "Prepaid", "amount"),
    Column("settled", "已清算", "Settled", "amount"),
    Column("unsettled", "待清算", "Unsettled", "amount"),
    Column("refunded", "已退", "Refunded", "amount"),
    Column("refundable", "应退", "Refundable", "amount"),
    Column("stimulated", "拉动消费（统计）", "Stimulated (statistic)", "amount"),
)  # fmt: skip
FOLD = 1
CAMPAIGNS: Final = Table(
    "coupon_campaigns",
    "ledger position:int campaign union title kind face_fen:int quantity:int occurred_on",
    key="ledger position",
)
MOVES: Final = Table(
    "coupon_moves",
    "ledger position:int campaign moved_on issued:int claimed:int redeemed:int expired:int"
    " voided:int redeemed_fen:int union_fen:int prepaid_fen:int settled_fen:int refunded_fen:int"
    " stimulated_fen:int",
    key="ledger position",
    indexes=("ledger campaign",),
)
TABLES = (CAMPAIGNS, MOVES)
COUNTED: Final = tuple(name for name, kind in MOVES.typed()[4:] if kind == "int")
TERMS: Final = (
    'SELECT "union", campaign, title, kind, face_fen, quantity FROM {coupon_campaigns}'
    ' WHERE {where} ORDER BY "union", campaign'
)
SUMS: Final = (
    f"SELECT campaign, {', '.join(f'sum({name})' for name in COUNTED)}"  # noqa: S608
    " FROM {coupon_moves} WHERE {where} GROUP BY campaign"
)


def apply(events: Sequence[Recorded], tables: Tables) -> None:
    """Note the terms of each campaign, and what each fact adds to its figures."""
    terms: list[tuple[Any, ...]] = []
    moves: list[tuple[Any, ...]] = []
    for position, _, event in events:
        if isinstance(event, CampaignApproved):
            terms.append(
                (
                    tables.ledger, position, event.campaign, event.union, event.title, event.kind,
                    event.face_fen, event.quantity, event.occurred_on.isoformat(),
                )
            )  # fmt: skip
            continue
        campaign, more = _adds(event)
        if campaign:
            on = getattr(event, "booked_on", event.occurred_on).isoformat()
            figures = (more.get(name, 0) for name in COUNTED)
            moves.append((tables.ledger, position, campaign, on, *figures))
    tables.insert(CAMPAIGNS, terms)
    tables.insert(MOVES, moves)


def _adds(event: Event) -> tuple[str, dict[str, int]]:
    """Return the campaign and what a fact adds to its figures."""
    more: dict[str, int] = {}
    match event:
        case CouponIssued():
            more = {"issued": 1}
        case CouponClaimed():
            more = {"claimed": 1}
        case CouponVoided():
            more = {"voided": 1}
        case CouponRedeemed():
            more = {
                "redeemed": int(event.before_fen == 0), "redeemed_fen": event.redeemed_fen,
                "union_fen": event.union_fen,
            }  # fmt: skip
        case CampaignExpired():
            more = {"expired": event.lapsed}
        case StatementAccepted():
            more = {"settled_fen": event.union_fen}
        case StatisticReported():
            more = {"stimulated_fen": event.stimulated_fen}
        case Posted(coupons=flow) if flow is not None:
            return flow.campaign, {f"{flow.flow}_fen": flow.amount_fen}
        case _:
            return "", more
    return event.campaign, more


def rows(tables: Tables, query: Query) -> Iterator[Row]:
    """Yield one row a campaign, by union and campaign."""
    moved = query.where().at_most(moved_on=query.as_of)
    figures = {
        campaign: dict(zip(COUNTED, map(int, sums), strict=True))
        for campaign, *sums in tables.select(SUMS, moved)
    }
    where = query.where().equal(union=query.union, kind=query.kind)
    for *terms, campaign, title, kind, face, quantity in tables.select(
        TERMS, where.at_most(occurred_on=query.as_of)
    ):
        n = Counter(figures.get(campaign, {}))
        share, settled, refunded = n["union_fen"], n["settled_fen"], n["refunded_fen"]
        yield (
            *terms, campaign, title, kind, face, quantity,
            n["issued"], n["claimed"], n["redeemed"], n["expired"], n["voided"],
            rate(n["redeemed"], n["issued"]), n["redeemed_fen"], share, n["redeemed_fen"] - share,
            n["prepaid_fen"], settled, share - settled, refunded,
            n["prepaid_fen"] - refunded - share, n["stimulated_fen"],
        )  # fmt: skip
