"""The split rules of a collection mode, by date."""

from __future__ import annotations

from datetime import date
from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope

KEPT = 6


class Version(msgspec.Struct, frozen=True, array_like=True):
    """One dated rule: (level, parts of a million) of each level."""

    valid_from: date
    valid_to: date | None
    shares: tuple[tuple[str, int], ...]
    no: int


class State(msgspec.Struct, frozen=True, array_like=True):
    """The latest few versions, newest last."""

    versions: tuple[Version, ...] = ()
    adopted: int = 0

    def on(self, day: date) -> Version | None:
        """Return the rule adopted last among those in force on a day."""
        for version in reversed(self.versions):
            if version.valid_from <= day and (version.valid_to is None or day <= version.valid_to):
                return version
        return None


class SplitRule(Scope[State], kind="split", fold=1, initial=State()):
    """`split:<collection mode>`."""

    __slots__ = ()

    def __new__(cls, collection_mode: str) -> Self:
        """Name the rules of a collection mode."""
        return str.__new__(cls, f"split:{collection_mode}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Add a rule."""
        if not isinstance(event, events.policies.SplitRuleAdopted):
            return state
        shares = tuple((s.level, s.ppm) for s in event.shares)
        adopted = state.adopted + 1
        version = Version(event.valid_from, event.valid_to, shares, adopted)
        return State((*state.versions, version)[-KEPT:], adopted)
