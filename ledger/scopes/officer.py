"""What an officer may do, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope

if TYPE_CHECKING:
    from collections.abc import Collection


class State(msgspec.Struct, frozen=True, array_like=True):
    """`roles`: "role" for every union, "role@union" for one; bounded by the roles times a few."""

    roles: tuple[str, ...] = ()

    def may(self, wanted: Collection[str], union: str | None) -> bool:
        """Tell whether one of the wanted roles is held, in this union or in all."""
        return any(
            r in self.roles or (union is not None and f"{r}@{union}" in self.roles) for r in wanted
        )


class Officer(Scope[State], kind="officer", fold=1, initial=State()):
    """`officer:<id>`."""

    __slots__ = ()

    def __new__(cls, officer: str) -> Self:
        """Name an officer."""
        return str.__new__(cls, f"officer:{officer}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Add or remove a role."""
        match event:
            case events.officers.OfficerAppointed():
                role = _held(event.role, event.union)
                return State(tuple(sorted({*state.roles, role})))
            case events.officers.OfficerDismissed():
                role = _held(event.role, event.union)
                return State(tuple(r for r in state.roles if r != role))
            case _:
                return state


def _held(role: str, union: str | None) -> str:
    return role if union is None else f"{role}@{union}"
