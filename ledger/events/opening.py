"""Opening balances: what a union had on the day its books here begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ledger.events._event import Posted
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from ledger.scopes._scope import Scope


class OpeningLoaded(Posted, frozen=True, kw_only=True):
    """期初余额 at the cut-over date `occurred_on`; nothing is posted before it. May be empty."""

    NAME: ClassVar[str] = "opening.loaded/1"

    def also_touches(self) -> tuple[Scope[Any], ...]:
        """Return the union, whose books are open from now on."""
        return (Union(self.union),)
