"""Registers of other bodies, taken in as memo facts: what they say was paid, without legs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ledger.events._event import Event
from ledger.events._parts import Source, Supplement
from ledger.scopes.source_row import SourceRow

if TYPE_CHECKING:
    from ledger.scopes._scope import Scope


class RegisterPayoutListed(Event, frozen=True, kw_only=True):
    """One line of another body's register of payouts; it posts nothing.

    `body`: who kept the register; `union`: the part of it that paid, as it is named there.
    `amount_fen`: negative where the line takes money back.
    """

    NAME: ClassVar[str] = "register_payout.listed/1"
    body: str
    union: str
    person: str
    kind: str
    amount_fen: int
    source: Source
    supplement: Supplement
    reference: str | None = None

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the source row."""
        return (SourceRow(self.source.system, self.source.document, self.source.row),)

    def source_row(self) -> Source | None:
        """Return the line of the register."""
        return self.source
