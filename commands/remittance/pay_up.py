"""上缴经费: pay the upper union what was collected for the levels above (211).

Unit: fen; typed in yuan.
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from commands._guards import first_of, may_post, may_use_bank, next_voucher, posting_scopes
from commands._income import positive
from commands._outgoing import enough_cash, enough_owed
from commands._verb import FINANCE, Amount, Command, Decision, Id, Title, Verb, arg
from ledger.accounts import CHART
from ledger.entry import balanced
from ledger.events.income import RemittancePaidUp
from ledger.postings import Place, paid_up
from ledger.rejections import Rejection, reject
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.cash import Cash
from ledger.scopes.payable import TO_UPPER, Payable
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World


class PayUp(Command):
    """A union pays up. `upper`: the upper union, if left out."""

    union: Id = arg("工会", "the union")
    bank: Id = arg("付款账户", "the account that pays")
    amount: Amount = arg("金额", "the amount, in yuan")
    months: str = arg("所属期", "the months that it is for", default="")
    upper: Id | None = arg("上级工会", "who is paid; the upper union if left out", default=None)
    booked_on: date | None = arg("记账日期", "the voucher's date", default=None)

    @property
    def booked(self) -> date:
        """Return the voucher's date."""
        return self.booked_on or self.on


def scopes(command: PayUp) -> Iterable[Scope[Any]]:
    """Name the period, the voucher, the account with its money, and what is owed."""
    union = command.union
    yield from posting_scopes(union, command.booked)
    yield from (BankAccount(union, command.bank), Cash(union, command.bank))
    yield Payable(union, TO_UPPER)


def decide(command: PayUp, world: World) -> Decision:
    """Pay up no more than is owed."""
    union = command.union
    upper = command.upper or world[Union(union)].upper
    objections = first_of(
        _somebody(command, upper),
        positive(command.amount),
        may_post(world, union, command.booked),
        may_use_bank(world, union, command.bank, command.on),
        enough_owed(world, Payable(union, TO_UPPER), command.amount, creditor=upper or ""),
        enough_cash(world, union, command.bank, command.amount),
    )
    yield from objections
    if objections or upper is None:
        return
    place = Place(union, command.bank, world[BankAccount(union, command.bank)])
    yield RemittancePaidUp(
        command=world.command, by=command.by, occurred_on=command.on, union=union,
        booked_on=command.booked, voucher=next_voucher(world, union, command.booked),
        legs=balanced(
            paid_up(place, upper, command.amount), tier_of={union: world[Union(union)].tier}
        ),
        chart=CHART, upper=upper, months=command.months,
        summary=f"上缴{command.months}拨缴经费",
    )  # fmt: skip


def _somebody(command: PayUp, upper: str | None) -> Iterator[Rejection]:
    if upper is None:
        yield reject("union.no_upper", union=command.union)


VERB = Verb(
    PayUp, Title("上缴经费", "pay the upper union its share"), (*FINANCE, "cashier"), scopes, decide
)
