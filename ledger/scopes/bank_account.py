"""Whether a bank account or till of a union is open, and for which money."""

from __future__ import annotations

from datetime import date
from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """`account`: 101 or 102; `purpose`: own, custody or both."""

    exists: bool = False
    account: str = "102"
    purpose: str = "own"
    closed_on: date | None = None

    def holds(self, custody: bool) -> bool:
        """Tell whether own money, or custody money, may lie here."""
        return self.purpose == "both" or (self.purpose == "custody") == custody


class BankAccount(Scope[State], kind="bank", fold=1, initial=State()):
    """`bank:U0007/B1`."""

    __slots__ = ()

    def __new__(cls, union: str, bank: str) -> Self:
        """Name a bank account of a union."""
        return str.__new__(cls, f"bank:{union}/{bank}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Open or close."""
        match event:
            case events.banks.BankAccountOpened():
                return State(True, event.account, event.purpose)
            case events.banks.BankAccountClosed():
                return msgspec.structs.replace(state, closed_on=event.occurred_on)
            case _:
                return state
