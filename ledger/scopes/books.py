"""The ledger as a whole: whether it exists, which chart it keeps."""

from __future__ import annotations

from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """`chart`: the version of the charts of accounts, e.g. "2021/1"."""

    exists: bool = False
    chart: str = ""
    administrator: str = ""


class Books(Scope[State], kind="ledger", fold=1, initial=State()):
    """`ledger:` — there is one in each log."""

    __slots__ = ()

    def __new__(cls) -> Self:
        """Name the ledger."""
        return cls.named("ledger:")

    def evolve(self, state: State, event: events.Event) -> State:
        """Begin."""
        if isinstance(event, events.ledgers.LedgerCreated):
            return State(True, event.chart, event.by)
        return state
