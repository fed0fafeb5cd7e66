"""Facts as they happen in a small district: what scenarios begin with.

`CITY` is the county union, `SCHOOL` a grassroots union below it; the books of 2023 are open.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger.accounts import CHART
from ledger.entry import Leg
from ledger.events import Event, Voucher
from ledger.events.banks import BankAccountOpened
from ledger.events.budgets import BudgetApproved, BudgetedLine
from ledger.events.ledgers import LedgerCreated
from ledger.events.members import MemberEnrolled, PersonMerged
from ledger.events.minutes import MinutesRecorded
from ledger.events.officers import OfficerAppointed, Role
from ledger.events.opening import OpeningLoaded
from ledger.events.periods import PeriodClosed
from ledger.events.policies import Limit, PolicyAdopted, PolicyName, StandardAdopted
from ledger.events.unions import Tier, UnionRegistered

CITY, SCHOOL = "U0001", "U0007"
BANK = "B1"
DAY = date(2023, 1, 1)

ADMIN, ACCOUNTANT, SUPERVISOR, CASHIER = "admin", "kuaiji", "zhuguan", "chuna"
HANDLER, CHAIR = "jingban", "zhuxi"
ROLES: dict[str, Role] = {
    ADMIN: "administrator",
    ACCOUNTANT: "accountant",
    SUPERVISOR: "finance_supervisor",
    CASHIER: "cashier",
    HANDLER: "handler",
    CHAIR: "chairperson",
}

USCC = "91110000600037341L"
"""A credit code whose check character holds."""
ID_NUMBERS = ("110101190001010022", "110101190001010049")
"""Resident ID numbers whose check digits hold, of nobody alive: born on the first day of 1900."""

_ALL: dict[str, Any] = {"command": 1, "by": ADMIN, "occurred_on": DAY}


def ledger() -> LedgerCreated:
    """Return the books' beginning."""
    return LedgerCreated(**_ALL, name="呈贡区总工会", chart=CHART, first_year=2023)


def officer(name: str, role: Role, union: str | None = None) -> OfficerAppointed:
    """Return an appointment, by default for every union."""
    return OfficerAppointed(**_ALL, officer=name, role=role, union=union)


def union(
    name: str = SCHOOL, tier: Tier = "grassroots", upper: str | None = CITY
) -> UnionRegistered:
    """Return a union's registration."""
    return UnionRegistered(**_ALL, union=name, name=f"{name}工会", tier=tier, upper=upper)


def bank(union: str = SCHOOL, bank: str = BANK, **more: Any) -> BankAccountOpened:
    """Return an account's opening; own money, 102, unless said otherwise."""
    return BankAccountOpened(**_ALL, union=union, bank=bank, bank_name="工商银行", **more)


def opened(
    union: str = SCHOOL, fen: int = 10_000_000, bank: str = BANK, on: date = DAY
) -> OpeningLoaded:
    """Return opening balances: money in the bank against 322."""
    legs = (
        Leg(union=union, account="102", fen=fen, bank=bank),
        Leg(union=union, account="32205", fen=-fen),
    )
    return _opening(union, legs if fen else (), on)


def held_for(project: str, fen: int, union: str = SCHOOL, bank: str = BANK) -> OpeningLoaded:
    """Return opening balances: custody money (代管经费) of a project in the bank."""
    legs = (
        Leg(union=union, account="102", fen=fen, bank=bank, custody=project),
        Leg(union=union, account="221", fen=-fen, custody=project),
    )
    return _opening(union, legs, DAY)


def _opening(union: str, legs: tuple[Leg, ...], on: date) -> OpeningLoaded:
    voucher = Voucher(union=union, type="期初", period=f"{on:%Y-%m}", no=1)
    return OpeningLoaded(
        command=1, by=ACCOUNTANT, occurred_on=on, union=union, booked_on=on, voucher=voucher,
        legs=legs, chart=CHART, summary="期初余额",
    )  # fmt: skip


def budgeted(line: str, fen: int, **more: Any) -> BudgetedLine:
    """Return a budget line of an expenditure account, or with `economic=None` of an income one."""
    shape = {"account": line[:5], "economic": "30399", **more}
    return BudgetedLine(line=line, amount_fen=fen, **shape)


def budget(*lines: BudgetedLine, union: str = SCHOOL, year: int = 2023) -> BudgetApproved:
    """Return an approved budget."""
    return BudgetApproved(
        **_ALL, union=union, year=year, lines=lines, approved_by=CITY, document="呈工财〔2023〕1号"
    )


def standard(
    subject: str, each_fen: int | None = None, year_fen: int | None = None, **more: Any
) -> StandardAdopted:
    """Return a standard with one limit, in force from 2018 on."""
    limit = Limit(subject=subject, each_fen=each_fen, year_fen=year_fen, **more)
    return StandardAdopted(
        **_ALL, standard=f"S-{subject.replace(':', '-')}", document="示例〔2018〕1号",
        title="示例标准", jurisdiction="示例", valid_from=date(2018, 1, 1), valid_to=None,
        limits=(limit,),
    )  # fmt: skip


def minutes(number: str, fen: int, union: str = SCHOOL) -> MinutesRecorded:
    """Return the minutes of a meeting that decided on so much."""
    return MinutesRecorded(
        **_ALL, union=union, minutes=number, meeting="工会委员会", resolution="同意",
        amount_fen=fen, attendees=5,
    )  # fmt: skip


def policy(name: PolicyName, value: str, union: str | None = None) -> PolicyAdopted:
    """Return a policy's adoption."""
    return PolicyAdopted(**_ALL, policy=name, value=value, document="会议决定", union=union)


def closed(period: str, union: str = SCHOOL) -> PeriodClosed:
    """Return a period's closing."""
    return PeriodClosed(**_ALL, union=union, period=period)


def member(person: str, union: str = SCHOOL, row: int = 1) -> MemberEnrolled:
    """Return a membership."""
    return MemberEnrolled(**_ALL, union=union, person=person, identity="proven", row=row, sealed={})


def founded() -> tuple[Event, ...]:
    """Return the ledger with both unions and an officer of each role."""
    officers = (officer(name, role) for name, role in ROLES.items())
    return (ledger(), *officers, union(CITY, "county_plus", None), union())


def in_business() -> tuple[Event, ...]:
    """Return the district on a working day: account, 100,000 yuan, and a budget for payouts."""
    lines = (budgeted("50105", 5_000_000), budgeted("50404", 2_000_000))
    return (*founded(), bank(), opened(), budget(*lines))


def merged(person: str, into: str) -> PersonMerged:
    """Return the finding that two ids are one person's."""
    return PersonMerged(**_ALL, person=person, into=into, evidence="户口本")
