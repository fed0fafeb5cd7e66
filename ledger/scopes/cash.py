"""What lies in one bank account (or till) of a union: its own money, or custody money of a project.

Why: nothing is paid that is not there; money held for others (代管经费) is never mixed with own.
Unit: fen.
"""

from __future__ import annotations

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
        return cls.named(f"cash:{union}/{bank}/{'custody:' + custody if custody else 'own'}")

    @classmethod
    def of(cls, leg: Leg) -> Self:
        """Name the money that a leg moves."""
        assert leg.bank is not None
        return cls(leg.union, leg.bank, leg.custody)

    def evolve(self, state: State, event: events.Event) -> State:
        """Add the legs on this money."""
        if not isinstance(event, events.Posted):
            return state
        moved = sum(leg.fen for leg in event.legs if leg.bank is not None and Cash.of(leg) == self)
        return State(state.balance + moved)
