"""A policy that a union, or the whole ledger, has adopted."""

from __future__ import annotations

from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """`value`: as adopted last; `version`: how often it has been adopted."""

    value: str | None = None
    version: int = 0


class Policy(Scope[State], kind="policy", fold=1, initial=State()):
    """`policy:<union or *>/<name>`."""

    __slots__ = ()

    def __new__(cls, union: str | None, policy: str) -> Self:
        """Name a policy of a union, or of every union without one of its own."""
        return str.__new__(cls, f"policy:{union or '*'}/{policy}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Adopt."""
        if isinstance(event, events.policies.PolicyAdopted):
            return State(event.value, state.version + 1)
        return state
