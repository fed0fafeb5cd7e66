"""退汇: the bank sent a payment back; the person may be paid again.

Why: in the same fiscal year the money goes back to the budget line; in a later one it is an
adjustment of the opening surplus (32201; restricted money 32101). Money held for others goes back
to 221 in any year.
Source: 工会会计制度, acct 221, 321, 322.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from commands._facts import Original, can_be_undone, fact_scopes, original
from commands._guards import first_of, may_post, may_use_bank, next_voucher, posting_scopes
from commands._verb import Command, Decision, Id, Position, Title, Verb, arg
from ledger.accounts import CHART
from ledger.entry import balanced, negated
from ledger.events.mutual_aid import BenefitPaid
from ledger.events.rosters import CondolencePaid, PaymentReturned
from ledger.postings import returned_later
from ledger.rejections import Rejection, reject
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.world import World

PAYMENTS: Final = (CondolencePaid, BenefitPaid)


class ReturnPayment(Command):
    """Payment at position `payment` came back on `on` (the bank's date)."""

    union: Id = arg("工会", "the union")
    payment: Position = arg("原付款位置", "the position of the payment")
    reason: str = arg("退回原因", "the bank's reason", min_length=1)
    booked_on: date | None = arg("记账日期", "the voucher's date", default=None)

    @property
    def booked(self) -> date:
        """Return the voucher's date."""
        return self.booked_on or self.on


@dataclass(frozen=True, slots=True)
class Ask:
    """The message and the payment."""

    command: ReturnPayment
    paid: Original


def prepare(command: ReturnPayment, edge: Edge) -> Ask:
    """Read the payment."""
    return Ask(command, original(command.payment, edge))


def scopes(ask: Ask) -> Iterable[Scope[Any]]:
    """Name the payment, all that it touched, the period and the voucher."""
    yield from fact_scopes(ask.paid)
    yield from posting_scopes(ask.command.union, ask.command.booked)


def decide(ask: Ask, world: World) -> Decision:
    """Take a returned payment back."""
    command, paid = ask.command, ask.paid.fact
    objections = first_of(
        can_be_undone(ask.paid, command.union, world),
        _is_payment(ask),
        may_post(world, command.union, command.booked),
        _account_open(ask, world),
    )
    yield from objections
    if objections or paid is None or paid.payout is None:
        return
    custody, same_year = paid.custody, command.booked.year == paid.booked_on.year
    legs = negated(paid.legs) if same_year or custody else returned_later(paid.legs)
    yield PaymentReturned(
        command=world.command, by=command.by, occurred_on=command.on, union=command.union,
        booked_on=command.booked, voucher=next_voucher(world, command.union, command.booked),
        legs=balanced(legs, tier_of={command.union: world[Union(command.union)].tier}),
        chart=CHART, payout=paid.payout.reversed(),
        custody=None if custody is None else custody.reversed(),
        payment=command.payment, reason=command.reason,
    )  # fmt: skip


def _account_open(ask: Ask, world: World) -> Iterator[Rejection]:
    """The account that the money went out from is there to take it."""
    for leg in () if ask.paid.fact is None else ask.paid.fact.legs:
        if leg.bank is not None:
            custody = leg.custody is not None
            yield from may_use_bank(world, leg.union, leg.bank, ask.command.booked, custody=custody)


def _is_payment(ask: Ask) -> Iterator[Rejection]:
    if not isinstance(ask.paid.fact, PAYMENTS):
        yield reject("fact.not_a_payment", position=ask.command.payment)
    elif ask.command.on < ask.paid.fact.occurred_on:
        yield reject("date.before_payment", on=ask.command.on.isoformat())


VERB = Verb(
    ReturnPayment,
    Title("登记退汇", "record a payment that the bank returned"),
    ("cashier", "accountant"),
    scopes,
    decide,
    prepare=prepare,
)
