"""The demo's rosters: compiled, reviewed, approved, paid, signed, each by its own officer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from commands._demo import ACCOUNTANT, CASHIER, CHAIR, HANDLER, SUPERVISOR
from commands._demo_figures import YEAR, Campaign
from commands._demo_files import write_form
from commands._demo_lists import roster
from commands._demo_people import FEDERATION, Person
from commands._demo_setup import BANK, COMMON_LIMIT, FEDERATION_LIMIT

if TYPE_CHECKING:
    from commands._demo import Office
    from commands._demo_people import District

RETURNED: Final = 5
"""Which payment of `RETURNED_OF` the bank sends back, from 1."""
RETURNED_OF: Final = "HMC-2023-03"
CLOSED_TO_OTHERS: Final = ("住院慰问", "节日慰问", "生日慰问")
"""Kinds for members alone: those who are paid stand in the registry."""


def payees(district: District, campaign: Campaign) -> list[Person]:
    """Return whom a campaign pays: a union's own members, or people from all over the district."""
    if campaign.union is not None:
        return district.members(campaign.union)[: campaign.count]
    pool = district.proven
    if campaign.kind not in CLOSED_TO_OTHERS:
        pool = [p for p in district.people if p.has_id]
    if campaign.new_only:
        pool = [p for p in pool if p.union.is_new]
    step = max(1, len(pool) // campaign.count)
    start = int(campaign.roster[-2:]) % step
    return pool[start::step][: campaign.count]


def minutes_for(office: Office, union: str, yuan: int, resolution: str) -> str | None:
    """Record the minutes that spending above the threshold needs; None where it needs none."""
    limit = int(FEDERATION_LIMIT if union == FEDERATION else COMMON_LIMIT)
    if yuan <= limit:
        return None
    number = f"主席办公会〔{YEAR}〕{office.on:%m%d}-{office.commands}号"
    office.ask("minutes record", HANDLER, union=union, minutes=number, meeting="主席办公会",
               resolution=resolution, amount=f"{yuan}.00", attendees=7)  # fmt: skip
    return number


def pay(office: Office, campaign: Campaign, people: Sequence[Person]) -> int:
    """Take a campaign's roster from its file to payment; return the first payment's position."""
    union = campaign.union or FEDERATION
    paid_on = date(YEAR, campaign.month, campaign.day)
    name = f"花名册-{campaign.roster}-{campaign.title}.xlsx"
    write_form(office.file(name), roster(campaign, people))
    office.until(paid_on - timedelta(days=2))
    total = len(people) * campaign.each
    what: dict[str, Any] = {"union": union, "roster": campaign.roster}
    office.take_in(
        "roster compile", HANDLER, name, **what, line=campaign.line, bank=BANK,
        title=campaign.title, form="goods" if campaign.goods else "bank", total=f"{total}.00",
        key=f"file:{name}"[:40],
    )  # fmt: skip
    office.ask("roster review", SUPERVISOR, **what, opinion="名单与附件相符")
    minutes = minutes_for(office, union, total, campaign.title)
    office.ask("roster approve", CHAIR, **what, minutes=minutes)
    office.until(paid_on)
    paid = office.ask("roster pay", CASHIER, **what)
    signed = [
        {"row": n, "signer": "proxy", "relation": "配偶"} if n % 40 == 0 else {"row": n}
        for n in range(1, len(people) + 1)
        if not (campaign.roster == RETURNED_OF and n == RETURNED)
    ]
    office.ask("roster sign", HANDLER, **what, evidence=f"签领单-{campaign.roster}", rows=signed)
    return paid.first + 2


def pay_again(office: Office, campaign: Campaign, people: Sequence[Person], first: int) -> None:
    """The bank returns one payment; the person is paid again by a roster of one row."""
    office.day(4, 10)
    office.ask("roster return", ACCOUNTANT, union=FEDERATION, payment=first + RETURNED - 1,
               reason="账号户名不符")  # fmt: skip
    again = Campaign(
        f"CF-{campaign.roster}", f"{campaign.title}（退汇重发）", campaign.kind, campaign.line,
        4, 14, 1, campaign.each, union=None,
    )  # fmt: skip
    pay(office, again, [people[RETURNED - 1]])
