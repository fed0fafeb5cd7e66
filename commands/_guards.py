"""Guards that many verbs share, in the order in which they stand.

Each yields rejections; a verb stops at the first group that yields any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.calendar import period_of
from ledger.events import Voucher
from ledger.rejections import Rejection, reject
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.period import Period
from ledger.scopes.union import Union
from ledger.scopes.voucher_number import VoucherNumber

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ledger.scopes._scope import Scope
    from ledger.world import World

VOUCHER_TYPE = "记"


def posting_scopes(union: str, booked_on: date) -> tuple[Scope[Any], ...]:
    """Name what any posting in a union's books on a day is judged by."""
    period = period_of(booked_on)
    return Union(union), Period(union, period), VoucherNumber(union, VOUCHER_TYPE, period)


def may_post(world: World, union: str, booked_on: date) -> Iterator[Rejection]:
    """The union's books are open, and so is the period."""
    opened_on = world[Union(union)].opened_on
    if opened_on is None:
        yield reject("books.not_opened", union=union)
    elif booked_on < opened_on:
        yield reject(
            "date.before_opening",
            union=union,
            booked_on=booked_on.isoformat(),
            opened_on=opened_on.isoformat(),
        )
    elif world[Period.of(union, booked_on)].is_closed:
        yield reject("period.closed", union=union, period=period_of(booked_on))


def may_use_bank(
    world: World, union: str, bank: str, on: date, *, custody: bool = False
) -> Iterator[Rejection]:
    """The bank account is open and meant for this money."""
    account = world[BankAccount(union, bank)]
    if not account.exists:
        yield reject("bank_account.unknown", union=union, bank=bank)
    elif account.closed_on is not None and account.closed_on < on:
        yield reject("bank_account.closed", bank=bank, closed_on=account.closed_on.isoformat())
    elif not account.holds(custody):
        yield reject("bank_account.wrong_purpose", bank=bank, purpose=account.purpose)


def next_voucher(world: World, union: str, booked_on: date) -> Voucher:
    """Take the next number; gapless, for it is taken under the lock."""
    period = period_of(booked_on)
    last = world[VoucherNumber(union, VOUCHER_TYPE, period)].last
    return Voucher(union=union, type=VOUCHER_TYPE, period=period, no=last + 1)


def first_of(*guards: Iterable[Rejection]) -> list[Rejection]:
    """Return what the first guard that objects has to say; guards stand in a fixed order."""
    for guard in guards:
        if objections := list(guard):
            return objections
    return []
