"""拨付补助: pay unions below out of a budget line of 508, one or hundreds, under one voucher.

Why: the upper union posts its own side alone; the money is in transit until the lower one has
booked it. Where one office keeps both books (`received`), one command posts both sides.
Unit: fen; typed in yuan.
Rejects: in the guards' order, see `decide`; every refused row is told.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

import msgspec
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from commands._guards import first_of, may_post, may_use_bank, posting_scopes
from commands._listed import union_scopes
from commands._minutes import decided, threshold_scopes
from commands._outgoing import Vouchers, approved_by_chair, enough_cash
from commands._subsidies import Kind, fits_kind, line_pays, receipt
from commands._transfers import LowerRow, ToLower, rows_stand
from commands._verb import FINANCE, Decision, Id, Title, Verb, arg
from ledger.accounts import CHART
from ledger.entry import balanced
from ledger.events import Transfer
from ledger.events.subsidies import SubsidyPaid
from ledger.money import yuan
from ledger.postings import Place, subsidised
from ledger.rejections import Rejection, reject
from ledger.scopes.allotment import Allotment
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.cash import Cash
from ledger.scopes.officer import Officer
from ledger.scopes.subsidy import Subsidy
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World


class SubsidyRow(LowerRow):
    """One union below. `number`: the subsidy's; `lower_bank`: where it receives the money."""

    number: Id | None = None
    lower_bank: Id | None = None


class PaySubsidies(ToLower):
    """Subsidies for one purpose. `number`: the subsidy's, or with a list what theirs begin with."""

    ROW: ClassVar[type[LowerRow]] = SubsidyRow

    number: Id | None = arg(
        "补助编号", "number of the subsidy, or what a list's begin with", default=None
    )
    line: str = arg("预算项目", "the budget line, of 50801 or 50802")
    kind: Kind = arg("补助类别", "general, or special for a project")
    project: Id | None = arg("专项", "the project of special subsidies", default=None)
    bank: Id = arg("付款账户", "the account that pays")
    approved_by: Id = arg("批准人", "the chairperson who approved it")
    minutes: str | None = arg("会议纪要", "the minutes that decided on it", default=None)
    document: str = arg("文号", "number of the notice", default="")
    received: bool = arg("同时入账", "post the lower union's side too", default=False)
    lower_bank: Id | None = arg("下级收款账户", "the account there that receives it", default=None)
    booked_on: date | None = arg("记账日期", "the voucher's date", default=None)
    rows: tuple[SubsidyRow, ...] = arg("补助清单", "a list of unions below", default=())

    @property
    def booked(self) -> date:
        """Return the voucher's date."""
        return self.booked_on or self.on

    @model_validator(mode="after")
    def _numbered(self) -> Self:
        for row in self.rows or (self,):
            if self.number is None and row.number is None:
                raise PydanticCustomError("missing", "{field}: missing", {"field": "number"})
            if self.received and self.lower_bank is None and row.lower_bank is None:
                raise PydanticCustomError("missing", "{field}: missing", {"field": "lower_bank"})
        return self

    def payments(self) -> list[Payment]:
        """Return each row with its number."""
        if not self.rows:
            return [Payment(None, str(self.lower), self.amount or 0, str(self.number),
                            self.lower_bank)]  # fmt: skip
        return [
            Payment(
                row.row, row.lower, row.amount_fen, row.number or f"{self.number}-{n}",
                row.lower_bank or self.lower_bank,
            )
            for n, row in enumerate(self.rows, 1)
        ]  # fmt: skip

    def allotment(self, lower: str) -> Allotment:
        """Return what the payments to a union may come out of."""
        return Allotment(self.union, self.booked.year, lower, self.kind, self.project)


class Payment(msgspec.Struct, frozen=True):
    """One subsidy to be paid; `bank`: the lower union's."""

    row: int | None
    lower: str
    fen: int
    number: str
    bank: str | None


def scopes(command: PaySubsidies) -> Iterable[Scope[Any]]:
    """Name the payer's side, and for each union below its subsidy, allotment and books."""
    union, booked = command.union, command.booked
    yield from posting_scopes(union, booked)
    yield from (BudgetLine(union, booked.year, command.line), Officer(command.approved_by))
    yield from (BankAccount(union, command.bank), Cash(union, command.bank))
    yield from threshold_scopes(union, command.minutes)
    payments = command.payments()
    yield from union_scopes(paid.lower for paid in payments)
    for paid in payments:
        yield from (Subsidy(union, paid.number), command.allotment(paid.lower))
        if command.received:
            yield from posting_scopes(paid.lower, booked)
            yield BankAccount(paid.lower, str(paid.bank))


