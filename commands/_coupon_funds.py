"""The money of a coupon campaign: what moving it is asked with and judged by.

Why: what is prepaid lies with the platform (135) until it is settled or comes back; or, by the
union's policy, it is a cost when it is paid. Either way the budget was committed beforehand.
Unit: fen; typed in yuan.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from commands._coupons import OfCampaign
from commands._guards import next_voucher, posting_scopes
from commands._verb import Amount, Id, arg
from ledger.accounts import CHART
from ledger.entry import Legs, balanced
from ledger.events import CouponFlow
from ledger.money import yuan
from ledger.postings import Place
from ledger.rejections import Rejection, reject
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.campaign import Campaign
from ledger.scopes.cash import Cash
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commands._verb import Groups
    from ledger.scopes._scope import Scope
    from ledger.scopes.budget_line import State as LineState
    from ledger.scopes.campaign import State as CampaignState
    from ledger.world import World


class MovesFund(OfCampaign):
    """One sum of a campaign's money."""

    amount: Amount = arg("金额", "the amount, in yuan")
    booked_on: date | None = arg("记账日期", "the voucher's date", default=None)

    @property
    def booked(self) -> date:
        """Return the voucher's date."""
        return self.booked_on or self.on


class MovesThroughBank(MovesFund):
    """A sum that goes out of, or comes into, an account."""

    bank: Id = arg("银行账户", "the bank account")
    document: str = arg("凭据号", "number of the contract or receipt", default="")


def fund_scopes(command: MovesFund) -> Iterator[Scope[Any]]:
    """Name the campaign, the period, the voucher; where there is one, the account."""
    yield Campaign(command.campaign)
    yield from posting_scopes(command.union, command.booked)
    if isinstance(command, MovesThroughBank):
        yield from (BankAccount(command.union, command.bank), Cash(command.union, command.bank))


def line_scopes(command: MovesFund, world: World) -> Groups:
    """Name the campaign's budget line, in its own year and in the one that is booked in."""
    terms = world[Campaign(command.campaign)]
    yield [BudgetLine(command.union, y, terms.line) for y in (terms.year, command.booked.year)]


def line_of(command: MovesFund, world: World) -> LineState:
    """Return the line that is spent on: that of the year booked in."""
    line = world[Campaign(command.campaign)].line
    return world[BudgetLine(command.union, command.booked.year, line)]


def released(terms: CampaignState, fen: int) -> int:
    """Return how much of a cost was committed: it is paid from now on."""
    return min(max(terms.committed, 0), fen)


def budgeted(command: MovesFund, world: World) -> Iterator[Rejection]:
    """The line bears the cost: out of the commitment; in another year, out of what is free."""
    terms, line = world[Campaign(command.campaign)], line_of(command, world)
    year, fen = command.booked.year, command.amount
    if not line.exists:
        yield reject("budget.no_line", line=terms.line, union=command.union, year=year)
        return
    free = line.free + (released(terms, fen) if year == terms.year else 0)
    if fen > free:
        yield reject(
            "budget.short", line=terms.line, free=yuan(free), asked=yuan(fen),
            short_by=yuan(fen - free),
        )  # fmt: skip


def place_of(command: MovesThroughBank, world: World) -> Place:
    """Return the account."""
    account = world[BankAccount(command.union, command.bank)]
    return Place(command.union, command.bank, account)


def flowed(
    command: MovesFund, world: World, flow: Literal["prepaid", "settled", "refunded"],
    legs: Legs, summary: str, *, count: int = 0,
) -> dict[str, Any]:  # fmt: skip
    """Return the fields of the fact; what costs now is no longer committed."""
    union, terms = command.union, world[Campaign(command.campaign)]
    costs = flow == ("settled" if terms.cost == "at_settlement" else "prepaid")
    return {
        "command": world.command, "by": command.by, "occurred_on": command.on, "union": union,
        "booked_on": command.booked, "voucher": next_voucher(world, union, command.booked),
        "legs": balanced(legs, tier_of={union: world[Union(union)].tier}), "chart": CHART,
        "coupons": CouponFlow(
            campaign=command.campaign, flow=flow, cost=terms.cost, amount_fen=command.amount,
            line=terms.line, year=terms.year, count=count,
            released_fen=released(terms, command.amount) if costs else 0,
        ),
        "summary": f"{summary}（{command.campaign}）",
    }  # fmt: skip
