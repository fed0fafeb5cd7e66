"""Corrections: the red entry that undoes, the blue entry that puts right.

Source: 会计基础工作规范 Art 51(5): 注销某月某日某号凭证 / 订正某月某日某号凭证.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ledger.events._event import Posted
from ledger.scopes.fact import Fact
from ledger.scopes.minutes import Minutes

if TYPE_CHECKING:
    from ledger.scopes._scope import Scope


class EntryReversed(Posted, frozen=True, kw_only=True):
    """红字冲销: undoes the posted fact at `reverses`, in every scope that it touched.

    `payment`: the payment that stands again, where its return or a recovery of it is undone.
    """

    NAME: ClassVar[str] = "entry.reversed/1"
    reverses: int
    reason: str
    payment: int | None = None

    def also_touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the fact that is undone, and of the payment that stands again."""
        if self.payment is None:
            return (Fact(self.reverses),)
        return (Fact(self.reverses), Fact(self.payment))


class EntryPosted(Posted, frozen=True, kw_only=True):
    """An entry of its own: the blue entry of a correction (`replaces`), or a general voucher."""

    NAME: ClassVar[str] = "entry.posted/1"
    approved_by: str = ""
    minutes: str | None = None

    def also_touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the minutes."""
        return () if self.minutes is None else (Minutes(self.union, self.minutes),)
