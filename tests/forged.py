"""Histories that no command would write: facts put straight into a store, wrong where they like.

Legs are stored, so that they can be wrong; tags are what each fact says that it touches.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ledger import events
from ledger.accounts import CHART
from ledger.entry import Leg, Legs
from ledger.events import CouponFlow, CustodyFlow, Event, Payout, Source, Supplement, Voucher
from ledger.events.corrections import EntryPosted, EntryReversed
from ledger.events.coupons import (
    CampaignApproved,
    CouponFundPrepaid,
    CouponFundRefunded,
    CouponRedeemed,
    CouponSettled,
)
from ledger.events.members import MemberEnrolled, PersonMerged
from ledger.events.mutual_aid import (
    BenefitFundReceived,
    BenefitPaid,
    EnrolmentRecorded,
    PremiumCollected,
    SchemeAdopted,
)
from ledger.events.policies import Limit, StandardAdopted
from ledger.events.rosters import (
    CondolencePaid,
    PaymentReturned,
    PayoutRecovered,
    RosterApproved,
    RosterCompiled,
    RosterPaid,
    RosterRowListed,
)
from ledger.store import NewEvent, Store
from tests.samples import ACCOUNTANT, BANK, CASHIER, CHAIR, HANDLER, SCHOOL

ON = date(2023, 5, 10)
LINE = "50105"
PROJECT = "mutual-aid-19"
PREMIUM = 12_000


def forge(store: Store, ledger: str, history: Sequence[Event]) -> None:
    """Append a history to a ledger as it stands; the first fact is at position 1."""
    with store.write(ledger, create=True) as tx:
        tx.append([NewEvent(e.NAME, events.encode(e), e.touches()) for e in history])


def fact(by: str = CASHIER, on: date = ON, union: str = SCHOOL, command: int = 1) -> dict[str, Any]:
    """Return what every fact of a union has."""
    return {"command": command, "by": by, "occurred_on": on, "union": union}


def voucher(no: int = 1, on: date = ON, union: str = SCHOOL, entry: int = 1) -> Voucher:
    return Voucher(union=union, type="记", period=f"{on:%Y-%m}", no=no, entry=entry)


def spent(fen: int, union: str = SCHOOL, account: str = "50105", line: str | None = LINE) -> Legs:
    """Return legs that spend; with `line=None` on no budget line."""
    cost = Leg(
        union=union, account=account, fen=fen, kind="basic", source="union", economic="30399",
        budget=line,
    )  # fmt: skip
    return cost, Leg(union=union, account="102", fen=-fen, bank=BANK)


def payout(person: str = "P1", fen: int = 50_000, **more: Any) -> Payout:
    given = {"kind": "hospitalization", "occasion": "2023-05-10", "year": 2023, **more}
    return Payout(person=person, amount_fen=fen, **given)


def paid(person: str = "P1", fen: int = 50_000, **more: Any) -> CondolencePaid:
    """Return a payment. `outside`: by 补录; `source`: its row there; the rest is its payout's."""
    on, union = more.pop("on", ON), more.pop("union", SCHOOL)
    by, legs, row = more.pop("by", CASHIER), more.pop("legs", None), more.pop("source", None)
    no, entry, outside = more.pop("no", 1), more.pop("entry", 1), more.pop("outside", False)
    return CondolencePaid(
        **fact(by, on, union), booked_on=on, voucher=voucher(no, on, union, entry),
        legs=legs or spent(fen, union), chart=CHART,
        payout=payout(person, fen, **{"year": on.year} | more),
        supplement=Supplement(evidence="旧账", approved_by=CHAIR) if outside else None,
        source=row and Source(system="旧系统", document="D1", row=row, digest=row),
    )  # fmt: skip


def posted(
    *legs: Leg, summary: str = "摘要", no: int = 1, on: date = ON, **more: Any
) -> EntryPosted:
    """Return a general voucher of the union of its first leg."""
    union = legs[0].union if legs else SCHOOL
    given = {"approved_by": CHAIR} | more
    return EntryPosted(
        **fact(ACCOUNTANT, on, union), booked_on=on, voucher=voucher(no, on, union), legs=legs,
        chart=CHART, summary=summary, **given,
    )  # fmt: skip


def leg(account: str, fen: int, union: str = SCHOOL, **more: Any) -> Leg:
    return Leg(union=union, account=account, fen=fen, **more)


