"""Bank accounts and tills of a union; own money and custody money apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ledger.events._event import Event
from ledger.scopes.bank_account import BankAccount

if TYPE_CHECKING:
    from ledger.scopes._scope import Scope


class BankAccountOpened(Event, frozen=True, kw_only=True):
    """A union's bank account (102) or till (101) may be posted to from this day."""

    NAME: ClassVar[str] = "bank_account.opened/1"
    union: str
    bank: str
    bank_name: str
    account: Literal["101", "102"] = "102"
    purpose: Literal["own", "custody", "both"] = "own"

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the account."""
        return (BankAccount(self.union, self.bank),)


class BankAccountClosed(Event, frozen=True, kw_only=True):
    """A union's bank account is closed; nothing is posted to it after this day."""

    NAME: ClassVar[str] = "bank_account.closed/1"
    union: str
    bank: str

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the account."""
        return (BankAccount(self.union, self.bank),)
