"""What was redeemed of a campaign is settled, no more and no less; the rest comes back (R59).

Why some days pass first: a platform's statement comes after the last redemption. The day that
counts is the latest business day in the books.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from audits._finding import Finding
from audits._rule import ACCOUNTING_SYSTEM, OURS, Basis, Parameter, Rule
from ledger.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._books import Books
    from audits._coupons import Campaign

TOLERANCE = Parameter("tolerance_fen", 0, OURS)
DAYS = Parameter("days_after_the_last_day", 30, OURS)

RULE = Rule(
    "R59", "消费券核销、清算、退款不符", "Coupons redeemed, settled and refunded differ", "E",
    (
        Basis("与平台的合作协议", "按实际核销清算，余款退回"),
        Basis(ACCOUNTING_SYSTEM, "135 其他应收款"),
    ),
    (TOLERANCE, DAYS),
)  # fmt: skip


def check(books: Books) -> Iterator[Finding]:
    """Report campaigns whose redemptions, settlements, entries and refunds do not agree."""
    for campaign in books.coupons.campaigns.values():
        yield from _shares(campaign)
        yield from _settled_too_much(books, campaign)
        if books.latest is not None and campaign.ends + timedelta(DAYS.number) < books.latest:
            yield from _left(campaign)
    for position, union, name, fen in books.coupons.nameless:
        if books.payouts.stands(position):
            yield Finding(
                RULE, f"{name}/unknown/{position}", union,
                f"券款 {yuan(abs(fen))} 元所属活动 {name} 未经批准或不存在",
                f"{yuan(abs(fen))} was moved for campaign {name}, which nobody approved",
                (position,), abs(fen),
            )  # fmt: skip


def _of(campaign: Campaign, gap: str, zh: str, en: str, positions: list[int], fen: int) -> Finding:
    at = tuple(positions or [campaign.at])
    return Finding(
        RULE, f"{campaign.name}/{gap}", campaign.union, f"消费券活动 {campaign.name}：{zh}",
        f"Coupon campaign {campaign.name}: {en}", at, fen, year=campaign.year,
    )  # fmt: skip


def _shares(campaign: Campaign) -> Iterator[Finding]:
    off = campaign.stated - campaign.share
    if abs(off) > TOLERANCE.number:
        yield _of(
            campaign, "share",
            f"核销记录载明工会承担 {yuan(campaign.stated)} 元，"
            f"按比例重算为 {yuan(campaign.share)} 元",
            f"redemptions state a union share of {yuan(campaign.stated)}; by the campaign's rate "
            f"it is {yuan(campaign.share)}", [], abs(off),
        )  # fmt: skip
    if campaign.misstated:
        yield _of(
            campaign, "misstated", f"{len(campaign.misstated)} 笔载明金额与分录不符",
            f"{len(campaign.misstated)} facts state other amounts than their legs",
            campaign.misstated, 0,
        )  # fmt: skip


def _settled_too_much(books: Books, campaign: Campaign) -> Iterator[Finding]:
    found = [s for s in campaign.too_much if books.payouts.stands(s.position)]
    if found:
        last = found[-1]
        yield _of(
            campaign, "settled",
            f"已清算 {last.lines} 笔 {yuan(last.settled)} 元，"
            f"而核销 {last.redemptions} 笔、工会承担 {yuan(last.share)} 元",
            f"{yuan(last.settled)} settled for {last.lines} redemptions, but {last.redemptions} "
            f"were redeemed, with a union share of {yuan(last.share)}",
            [s.position for s in found], max(0, last.settled - last.share),
        )  # fmt: skip


def _left(campaign: Campaign) -> Iterator[Finding]:
    """The campaign is over: what was redeemed is settled, and nothing lies with the platform."""
    short = campaign.share - campaign.settled
    if short > TOLERANCE.number:
        yield _of(
            campaign, "unsettled",
            f"核销应由工会承担 {yuan(campaign.share)} 元，只清算 {yuan(campaign.settled)} 元",
            f"{yuan(campaign.share)} is the union's share of what was redeemed; only "
            f"{yuan(campaign.settled)} is settled", campaign.moved_at, short,
        )  # fmt: skip
    rest = campaign.prepaid - max(campaign.settled, campaign.share) - campaign.refunded
    if abs(rest) > TOLERANCE.number and (campaign.prepaid or campaign.refunded):
        says = ("预付款未用完而未退回", "not spent and not refunded") if rest > 0 else (
            "退款超过应退余款", "more was refunded than was left")  # fmt: skip
        yield _of(
            campaign, "unspent",
            f"{says[0]} {yuan(abs(rest))} 元（预付 {yuan(campaign.prepaid)}，"
            f"清算 {yuan(campaign.settled)}，退回 {yuan(campaign.refunded)}）",
            f"{says[1]}: {yuan(abs(rest))} (prepaid {yuan(campaign.prepaid)}, settled "
            f"{yuan(campaign.settled)}, refunded {yuan(campaign.refunded)})",
            campaign.moved_at, abs(rest),
        )  # fmt: skip
