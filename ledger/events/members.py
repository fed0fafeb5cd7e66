"""Members of unions, and persons found to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ledger.events._event import Event
from ledger.scopes.person import Person
from ledger.sealed import Sealed

if TYPE_CHECKING:
    from ledger.scopes._scope import Scope


class MemberEnrolled(Event, frozen=True, kw_only=True):
    """A person is listed as a member of a union; identity fields as ciphertext.

    `registered`: whether the person stands in the real-name registry (实名制数据库).
    """

    NAME: ClassVar[str] = "member.enrolled/1"
    union: str
    person: str
    identity: str
    row: int
    sealed: dict[str, Sealed]
    registered: bool = False
    member_no: str | None = None
    new_employment: bool = False

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the person."""
        return (Person(self.person),)


class PersonMerged(Event, frozen=True, kw_only=True):
    """`person` turns out to be the same human being as `into`; both ids stay in history."""

    NAME: ClassVar[str] = "person.merged/1"
    person: str
    into: str
    evidence: str

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scopes of both."""
        return tuple(dict.fromkeys((Person(self.person), Person(self.into))))
