"""Whether an accounting period of a union's books is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope

if TYPE_CHECKING:
    from datetime import date


class State(msgspec.Struct, frozen=True, array_like=True):
    """A closed period stays closed."""

    is_closed: bool = False


class Period(Scope[State], kind="period", fold=1, initial=State()):
    """`period:U0007/2023-07`."""

    __slots__ = ()

    def __new__(cls, union: str, period: str) -> Self:
        """Name a period of a union's books."""
        return str.__new__(cls, f"period:{union}/{period}")

    @classmethod
    def of(cls, union: str, booked_on: date) -> Self:
        """Name the period in which a day lies."""
        return cls(union, f"{booked_on.year:04}-{booked_on.month:02}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Close."""
        return State(True) if isinstance(event, events.periods.PeriodClosed) else state
