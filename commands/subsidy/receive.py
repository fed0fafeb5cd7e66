"""补助入账: a lower union books the subsidy that its upper union paid, on its own day.

Why: both books tell of the same money: what is received is what was paid, once.
Unit: fen; typed in yuan.
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from commands._guards import first_of, may_post, may_use_bank, next_voucher, posting_scopes
from commands._income import not_custody
from commands._subsidies import Kind, receipt
from commands._verb import FINANCE, Amount, Command, Decision, Groups, Id, Title, Verb, arg
from ledger.events import Transfer
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.subsidy import State, Subsidy
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World


class ReceiveSubsidy(Command):
    """A subsidy has arrived. `payer`: the upper union, if left out."""

    union: Id = arg("工会", "the union")
    number: str = arg("补助编号", "number of the subsidy, as the payer gave it", min_length=1)
    bank: Id = arg("收款账户", "the account that received it")
    amount: Amount = arg("金额", "the amount, in yuan")
    kind: Kind = arg("补助类别", "general, or special for a project")
    project: Id | None = arg("专项", "the project of a special subsidy", default=None)
    payer: Id | None = arg("付款工会", "who paid; the upper union if left out", default=None)
    booked_on: date | None = arg("记账日期", "the voucher's date", default=None)

    @property
    def booked(self) -> date:
        """Return the voucher's date."""
        return self.booked_on or self.on


def scopes(command: ReceiveSubsidy) -> Iterable[Scope[Any]]:
    """Name the period, the voucher and the account."""
    yield from posting_scopes(command.union, command.booked)
    yield BankAccount(command.union, command.bank)


def more_scopes(command: ReceiveSubsidy, world: World) -> Groups:
    """Name the subsidy, once the upper union is known."""
    return (_subsidy(command, world),)


def decide(command: ReceiveSubsidy, world: World) -> Decision:
    """Book a subsidy that was paid."""
    union, scope = command.union, _subsidy(command, world)
    state = world[scope]
    objections = first_of(
        _paid_to(command, state, _payer(command, world)),
        _same(command, state),
        _not_before(command, state),
        may_post(world, union, command.booked),
        not_custody(world, union, command.bank),
        may_use_bank(world, union, command.bank, command.on),
    )
    yield from objections
    if objections:
        return
    moved = Transfer(
        number=command.number, payer=_payer(command, world), lower=union, side="received",
        kind=command.kind, amount_fen=command.amount, project=command.project,
    )  # fmt: skip
    yield receipt(
        command, world, moved, bank=command.bank, booked_on=command.booked,
        voucher=next_voucher(world, union, command.booked),
    )  # fmt: skip


def _payer(command: ReceiveSubsidy, world: World) -> str:
    return command.payer or world[Union(command.union)].upper or ""


def _subsidy(command: ReceiveSubsidy, world: World) -> Subsidy:
    return Subsidy(_payer(command, world), command.number)


def _paid_to(command: ReceiveSubsidy, state: State, payer: str) -> Iterator[Rejection]:
    """It was paid, to this union, and has not been received."""
    if not state.paid or state.lower != command.union:
        yield reject(
            "subsidy.unknown", number=command.number, payer=payer or "-", union=command.union
        )
    elif state.received:
        yield reject("subsidy.received_already", number=command.number, union=command.union)


def _same(command: ReceiveSubsidy, state: State) -> Iterator[Rejection]:
    """Amount, kind and project are those that were paid."""
    pairs = {
        "amount": (yuan(command.amount), yuan(state.paid)),
        "kind": (command.kind, state.kind),
        "project": (command.project or "-", state.project or "-"),
    }
    for name, (said, paid) in pairs.items():
        if said != paid:
            yield reject("subsidy.differs", number=command.number, what=name, said=said, paid=paid)


def _not_before(command: ReceiveSubsidy, state: State) -> Iterator[Rejection]:
    """It arrives, and is booked, no earlier than it was paid and booked above."""
    assert state.paid_on is not None, "it was paid"
    assert state.booked_on is not None, "it was paid"
    if command.on < state.paid_on or command.booked < state.booked_on:
        yield reject(
            "subsidy.before_payment", number=command.number, paid_on=state.paid_on.isoformat(),
            booked_on=state.booked_on.isoformat(),
        )  # fmt: skip


VERB = Verb(
    ReceiveSubsidy,
    Title("补助入账", "book a subsidy that the upper union paid"),
    FINANCE,
    scopes,
    decide,
    more_scopes,
)
