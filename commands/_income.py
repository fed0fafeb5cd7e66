"""Money that comes in: what every kind of income is asked with and judged by.

Why: which income a union may have is printed in the chart of its tier, and money that is held for
others (代管经费) is never income.
Unit: fen; typed in yuan.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import StringConstraints

from commands._guards import first_of, may_post, may_use_bank, next_voucher, posting_scopes
from commands._verb import Amount, Command, Id, arg
from ledger.accounts import CHART, chart
from ledger.entry import balanced
from ledger.money import yuan
from ledger.postings import Place, received
from ledger.rejections import Rejection, reject
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.entry import Legs
    from ledger.scopes._scope import Scope
    from ledger.world import World

Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class Receive(Command):
    """Money arrived on `on`, and is booked on that day or on `booked_on`."""

    union: Id = arg("工会", "the union")
    bank: Id = arg("收款账户", "the account that received it")
    amount: Amount = arg("金额", "the amount, in yuan")
    payer: str = arg("付款单位", "the body that paid; never a person's name", default="")
    document: str = arg("凭据号", "number of the receipt or letter", default="")
    booked_on: date | None = arg("记账日期", "the voucher's date", default=None)

    @property
    def booked(self) -> date:
        """Return the voucher's date."""
        return self.booked_on or self.on


def income_scopes(command: Receive) -> Iterator[Scope[Any]]:
    """Name the period, the voucher and the account."""
    yield from posting_scopes(command.union, command.booked)
    yield BankAccount(command.union, command.bank)


def may_receive(command: Receive, world: World, income: str) -> list[Rejection]:
    """The union's tier has this income, the books are open, the account takes own money."""
    return first_of(
        of_its_tier(world, command.union, income),
        positive(command.amount),
        may_post(world, command.union, command.booked),
        not_custody(world, command.union, command.bank),
        may_use_bank(world, command.union, command.bank, command.on),
    )


def of_its_tier(world: World, union: str, income: str) -> Iterator[Rejection]:
    """The chart of the union's tier prints the account; income is not borrowed from the other."""
    account, tier = chart().account(income), world[Union(union)].tier
    assert account is not None, income
    if tier not in account.tiers:
        yield reject("income.wrong_tier", union=union, account=income, tier=tier)


def positive(fen: int, row: int | None = None) -> Iterator[Rejection]:
    """There is an amount."""
    if fen <= 0:
        yield reject("amount.not_positive", row=row, amount=yuan(fen))


def not_custody(world: World, union: str, bank: str) -> Iterator[Rejection]:
    """The account is not one of custody money alone."""
    if world[BankAccount(union, bank)].purpose == "custody":
        yield reject("custody.not_income", bank=bank, union=union)


def income_legs(
    command: Receive, world: World, income: str, project: str | None = None,
    functional: str | None = None,
) -> Legs:  # fmt: skip
    """Return the legs of one kind of income."""
    place = place_of(command, world)
    return received(place, income, command.amount, project=project, functional=functional)


def place_of(command: Receive, world: World) -> Place:
    """Return where the money came in."""
    account = world[BankAccount(command.union, command.bank)]
    return Place(command.union, command.bank, account)


def in_books(command: Receive, world: World, legs: Legs, summary: str) -> dict[str, Any]:
    """Return the fields that every income fact has."""
    return {
        "command": world.command, "by": command.by, "occurred_on": command.on,
        "union": command.union, "booked_on": command.booked, "chart": CHART,
        "voucher": next_voucher(world, command.union, command.booked),
        "legs": balanced(legs, tier_of={command.union: world[Union(command.union)].tier}),
        "payer": command.payer, "document": command.document, "summary": summary,
    }  # fmt: skip
