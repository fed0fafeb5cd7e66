"""Accounting periods: closed, for good (反结账 is not offered)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ledger.events._event import Event
from ledger.scopes.period import Period

if TYPE_CHECKING:
    from ledger.scopes._scope import Scope


class PeriodClosed(Event, frozen=True, kw_only=True):
    """结账: nothing more is posted in this period of the union's books."""

    NAME: ClassVar[str] = "period.closed/1"
    union: str
    period: str

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the period."""
        return (Period(self.union, self.period),)
