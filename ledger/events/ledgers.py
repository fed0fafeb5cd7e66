"""The ledger (账套) itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ledger.events._event import Event
from ledger.scopes.books import Books

if TYPE_CHECKING:
    from ledger.scopes._scope import Scope


class LedgerCreated(Event, frozen=True, kw_only=True):
    """The books of a federation and the unions below it begin. `by`: the first administrator."""

    NAME: ClassVar[str] = "ledger.created/1"
    name: str
    chart: str
    first_year: int

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the ledger."""
        return (Books(),)
