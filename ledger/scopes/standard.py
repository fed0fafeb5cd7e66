"""The limits in force for a payout kind or a cap group, by date.

Why: limits are provincial and dated; the one in force on the day of the payment counts.
Unit: fen.
"""

from __future__ import annotations

from datetime import date
from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope

KEPT = 8


class Version(msgspec.Struct, frozen=True, array_like=True):
    """One dated limit. `no`: how many had been adopted with it; stamped where it applied."""

    valid_from: date
    valid_to: date | None
    each: int | None
    year: int | None
    count: int | None
    variant: str | None
    no: int


class State(msgspec.Struct, frozen=True, array_like=True):
    """The latest few versions, newest last; older ones are history that no decision needs."""

    versions: tuple[Version, ...] = ()
    adopted: int = 0

    def on(self, day: date, variant: str | None = None) -> Version | None:
        """Return the version adopted last among those in force on a day."""
        for version in reversed(self.versions):
            ends = version.valid_to
            if (
                version.variant == variant
                and version.valid_from <= day
                and (ends is None or day <= ends)
            ):
                return version
        return None


class Standard(Scope[State], kind="standard", fold=1, initial=State()):
    """`standard:<payout kind>` or `standard:group:<cap group>`."""

    __slots__ = ()

    def __new__(cls, subject: str) -> Self:
        """Name the limits of a subject."""
        return str.__new__(cls, f"standard:{subject}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Add the limits adopted for this subject."""
        if not isinstance(event, events.policies.StandardAdopted):
            return state
        versions, adopted = list(state.versions), state.adopted
        for limit in event.limits:
            if Standard(limit.subject) == self:
                adopted += 1
                versions.append(
                    Version(
                        event.valid_from,
                        event.valid_to,
                        limit.each_fen,
                        limit.year_fen,
                        limit.count_per_year,
                        limit.variant,
                        adopted,
                    )
                )
        return State(tuple(versions[-KEPT:]), adopted)