def undone(original: Any, position: int, kind: type[Any] = EntryReversed, no: int = 9) -> Any:
    """Return what undoes the fact at a position: a reversal, or a payment that came back."""
    which = {"reverses": position} if kind is EntryReversed else {"payment": position}
    negated = tuple(leg(x.account, -x.fen, x.union, bank=x.bank, custody=x.custody,
                        budget=x.budget) for x in original.legs)  # fmt: skip
    return kind(
        **fact(union=original.union), booked_on=ON, chart=CHART, legs=negated, reason="退回",
        voucher=voucher(no, union=original.union),
        payout=None if original.payout is None else original.payout.reversed(),
        custody=None if original.custody is None else original.custody.reversed(), **which,
    )  # fmt: skip


def returned(original: Any, position: int, no: int = 9) -> Any:
    return undone(original, position, PaymentReturned, no)


def recovered(original: CondolencePaid, fen: int, no: int = 8) -> PayoutRecovered:
    """Return that a payee gave some of it back."""
    assert original.payout is not None
    return PayoutRecovered(
        **fact(), booked_on=ON, chart=CHART, legs=spent(-fen), reason="多发", voucher=voucher(no),
        payout=payout(original.payout.person, -fen, claim=0, cap_group=original.payout.cap_group),
    )  # fmt: skip


def compiled(fen: int = 100_000, count: int = 2, by: str = HANDLER, **more: Any) -> RosterCompiled:
    given = {"roster": "R1", "title": "慰问", "kind": "hospitalization"} | more
    return RosterCompiled(
        **fact(by), kind_version=1, budget_line=LINE, year=2023, bank=BANK, count=count,
        total_fen=fen, rows_from=2, **given,
    )  # fmt: skip


def listed(row: int, fen: int = 50_000, roster: str = "R1", **more: Any) -> RosterRowListed:
    return RosterRowListed(
        **fact(HANDLER), roster=roster, row=row, person=f"P{row}", identity="proven",
        occasion="2023-05-10", amount_fen=fen, sealed={}, **more,
    )  # fmt: skip


def approved(fen: int = 100_000, by: str = CHAIR, on: date = ON, **more: Any) -> RosterApproved:
    return RosterApproved(
        **fact(by, on), total_fen=fen, budget_line=LINE, year=2023, **{"roster": "R1"} | more
    )


def ordered(fen: int = 100_000, count: int = 2, roster: str = "R1", no: int = 1) -> RosterPaid:
    return RosterPaid(
        **fact(), roster=roster, booked_on=ON, voucher=voucher(no), count=count, total_fen=fen,
        budget_line=LINE, year=2023, bank=BANK, paid_from=6,
    )  # fmt: skip


def paid_rows(count: int = 2, fen: int = 50_000, roster: str = "R1") -> list[Event]:
    """Return the payments of a roster's rows under one voucher."""
    rows = range(1, count + 1)
    return [paid(f"P{n}", fen, entry=n, roster=roster, row=n) for n in rows]


def roster(*, approval: Event | None = None) -> list[Event]:
    """Return a roster of two from its rows to its payments, all in order."""
    rows = [compiled(), listed(1), listed(2)]
    return [*rows, approval or approved(), ordered(), *paid_rows()]


def merged(person: str, into: str) -> PersonMerged:
    return PersonMerged(command=1, by=HANDLER, occurred_on=ON, person=person, into=into,
                        evidence="身份证")  # fmt: skip


def member(person: str, *, registered: bool = True, union: str = SCHOOL) -> MemberEnrolled:
    return MemberEnrolled(
        **fact(HANDLER, union=union), person=person, identity="proven", row=1, sealed={},
        registered=registered,
    )  # fmt: skip


def standard(*limits: Limit, first: date = date(2018, 1, 1), last: date | None = None) -> Event:
    return StandardAdopted(
        command=1, by=CHAIR, occurred_on=first, standard="S1", document="示例〔2018〕1号",
        title="示例标准", jurisdiction="示例", valid_from=first, valid_to=last, limits=limits,
    )  # fmt: skip


def limit(subject: str = "hospitalization", **more: Any) -> Limit:
    return Limit(subject=subject, **more)


# --- mutual aid ----------------------------------------------------------------------------------


def scheme() -> SchemeAdopted:
    return SchemeAdopted(
        command=1, by=CHAIR, occurred_on=ON, scheme="mutual-aid", term=19, document="示例",
        title="示例", valid_from=date(2023, 1, 1), valid_to=date(2023, 12, 31),
        premium_renewal_fen=PREMIUM, premium_new_fen=PREMIUM, deductible_fen=0, bands=(),
        filing_days=90,
    )  # fmt: skip


