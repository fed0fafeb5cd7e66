"""Collective decisions: the minutes (会议纪要) of a meeting that decided on a large expenditure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ledger.events._event import Event
from ledger.scopes.minutes import Minutes

if TYPE_CHECKING:
    from ledger.scopes._scope import Scope


class MinutesRecorded(Event, frozen=True, kw_only=True):
    """A meeting on `occurred_on` resolved on spending of at most `amount_fen` for a purpose."""

    NAME: ClassVar[str] = "minutes.recorded/1"
    union: str
    minutes: str
    meeting: str
    resolution: str
    amount_fen: int
    attendees: int

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the minutes."""
        return (Minutes(self.union, self.minutes),)
