"""Unions: registered, dissolved, and whose office keeps whose books."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ledger.events._event import Event
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from ledger.scopes._scope import Scope

Tier = Literal["county_plus", "grassroots"]


class UnionRegistered(Event, frozen=True, kw_only=True):
    """A union enters the books as a reporting entity (编制单位).

    `uscc`: 统一社会信用代码 where it has one. `books_kept_by`: the union whose office does so.
    """

    NAME: ClassVar[str] = "union.registered/1"
    union: str
    name: str
    tier: Tier
    upper: str | None = None
    uscc: str | None = None
    books_kept_by: str | None = None
    new_employment: bool = False

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the union."""
        return (Union(self.union),)


class UnionDissolved(Event, frozen=True, kw_only=True):
    """A union ends; nothing more is posted in its books after that day."""

    NAME: ClassVar[str] = "union.dissolved/1"
    union: str
    reason: str

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the union."""
        return (Union(self.union),)
