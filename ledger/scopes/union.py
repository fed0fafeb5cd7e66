"""A union as a reporting entity: its tier, its upper union, whether its books are open."""

from __future__ import annotations

from datetime import date
from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """`opened_on`: the cut-over date of its opening balances; before it nothing can be posted."""

    exists: bool = False
    tier: str = ""
    upper: str | None = None
    kept_by: str | None = None
    dissolved_on: date | None = None
    opened_on: date | None = None


class Union(Scope[State], kind="union", fold=1, initial=State()):
    """`union:U0007`."""

    __slots__ = ()

    def __new__(cls, union: str) -> Self:
        """Name a union."""
        return str.__new__(cls, f"union:{union}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Register, open the books, dissolve."""
        match event:
            case events.unions.UnionRegistered():
                return State(True, event.tier, event.upper, event.books_kept_by)
            case events.unions.UnionDissolved():
                return msgspec.structs.replace(state, dissolved_on=event.occurred_on)
            case events.opening.OpeningLoaded():
                return msgspec.structs.replace(state, opened_on=event.occurred_on)
            case _:
                return state
