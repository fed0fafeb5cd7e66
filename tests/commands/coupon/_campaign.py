"""A campaign of the county union's: what the tests of coupons begin with, and how they ask.

1,000 coupons of 50 yuan off orders of 100, of which the union bears 30; valid in May and June.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from commands.coupon import approve, claim, expire, issue, prepay, redeem, refund, settle, void
from ledger.events import Event
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.budget_line import State as LineState
from ledger.scopes.campaign import Campaign
from ledger.scopes.campaign import State as CampaignState
from ledger.scopes.coupon import Coupon
from ledger.scopes.coupon import State as CouponState
from tests import samples
from tests.samples import ACCOUNTANT, BANK, CASHIER, CHAIR, CITY, HANDLER
from tests.scenario import Scenario

ID, LINE = "SP2023", "50305"
APRIL, MAY, JUNE, JULY = (date(2023, month, 10) for month in (4, 5, 6, 7))
FIRST_DAY, LAST_DAY = date(2023, 5, 1), date(2023, 6, 30)
AT_PAYMENT = samples.policy("coupon_cost", "at_payment", CITY)

_HANDLED: dict[str, Any] = {"by": HANDLER, "on": MAY, "union": CITY, "campaign": ID}
_BOOKED: dict[str, Any] = {**_HANDLED, "by": ACCOUNTANT}


def county(*more: Event) -> tuple[Event, ...]:
    """Return the county union with 100,000 yuan, 50,000 of it budgeted for other services."""
    lines = (samples.budgeted(LINE, 5_000_000), samples.budgeted("50404", 1_000_000))
    return (
        *samples.founded(), samples.bank(CITY), samples.opened(CITY),
        samples.budget(*lines, union=CITY), *more,
    )  # fmt: skip


def approving(**more: Any) -> approve.ApproveCampaign:
    fields: dict[str, Any] = {
        **_HANDLED, "on": APRIL, "title": "消费券", "face": 5000, "min_spend": 10_000,
        "quantity": 1000, "union_ppm": 600_000, "platform": "某平台", "valid_from": FIRST_DAY,
        "valid_to": LAST_DAY, "line": LINE, "approved_by": CHAIR, "document": "遴选〔2023〕1号",
    }  # fmt: skip
    return approve.ApproveCampaign(**{**fields, **more})


def issuing(*codes: str, **more: Any) -> issue.IssueCoupons:
    rows = tuple({"row": row, "coupon_code": code} for row, code in enumerate(codes, 2))
    return issue.IssueCoupons(**{**_HANDLED, **({"rows": rows} if rows else {}), **more})


def claiming(**by_person: str) -> claim.ClaimCoupons:
    """Claim a coupon for each person: `claiming(张三="A1")`."""
    rows = [
        claim.ClaimRow(row=row, coupon_code=code, name=name, member_no=name)
        for row, (name, code) in enumerate(by_person.items(), 2)
    ]
    return claim.ClaimCoupons(**_HANDLED, rows=tuple(rows))


def redeeming(*rows: tuple[str, int], **more: Any) -> redeem.RedeemCoupons:
    """Redeem code and amount of each row, on orders of 100 yuan."""
    row_fields = {n: more.pop(n) for n in ("order_fen", "redeemed_on") if n in more}
    listed = [
        redeem.RedeemRow(
            **{"row": row, "coupon_code": code, "merchant": "花店", "order_fen": 10_000,
               "redeemed_fen": fen, **row_fields}
        )
        for row, (code, fen) in enumerate(rows, 2)
    ]  # fmt: skip
    return redeem.RedeemCoupons(**{**_HANDLED, "rows": tuple(listed), **more})


def voiding(*codes: str) -> void.VoidCoupons:
    rows = tuple({"row": row, "coupon_code": code} for row, code in enumerate(codes, 2))
    return void.VoidCoupons(**_HANDLED, reason="印错", rows=rows)


def expiring(on: date = JULY) -> expire.ExpireCampaign:
    return expire.ExpireCampaign(**{**_HANDLED, "on": on})


def prepaying(fen: int, **more: Any) -> prepay.PrepayPlatform:
    fields = {**_BOOKED, "by": CASHIER, "bank": BANK, "amount": fen, "approved_by": CHAIR}
    return prepay.PrepayPlatform(**{**fields, **more})


def settling(count: int, fen: int, **more: Any) -> settle.SettleCoupons:
    fields = {**_BOOKED, "on": JUNE, "statement": "S1", "count": count, "amount": fen}
    return settle.SettleCoupons(**{**fields, **more})


def refunding(fen: int, **more: Any) -> refund.RefundFund:
    return refund.RefundFund(**{**_BOOKED, "on": JULY, "bank": BANK, "amount": fen, **more})


def approved(scenario: Scenario, **more: Any) -> Scenario:
    """Approve the campaign."""
    return scenario.when(approve.VERB, approving(**more)).accepted()


def claimed(scenario: Scenario, *codes: str) -> Scenario:
    """Issue coupons, each claimed by a person of its own."""
    scenario.when(issue.VERB, issuing(*codes)).accepted()
    by_person = {f"某{code}": code for code in codes}
    return scenario.when(claim.VERB, claiming(**by_person)).accepted()


def coupon(scenario: Scenario, code: str) -> CouponState:
    """Return where a coupon stands."""
    edge = scenario.edge()
    return edge.state(Coupon(edge.digests([f"{ID}/{code}"])[0]))


def campaign(scenario: Scenario) -> CampaignState:
    """Return where the campaign stands."""
    return scenario.edge().state(Campaign(ID))


def line(scenario: Scenario, year: int = 2023) -> LineState:
    """Return where its budget line stands."""
    return scenario.edge().state(BudgetLine(CITY, year, LINE))