def enrolled(person: str, fen: int = PREMIUM, union: str = SCHOOL) -> EnrolmentRecorded:
    return EnrolmentRecorded(
        **fact(HANDLER, union=union), project=PROJECT, person=person, identity="proven",
        kind="renewal", premium_fen=fen, version=1, row=1, sealed={},
    )  # fmt: skip


def _in_custody(fen: int) -> Legs:
    """Return legs that bring custody money in; with a negative amount they take it out."""
    return leg("102", fen, bank=BANK, custody=PROJECT), leg("221", -fen, custody=PROJECT)


def collected(persons: int, fen: int, legs: Legs | None = None) -> PremiumCollected:
    flow = CustodyFlow(
        project=PROJECT, bank=BANK, flow="premium_collected", amount_fen=fen, persons=persons
    )
    return PremiumCollected(
        **fact(), booked_on=ON, voucher=voucher(), legs=legs or _in_custody(fen), chart=CHART,
        custody=flow,
    )  # fmt: skip


def funded(fen: int) -> BenefitFundReceived:
    flow = CustodyFlow(project=PROJECT, bank=BANK, flow="benefit_received", amount_fen=fen)
    return BenefitFundReceived(
        **fact(), booked_on=ON, voucher=voucher(2), legs=_in_custody(fen), chart=CHART,
        custody=flow, payer="云南省总工会",
    )  # fmt: skip


def benefit(fen: int, person: str = "P1", no: int = 3, legs: Legs | None = None) -> BenefitPaid:
    flow = CustodyFlow(project=PROJECT, bank=BANK, flow="benefit_paid", amount_fen=fen)
    return BenefitPaid(
        **fact(), booked_on=ON, voucher=voucher(no), legs=legs or _in_custody(-fen), chart=CHART,
        custody=flow, claim="C1", payout=payout(person, fen, kind="mutual_aid_benefit"),
    )  # fmt: skip


# --- coupons -------------------------------------------------------------------------------------


def campaign(fen: int = 100_000, **more: Any) -> CampaignApproved:
    """Return a campaign of ten coupons of 100 yuan, until the end of May."""
    return CampaignApproved(
        **fact(HANDLER), campaign="C1", title="示例", kind="general", scope="universal",
        face_fen=10_000, min_spend_fen=0, quantity=10, union_ppm=1_000_000, platform="平台",
        valid_from=date(2023, 5, 1), valid_to=date(2023, 5, 31), budget_line=LINE, year=2023,
        committed_fen=fen, cost="at_settlement", document="比选记录",
        **{"approved_by": CHAIR} | more,
    )  # fmt: skip


def redeemed(n: int, fen: int = 10_000, share: int | None = None) -> CouponRedeemed:
    return CouponRedeemed(
        **fact(HANDLER), campaign="C1", coupon=f"K{n}", row=n, merchant="商户", order_fen=2 * fen,
        redeemed_fen=fen, union_fen=fen if share is None else share,
    )  # fmt: skip


def _flow(flow: Any, fen: int, count: int = 0) -> dict[str, Any]:
    part = CouponFlow(
        campaign="C1", flow=flow, cost="at_settlement", amount_fen=fen, line=LINE, year=2023,
        count=count,
    )  # fmt: skip
    return {**fact(), "booked_on": ON, "voucher": voucher(), "chart": CHART, "coupons": part}


def _platform(fen: int) -> Leg:
    return leg("135", fen, counterparty="平台")


def prepaid(fen: int = 100_000, by: str = CHAIR) -> CouponFundPrepaid:
    legs = (_platform(fen), leg("102", -fen, bank=BANK))
    return CouponFundPrepaid(**_flow("prepaid", fen), legs=legs, approved_by=by)


def settled(fen: int, count: int, legs_fen: int | None = None) -> CouponSettled:
    cost = fen if legs_fen is None else legs_fen
    legs = (spent(cost)[0], _platform(-cost))
    return CouponSettled(**_flow("settled", fen, count), legs=legs, statement="S1")


def refunded(fen: int) -> CouponFundRefunded:
    legs = (leg("102", fen, bank=BANK), _platform(-fen))
    return CouponFundRefunded(**_flow("refunded", fen), legs=legs)
