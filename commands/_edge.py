"""The edge: what a verb may do before the lock is taken.

Persons and payee accounts become ids, personal fields become ciphertext, immutable facts are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ledger import events
from ledger._match import match_person
from ledger.rejections import Rejection, reject
from ledger.vault import ClaimEmpty, Identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ledger.events import Event
    from ledger.scopes._scope import S, Scope
    from ledger.store import Store
    from ledger.vault import PersonClaim, Sealer, Vault


_PASSING: Final = b"a dry run keeps no key"


class Malformed(Exception):
    """What was typed or read cannot be understood; nothing is recorded. Exit status 2."""

    def __init__(self, rejections: Sequence[Rejection]) -> None:
        super().__init__(rejections[0].code)
        self.rejections = tuple(rejections)


@dataclass(frozen=True, slots=True)
class Books:
    """The books that are worked on: a store, the vault beside it, the ledger's name in both."""

    store: Store
    vault: Vault
    ledger: str


@dataclass(frozen=True, slots=True)
class Edge:
    """One command's way to the vault and to immutable history. Creates nothing in a dry run."""

    books: Books
    command_id: str
    dry_run: bool = False

    def identify(self, claims: Sequence[PersonClaim]) -> list[Identity]:
        """Return a person for each claim; in a dry run unknown ones get a passing id."""
        vault, ledger = self.books.vault, self.books.ledger
        if not self.dry_run:
            return vault.identify(ledger, claims)
        return foreseen(claims, vault.known(ledger, claims))

    def payees(self, accounts: Sequence[str | None]) -> list[str | None]:
        """Return an id for each bank account; none in a dry run."""
        if self.dry_run:
            return [None] * len(accounts)
        return self.books.vault.payees(self.books.ledger, accounts)

    def sealer(self, persons: Sequence[str]) -> Sealer | None:
        """Return what seals these persons' fields for this command; None in a dry run."""
        if self.dry_run:
            return None
        return self.books.vault.sealer(self.books.ledger, self.command_id, persons)

    def state(self, scope: Scope[S]) -> S:
        """Look at a scope without the lock: good for what never changes once it is there."""
        stored = self.books.store.states(self.books.ledger, [scope]).get(scope)
        return scope.initial() if stored is None else scope.decode(stored.state)

    def event(self, position: int) -> Event | None:
        """Return the fact at a position."""
        return next(self.events(position, position), None)

    def events(self, first: int, last: int) -> Iterator[Event]:
        """Return the facts from one position to another, both included."""
        for stored in self.books.store.read(self.books.ledger, after=first - 1, upto=last):
            yield events.decode(stored.name, stored.data)

    def digests(self, texts: Sequence[str]) -> list[str]:
        """Return the keyed digest of each text, short: it only tells equal rows from others."""
        vault, ledger = self.books.vault, self.books.ledger
        create = not self.dry_run
        return [vault.digest(ledger, t.encode(), create=create)[:32] for t in texts]

    def digest(self, value: Any) -> str:
        """Return the keyed digest of a value's canonical JSON."""
        canonical = _canonical(value)
        vault, ledger = self.books.vault, self.books.ledger
        return vault.digest(ledger, canonical, create=not self.dry_run)


def _canonical(value: Any) -> bytes:
    """Write canonical JSON. Errors: `Malformed` where a text cannot be stored anywhere."""
    try:
        canonical = msgspec.json.encode(value, order="sorted")
    except UnicodeEncodeError as error:
        raise Malformed([reject("text.broken", field=error.object[:40])]) from error
    if b"\\u0000" in canonical:
        raise Malformed([reject("text.nul")])
    return canonical


def foreseen(claims: Sequence[PersonClaim], known: Sequence[str | None]) -> list[Identity]:
    """Return whom the vault would find or make for each claim; who is new gets a passing id.

    Errors: `ClaimEmpty`.
    """
    matches = [match_person(_PASSING, claim) for claim in claims]
    meant: dict[bytes, bytes] = {}
    for match in sorted(matches, key=lambda match: match.grade == "unproven"):
        if match.token is None:
            raise ClaimEmpty(matches.index(match))
        meant.setdefault(match.token, match.token)
        if match.local is not None:
            meant.setdefault(match.local, match.token)
    people = {m.token: person for m, person in zip(matches, known, strict=True) if person}
    for match in matches:
        token = meant[match.token or b""]
        person = people.setdefault(token, f"P-{len(people) + 1}")
        people.setdefault(match.token, person)
    return [Identity(people[match.token], match.grade) for match in matches]


def distinct(items: Iterable[str | None]) -> list[str]:
    """Return the items that are there, each once, in order."""
    return list(dict.fromkeys(i for i in items if i is not None))
