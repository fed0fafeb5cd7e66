"""Custody money of a mutual-aid term: what moving it is asked with and judged by.

Why: 互助金 and 补助金 are not the union's own; they go through 221 (代管经费), in an account that
may hold custody money, project by project, and never through income or expenditure.
Unit: fen; typed in yuan.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from commands._guards import first_of, may_post, may_use_bank, next_voucher, posting_scopes
from commands._income import positive
from commands._verb import Amount, Command, Id, arg
from ledger.accounts import CHART
from ledger.entry import balanced
from ledger.events import CustodyFlow
from ledger.money import yuan
from ledger.postings import Place, held
from ledger.rejections import Rejection, reject
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.cash import Cash
from ledger.scopes.custody import Custody
from ledger.scopes.scheme import Scheme, project_of
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World

Flow = Literal["premium_collected", "premium_remitted", "benefit_received", "benefit_paid"]


class InTerm(Command):
    """A message about one term of a scheme, asked by one union."""

    union: Id = arg("工会", "the union")
    scheme: Id = arg("互助方案编号", "the scheme")
    term: int = arg("期次", "number of the term", ge=1)

    @property
    def project(self) -> str:
        """Return the custody project of the term."""
        return project_of(self.scheme, self.term)


class Booked(InTerm):
    """Money moved on `on`, and is booked on that day or on `booked_on`."""

    bank: Id = arg("代管账户", "the account, one that may hold custody money")
    booked_on: date | None = arg("记账日期", "the voucher's date", default=None)

    @property
    def booked(self) -> date:
        """Return the voucher's date."""
        return self.booked_on or self.on


class MovesCustody(Booked):
    """One sum of custody money moves."""

    amount: Amount = arg("金额", "the amount, in yuan")
    document: str = arg("凭据号", "number of the receipt or letter", default="")


def custody_scopes(command: Booked) -> Iterator[Scope[Any]]:
    """Name the term, the period, the voucher, and the account with the project's money."""
    union, bank, project = command.union, command.bank, command.project
    yield Scheme(command.scheme, command.term)
    yield from posting_scopes(union, command.booked)
    yield from (BankAccount(union, bank), Cash(union, bank, project), Custody(union, bank, project))


def in_term(command: InTerm, world: World) -> Iterator[Rejection]:
    """The term has been adopted."""
    if not world[Scheme(command.scheme, command.term)].version:
        yield reject("scheme.unknown", scheme=command.scheme, term=command.term)


def may_move(command: MovesCustody, world: World) -> list[Rejection]:
    """The term is adopted, there is an amount, the books are open, the account holds custody."""
    return first_of(
        in_term(command, world),
        positive(command.amount),
        may_post(world, command.union, command.booked),
        custody_bank(command, world),
    )


def custody_bank(command: Booked, world: World) -> Iterator[Rejection]:
    """The account is open and may hold custody money."""
    return may_use_bank(world, command.union, command.bank, command.on, custody=True)


def enough_held(
    command: Booked, world: World, fen: int, *, reserved: Literal["premiums", "benefits"]
) -> Iterator[Rejection]:
    """The project's money in the account reaches, without what is there for another purpose."""
    union, bank, project = command.union, command.bank, command.project
    balance = world[Cash(union, bank, project)].balance
    kept = max(0, getattr(world[Custody(union, bank, project)], reserved))
    if balance < fen:
        yield reject(
            "cash.short", bank=bank, balance=yuan(balance), asked=yuan(fen),
            short_by=yuan(fen - balance),
        )  # fmt: skip
    elif balance - kept < fen:
        yield reject(
            f"custody.reserved_for_{reserved}", bank=bank, project=project, balance=yuan(balance),
            reserved=yuan(kept), asked=yuan(fen), short_by=yuan(fen - balance + kept),
        )  # fmt: skip


def moved(
    command: MovesCustody, world: World, flow: Flow, summary: str, *, persons: int = 0
) -> dict[str, Any]:
    """Return the fields of the fact that the money has moved."""
    incoming = flow in ("premium_collected", "benefit_received")
    union, fen = command.union, command.amount
    legs = held(place_of(command, world), command.project, fen if incoming else -fen)
    return {
        "command": world.command, "by": command.by, "occurred_on": command.on, "union": union,
        "booked_on": command.booked, "voucher": next_voucher(world, union, command.booked),
        "legs": balanced(legs, tier_of={union: world[Union(union)].tier}), "chart": CHART,
        "custody": CustodyFlow(
            project=command.project, bank=command.bank, flow=flow, amount_fen=fen, persons=persons
        ),
        "summary": f"{summary}（第{command.term}期）",
    }  # fmt: skip


def place_of(command: Booked, world: World) -> Place:
    """Return where the money lies."""
    account = world[BankAccount(command.union, command.bank)]
    return Place(command.union, command.bank, account)
