"""转拨下级: pay unions below what was collected for them (21202), one or many under one voucher.

Unit: fen; typed in yuan.
Rejects: in the guards' order, see `decide`; every refused row is told.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from commands._guards import first_of, may_post, may_use_bank, posting_scopes
from commands._listed import Text, union_scopes
from commands._outgoing import Vouchers, enough_cash, enough_owed
from commands._transfers import LowerRow, ToLower, rows_stand
from commands._verb import FINANCE, Decision, Id, Title, Verb, arg
from ledger.accounts import CHART
from ledger.entry import balanced
from ledger.events.income import RemittancePassedDown
from ledger.postings import Place, passed_down
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.cash import Cash
from ledger.scopes.payable import TO_LOWER, Payable
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.rejections import Rejection
    from ledger.scopes._scope import Scope
    from ledger.world import World


class PassDown(ToLower):
    """Shares of remittances are passed down."""

    bank: Id = arg("付款账户", "the account that pays")
    notice: Text = arg("通知号", "number of the notice (转拨通知)")
    booked_on: date | None = arg("记账日期", "the voucher's date", default=None)

    @property
    def booked(self) -> date:
        """Return the voucher's date."""
        return self.booked_on or self.on

    def owed(self, row: LowerRow) -> Payable:
        """Return what is owed to a row's union."""
        return Payable(self.union, TO_LOWER, row.lower)


def scopes(command: PassDown) -> Iterable[Scope[Any]]:
    """Name the payer's side, the unions below and what is owed to them."""
    yield from posting_scopes(command.union, command.booked)
    yield from (BankAccount(command.union, command.bank), Cash(command.union, command.bank))
    rows = command.listed()
    yield from union_scopes(row.lower for row in rows)
    yield from map(command.owed, rows)


def decide(command: PassDown, world: World) -> Decision:
    """Pass every share down or none."""
    union = command.union
    objections = first_of(
        rows_stand(command, world),
        may_post(world, union, command.booked),
        may_use_bank(world, union, command.bank, command.on),
        _owed(command, world),
        enough_cash(world, union, command.bank, command.total),
    )
    yield from objections
    if objections:
        return
    vouchers = Vouchers(world, command.booked)
    place = Place(union, command.bank, world[BankAccount(union, command.bank)])
    tier = {union: world[Union(union)].tier}
    for row in command.listed():
        yield RemittancePassedDown(
            command=world.command, by=command.by, occurred_on=command.on, union=union,
            booked_on=command.booked, voucher=vouchers.next(union), chart=CHART,
            legs=balanced(passed_down(place, row.lower, row.amount_fen), tier_of=tier),
            lower=row.lower, notice=command.notice, summary=f"转拨{row.lower}拨缴经费",
        )  # fmt: skip


def _owed(command: PassDown, world: World) -> Iterator[Rejection]:
    """Each union below is owed so much; rows add up."""
    asked: dict[Payable, int] = {}
    for row in command.listed():
        scope = command.owed(row)
        before = asked.get(scope, 0)
        asked[scope] = before + row.amount_fen
        yield from enough_owed(
            world, scope, row.amount_fen, creditor=row.lower, before=before, row=row.row
        )


VERB = Verb(
    PassDown,
    Title("转拨下级经费", "pass remittances down to unions below"),
    (*FINANCE, "cashier"),
    scopes,
    decide,
)