def decide(command: PaySubsidies, world: World) -> Decision:
    """Pay every subsidy or none."""
    union, booked, year = command.union, command.booked, command.booked.year
    objections = first_of(
        rows_stand(command, world),
        line_pays(world, union, year, command.line, command.kind, command.project),
        fits_kind(command.kind, command.project),
        _new(command, world),
        may_post(world, union, booked),
        may_use_bank(world, union, command.bank, command.on),
        _kept_here(command, world),
        approved_by_chair(world, union, command.by, command.approved_by),
        decided(world, union, command.minutes, command.total),
        _allotted(command, world),
        _budgeted(command, world),
        enough_cash(world, union, command.bank, command.total),
    )
    yield from objections
    if objections:
        return
    vouchers = Vouchers(world, booked)
    for payment in command.payments():
        moved = _transfer(command, payment, world)
        yield _paid(command, moved, vouchers, world)
        if command.received:
            own = msgspec.structs.replace(moved, side="received", allotted=False, minutes=None)
            yield receipt(
                command, world, own, bank=str(payment.bank), booked_on=booked,
                voucher=vouchers.next(payment.lower),
            )  # fmt: skip


def _transfer(command: PaySubsidies, payment: Payment, world: World) -> Transfer:
    return Transfer(
        number=payment.number, payer=command.union, lower=payment.lower, side="paid",
        kind=command.kind, amount_fen=payment.fen, project=command.project,
        allotted=world[command.allotment(payment.lower)].released > 0, minutes=command.minutes,
    )  # fmt: skip


def _paid(command: PaySubsidies, moved: Transfer, vouchers: Vouchers, world: World) -> SubsidyPaid:
    union = command.union
    line = world[BudgetLine(union, command.booked.year, command.line)]
    place = Place(union, command.bank, world[BankAccount(union, command.bank)])
    project = moved.project or line.project
    legs = subsidised(place, command.line, line, moved.lower, project, moved.amount_fen)
    return SubsidyPaid(
        command=world.command, by=command.by, occurred_on=command.on, union=union,
        booked_on=command.booked, voucher=vouchers.next(union), chart=CHART, transfer=moved,
        legs=balanced(legs, tier_of={union: world[Union(union)].tier}),
        approved_by=command.approved_by, document=command.document,
        summary=f"拨付{moved.lower}补助 {moved.number}",
    )  # fmt: skip


def _new(command: PaySubsidies, world: World) -> Iterator[Rejection]:
    """No number is used twice, before or in the list."""
    seen: set[str] = set()
    for paid in command.payments():
        if paid.number in seen or world[Subsidy(command.union, paid.number)].paid:
            yield reject("subsidy.exists", row=paid.row, number=paid.number, union=command.union)
        seen.add(paid.number)


def _kept_here(command: PaySubsidies, world: World) -> Iterator[Rejection]:
    """Where both sides are posted, the payer's office keeps the lower union's books, and may."""
    if not command.received:
        return
    for paid in command.payments():
        if world[Union(paid.lower)].kept_by != command.union:
            yield reject("books.not_kept_here", row=paid.row, lower=paid.lower, union=command.union)
            continue
        objections = first_of(
            may_post(world, paid.lower, command.booked),
            may_use_bank(world, paid.lower, str(paid.bank), command.on),
        )
        yield from (replace(objection, row=paid.row) for objection in objections)


def _allotted(command: PaySubsidies, world: World) -> Iterator[Rejection]:
    """Where an allotment was released, it reaches, and comes from this line; rows add up."""
    left: dict[str, int] = {}
    for paid in command.payments():
        state = world[command.allotment(paid.lower)]
        if state.released <= 0:
            continue
        free = left.get(paid.lower, state.free)
        left[paid.lower] = free - paid.fen
        if state.line != command.line:
            yield reject("allotment.other_line", row=paid.row, lower=paid.lower, line=state.line)
        elif paid.fen > free:
            yield reject(
                "allotment.short", row=paid.row, lower=paid.lower, free=yuan(free),
                asked=yuan(paid.fen), short_by=yuan(paid.fen - free),
            )  # fmt: skip


def _budgeted(command: PaySubsidies, world: World) -> Iterator[Rejection]:
    """What comes out of no allotment is free on the line; an allotment is committed already."""
    free = world[BudgetLine(command.union, command.booked.year, command.line)].free
    asked = sum(
        paid.fen
        for paid in command.payments()
        if world[command.allotment(paid.lower)].released <= 0
    )
    if asked > free:
        yield reject(
            "budget.short", line=command.line, free=yuan(free), asked=yuan(asked),
            short_by=yuan(asked - free),
        )  # fmt: skip


VERB = Verb(
    PaySubsidies,
    Title("拨付补助", "pay subsidies to unions below"),
    (*FINANCE, "cashier"),
    scopes,
    decide,
)
