"""Money that goes out: approved by another hand, and there to be paid.

Unit: fen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from commands._guards import next_voucher
from commands._verb import CHAIR
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.cash import Cash
from ledger.scopes.officer import Officer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ledger.events import Voucher
    from ledger.scopes.payable import Payable
    from ledger.world import World


def approved_by_chair(world: World, union: str, by: str, approved_by: str) -> Iterator[Rejection]:
    """A chairperson who is not the one that pays has approved."""
    if approved_by == by:
        yield reject("officer.same_hands", officer=by, did="approved")
    elif not world[Officer(approved_by)].may(CHAIR, union):
        yield reject("officer.not_allowed", officer=approved_by, needs=", ".join(CHAIR))


def enough_cash(world: World, union: str, bank: str, fen: int) -> Iterator[Rejection]:
    """The union's own money in the account reaches."""
    balance = world[Cash(union, bank)].balance
    if balance < fen:
        yield reject(
            "cash.short", bank=bank, balance=yuan(balance), asked=yuan(fen),
            short_by=yuan(fen - balance),
        )  # fmt: skip


def enough_owed(
    world: World, debt: Payable, fen: int, *, creditor: str, before: int = 0,
    row: int | None = None,
) -> Iterator[Rejection]:  # fmt: skip
    """So much is owed. `before`: what earlier rows of the same command take of it."""
    owed = world[debt].owed - before
    if owed < fen:
        yield reject(
            "payable.short", row=row, creditor=creditor, owed=yuan(owed), asked=yuan(fen),
            short_by=yuan(fen - owed),
        )  # fmt: skip


class Vouchers:
    """One voucher a union and command; each further fact is its next entry."""

    def __init__(self, world: World, booked_on: date) -> None:
        self._world, self._booked_on = world, booked_on
        self._last: dict[str, Voucher] = {}

    def next(self, union: str) -> Voucher:
        """Return the place of the next fact in a union's books."""
        last = self._last.get(union)
        voucher = (
            next_voucher(self._world, union, self._booked_on)
            if last is None
            else msgspec.structs.replace(last, entry=last.entry + 1)
        )
        self._last[union] = voucher
        return voucher
