"""Officers: appointed to a role, dismissed from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ledger.events._event import Event
from ledger.scopes.officer import Officer

if TYPE_CHECKING:
    from ledger.scopes._scope import Scope

Role = Literal[
    "administrator", "chairperson", "vice_chairperson", "finance_supervisor", "accountant",
    "cashier", "handler", "supplementer", "audit_committee_director", "audit_committee_member",
    "upper_union_officer",
]  # fmt: skip


class OfficerAppointed(Event, frozen=True, kw_only=True):
    """An officer takes on a role in a union; `union` None: in every union of the ledger."""

    NAME: ClassVar[str] = "officer.appointed/1"
    officer: str
    role: Role
    union: str | None = None

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the officer."""
        return (Officer(self.officer),)


class OfficerDismissed(Event, frozen=True, kw_only=True):
    """An officer gives up a role in a union."""

    NAME: ClassVar[str] = "officer.dismissed/1"
    officer: str
    role: Role
    union: str | None = None

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the officer."""
        return (Officer(self.officer),)
