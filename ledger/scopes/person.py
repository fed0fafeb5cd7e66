"""A person: where they are a member, and under which other ids they are known.

Why: a decision looks at the claims of all aliases, else one empty cell would bypass the guard.
"""

from __future__ import annotations

from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope

ALIASES_MAX = 12
UNIONS_MAX = 6


class State(msgspec.Struct, frozen=True, array_like=True):
    """`aliases`: ids merged into this one, or, on a merged one, the one that it was merged into.

    Aliases and unions are bounded: a further merge or enrolment is refused.
    """

    memberships: int = 0
    registered: bool = False
    into: str | None = None
    aliases: tuple[str, ...] = ()
    unions: tuple[str, ...] = ()


class Person(Scope[State], kind="person", fold=1, initial=State()):
    """`person:P…`."""

    __slots__ = ()

    def __new__(cls, person: str) -> Self:
        """Name a person."""
        return str.__new__(cls, f"person:{person}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Enrol or merge."""
        match event:
            case events.members.MemberEnrolled():
                return State(
                    state.memberships + 1,
                    state.registered or event.registered,
                    state.into,
                    state.aliases,
                    (*state.unions, event.union),
                )
            case events.members.PersonMerged() if Person(event.person) == self:
                return msgspec.structs.replace(state, into=event.into)
            case events.members.PersonMerged():
                return msgspec.structs.replace(state, aliases=(*state.aliases, event.person))
            case _:
                return state
