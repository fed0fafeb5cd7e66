"""Coupons (消费券) in the demo: two campaigns, from approval to refund. Unit: yuan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from commands._demo import ACCOUNTANT, CASHIER, CHAIR, HANDLER
from commands._demo_figures import YEAR
from commands._demo_files import Cell, Form, dotted, write_form
from commands._demo_lists import BY, heads
from commands._demo_people import FEDERATION, Person, picked
from commands._demo_setup import BANK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commands._demo import Office
    from commands._demo_people import District

LINE: Final = "50305/普惠消费券"
MERCHANTS: Final = (
    "示范商圈超市",
    "示范生鲜店",
    "示范书店",
    "示范百货",
    "示范花卉市场",
    "示范餐饮店",
)


@dataclass(frozen=True)
class Offer:
    """A campaign. `share`: which part of all coupons, in hundredths; `union_percent`: our part."""

    id: str
    title: str
    kind: str
    face: int
    min_spend: int
    share: int
    union_percent: int
    begins: date
    ends: date
    stimulated: str

    def count(self, district: District) -> int:
        """Return how many coupons it has."""
        general = district.figures.coupons * GENERAL.share // 100
        return general if self is GENERAL else district.figures.coupons - general


GENERAL: Final = Offer(
    "XFQ-2023-01", "“职工惠”商圈通用券", "general", 30, 100, 58, 100, date(YEAR, 8, 1),
    date(YEAR, 9, 30), "1500000.00",
)  # fmt: skip
FLOWERS: Final = Offer(
    "XFQ-2023-02", "“职工惠”鲜花消费券", "flowers", 20, 40, 42, 50, date(YEAR, 11, 1),
    date(YEAR, 11, 30), "800000.00",
)  # fmt: skip


def launch(office: Office, district: District, offer: Offer) -> None:
    """Approve the campaign, prepay the platform, issue the coupons, record who claimed them."""
    count = offer.count(district)
    what: dict[str, Any] = {"union": FEDERATION, "campaign": offer.id}
    office.ask(
        "coupon approve", HANDLER, **what, title=offer.title, kind=offer.kind, line=LINE,
        face=f"{offer.face}.00", min_spend=f"{offer.min_spend}.00", quantity=count,
        union_ppm=offer.union_percent * 10_000, platform="示范惠民平台", valid_from=offer.begins,
        valid_to=offer.ends, approved_by=CHAIR, document="示例遴选〔2023〕1号",
    )  # fmt: skip
    office.ask("coupon prepay", CASHIER, **what, bank=BANK, approved_by=CHAIR,
               amount=_yuan(count * offer.face * offer.union_percent))  # fmt: skip
    codes, claims = f"券码清单-{offer.id}.xlsx", f"领券登记表-{offer.id}.xlsx"
    people = _claimants(district, offer)
    write_form(office.file(codes), _register(offer, [None] * count), tidy=True)
    office.take_in("coupon issue", HANDLER, codes, **what)
    office.until(offer.begins - timedelta(days=1))
    write_form(office.file(claims), _register(offer, people), tidy=True)
    office.take_in("coupon claim", HANDLER, claims, **what)


def end(office: Office, district: District, offer: Offer) -> None:
    """Record what was redeemed, let the rest lapse, settle with the platform, get the rest back."""
    what: dict[str, Any] = {"union": FEDERATION, "campaign": offer.id}
    people = _claimants(district, offer)
    rows = [line for n, person in enumerate(people, 1) for line in _redeemed(offer, n, person)]
    name = f"消费券核销表-{offer.id}.xlsx"
    names = (
        "序号",
        "活动名称",
        "券种",
        "券码",
        "面值",
        "核销商户",
        "核销时间",
        "订单金额",
        "核销金额",
    )
    write_form(
        office.file(name), Form(f"消费券核销表（{offer.title}）", BY, heads(*names), rows, (8,))
    )
    office.take_in("coupon redeem", HANDLER, name, **what)
    office.until(offer.ends + timedelta(days=4))
    office.ask("coupon expire", HANDLER, **what)
    spent = sum(int(row[8]) for row in rows)
    paid = offer.count(district) * offer.face
    office.ask("coupon settle", ACCOUNTANT, **what, statement=f"DZD-{offer.id}", count=len(rows),
               amount=_yuan(spent * offer.union_percent))  # fmt: skip
    office.ask("coupon refund", CASHIER, **what, bank=BANK,
               amount=_yuan((paid - spent) * offer.union_percent))  # fmt: skip
    office.ask("coupon statistic", HANDLER, **what, stimulated=offer.stimulated,
               persons=len(people), reported_by="示范惠民平台")  # fmt: skip


def _yuan(hundredths: int) -> str:
    """Write hundredths of a yuan as yuan."""
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _claimants(district: District, offer: Offer) -> list[Person]:
    """Return who claims one each."""
    count = offer.count(district)
    pool = district.proven
    start = 0 if offer is GENERAL else 3
    return pool[start :: max(1, len(pool) // (count + 1))][:count]


def _code(offer: Offer, n: int) -> str:
    """Return what is printed on a coupon."""
    return f"{offer.id[-2:]}{n:05d}{picked(range(10_000), offer.id, n):04d}"


def _register(offer: Offer, people: Sequence[Person | None]) -> Form:
    rows: list[list[Cell]] = [
        [n, offer.title, offer.kind, _code(offer, n), offer.face, offer.min_spend,
         *((p.name, p.national_id, p.member_no, p.phone) if p else ("", "", "", "")),
         "已领" if p else "待领"]
        for n, p in enumerate(people, 1)
    ]  # fmt: skip
    register = "序号 活动名称 券种 券码 面值 使用门槛 领券人 身份证号码 会员标识 手机 状态"
    return Form(f"领券登记表（{offer.title}）", BY[:1], heads(*register.split()), rows)


def _redeemed(offer: Offer, n: int, person: Person) -> list[list[Cell]]:
    """Return the lines of one coupon: none for one in nine, two for one spent in two parts."""
    if n % 9 == 0:
        return []
    parts = [offer.face]
    if offer is GENERAL and n % 13 == 0:
        parts = [10, offer.face - 10]
    days = (offer.ends - offer.begins).days - 3
    on = offer.begins + timedelta(days=picked(range(days), "spent", person.number))
    return [
        [n, offer.title, offer.kind, _code(offer, n), offer.face, picked(MERCHANTS, n, at),
         dotted(on + timedelta(days=at)), offer.min_spend + picked(range(90), "order", n), part]
        for at, part in enumerate(parts)
    ]  # fmt: skip
