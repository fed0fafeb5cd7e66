"""What lies in one bank account (or till) of a union: its own money, or custody money of a project.

Why: nothing is paid that is not there; money held for others (代管经费) is never mixed with own.
Unit: fen.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope

if TYPE_CHECKING:
    from ledger.entry import Leg


class State(msgspec.Struct, frozen=True, array_like=True):
    """The balance; below zero only where 补录 recorded what had happened anyway."""

    balance: int = 0


class Cash(Scope[State], kind="cash", fold=1, initial=State()):
    """`cash:U0007/B1/own` or `cash:U0007/B1/custody:<project>`."""

    __slots__ = ()

    def __new__(cls, union: str, bank: str, custody: str | None = None) -> Self:
        """Name the money of one purpose in one account."""
        return str.__new__(cls, f"cash:{union}/{bank}/{'custody:' + custody if custody else 'own'}")

    @staticmethod
    def of(leg: Leg) -> Cash:
        """Name the money that a leg moves."""
        assert leg.bank is not None
        return _cash(leg.union, leg.bank, leg.custody)

    def evolve(self, state: State, event: events.Event) -> State:
        """Add the legs on this money."""
        if not isinstance(event, events.Posted):
            return state
        balance = state.balance
        for leg in event.legs:
            if leg.bank is not None and _cash(leg.union, leg.bank, leg.custody) == self:
                balance += leg.fen
        return State(balance)


@lru_cache(1024)
def _cash(union: str, bank: str, custody: str | None) -> Cash:
    return Cash(union, bank, custody)
