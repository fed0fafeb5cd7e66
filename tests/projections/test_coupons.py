from __future__ import annotations

from datetime import date
from typing import Any

from ledger.entry import Leg
from ledger.events import CouponFlow, Event
from ledger.events.corrections import EntryReversed
from ledger.events.coupons import (
    CampaignApproved,
    CampaignExpired,
    CouponClaimed,
    CouponFundPrepaid,
    CouponFundRefunded,
    CouponIssued,
    CouponRedeemed,
    CouponSettled,
    CouponVoided,
    StatementAccepted,
    StatisticReported,
)
from projections import view
from projections._columns import as_record
from tests.projections.conftest import Shown, Told
from tests.projections.histories import voucher

MAY, JUNE, JULY = (date(2023, month, 10) for month in (5, 6, 7))


def of(on: date = MAY, campaign: str = "C1", **more: Any) -> dict[str, Any]:
    return {
        "command": 1, "by": "O1", "occurred_on": on, "union": "U0001", "campaign": campaign, **more,
    }  # fmt: skip


def approved(campaign: str = "C1", on: date = MAY, **more: Any) -> Event:
    fields: dict[str, Any] = {
        "title": "鲜花消费券", "kind": "flowers", "scope": "universal", "face_fen": 5000,
        "min_spend_fen": 10_000, "quantity": 10, "union_ppm": 600_000, "platform": "某平台",
        "valid_from": MAY, "valid_to": JUNE, "budget_line": "50305", "year": 2023,
        "committed_fen": 30_000, "cost": "at_settlement", "approved_by": "O4", "document": "D1",
    }  # fmt: skip
    return CampaignApproved(**of(on, campaign, **{**fields, **more}))


def moved(flow: str, fen: int, on: date, count: int = 0) -> Event:
    kinds: dict[str, tuple[type[Any], dict[str, str]]] = {
        "prepaid": (CouponFundPrepaid, {"approved_by": "O4"}),
        "settled": (CouponSettled, {"statement": "S1"}),
        "refunded": (CouponFundRefunded, {}),
    }
    kind, more = kinds[flow]
    fields = of(on)
    del fields["campaign"]
    money = CouponFlow(
        campaign="C1", flow=flow, cost="at_settlement", amount_fen=fen, line="50305", year=2023,
        count=count,
    )  # fmt: skip
    legs = (
        Leg(union="U0001", account="135", fen=fen, counterparty="某平台"),
        Leg(union="U0001", account="102", fen=-fen, bank="B1"),
    )
    return kind(
        **fields, booked_on=on, chart="2021/1", voucher=voucher("U0001", on), legs=legs,
        coupons=money, **more,
    )  # fmt: skip


def undone(event: Any, position: int, on: date) -> Event:
    return EntryReversed(
        command=1, by="O2", occurred_on=on, booked_on=on, union="U0001", chart="2021/1",
        voucher=voucher("U0001", on), legs=event.legs, coupons=event.coupons.reversed(),
        reverses=position, reason="wrong",
    )  # fmt: skip


def redeemed(coupon: str, fen: int, before: int = 0) -> Event:
    return CouponRedeemed(
        **of(coupon=coupon, row=2), merchant="花店", order_fen=10_000, redeemed_fen=fen,
        union_fen=fen * 6 // 10, before_fen=before, is_rest=before + fen == 5000,
    )  # fmt: skip


YEAR = [
    approved(),
    moved("prepaid", 30_000, MAY),
    *(CouponIssued(**of(coupon=c, row=2)) for c in "abcd"),
    *(
        CouponClaimed(**of(coupon=c, row=2), person=f"P{c}", identity="proven", sealed={})
        for c in "abc"
    ),
    redeemed("a", 5000),
    redeemed("b", 1000),
    redeemed("b", 2000, before=1000),
    CouponVoided(**of(coupon="c", row=2), reason="wrong", reopens="Pc"),
    moved("settled", 4800, JUNE, 3),
    CampaignExpired(
        **of(JULY), lapsed=2, budget_line="50305", year=2023, released_fen=25_200,
    ),
    moved("refunded", 25_000, JULY),
    StatisticReported(**of(JULY), stimulated_fen=230_000_000, persons=3, reported_by="某平台"),
]  # fmt: skip


def record(row: tuple[Any, ...]) -> dict[str, Any]:
    return as_record(view("coupons").columns, row)


def test_a_campaign_s_year_in_one_row(told: Told, shown: Shown) -> None:
    (row,) = shown("coupons", told(YEAR))

    assert record(row) == {
        "union": "U0001", "campaign": "C1", "title": "鲜花消费券", "kind": "flowers",
        "face_value": "50.00", "quantity": 10, "issued": 4, "claimed": 3, "redeemed": 2,
        "expired": 2, "voided": 1, "redemption_rate": "0.5000", "redeemed_amount": "80.00",
        "union_share": "48.00", "merchant_share": "32.00", "prepaid": "300.00",
        "settled": "48.00", "unsettled": "0.00", "refunded": "250.00", "refundable": "2.00",
        "stimulated": "2300000.00",
    }  # fmt: skip


def test_as_of_a_day_and_as_known_then(told: Told, shown: Shown) -> None:
    ledger = told(YEAR)

    (may,) = shown("coupons", ledger, as_of=date(2023, 5, 31))
    (early,) = shown("coupons", ledger, known_at=6)

    assert (record(may)["settled"], record(may)["unsettled"]) == ("0.00", "48.00")
    assert (record(may)["expired"], record(may)["refundable"]) == (0, "252.00")
    assert (record(early)["issued"], record(early)["claimed"]) == (4, 0)
    assert shown("coupons", ledger, as_of=date(2023, 5, 9)) == []


def test_what_was_undone_does_not_count(told: Told, shown: Shown) -> None:
    paid = moved("prepaid", 30_000, MAY)
    (row,) = shown("coupons", told([approved(), paid, undone(paid, 2, JUNE)]))

    assert record(row)["prepaid"] == "0.00"


def test_settled_by_statement_alone_is_settled_too(told: Told, shown: Shown) -> None:
    accepted = StatementAccepted(**of(JUNE), statement="S1", count=1, union_fen=3000)
    (row,) = shown("coupons", told([approved(cost="at_payment"), redeemed("a", 5000), accepted]))

    assert (record(row)["settled"], record(row)["unsettled"]) == ("30.00", "0.00")


def test_a_campaign_that_nobody_used_has_no_rate(told: Told, shown: Shown) -> None:
    rows = shown("coupons", told([approved("C2"), approved("C1", kind="general")]))

    assert [(row[1], record(row)["redemption_rate"]) for row in rows] == [
        ("C1", None),
        ("C2", None),
    ]


def test_by_union_and_kind(told: Told, shown: Shown) -> None:
    ledger = told([approved("C2"), approved("C1", kind="general")])

    assert [row[1] for row in shown("coupons", ledger, kind="flowers")] == ["C2"]
    assert shown("coupons", ledger, union="U0002") == []
