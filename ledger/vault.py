"""Persons, payee accounts and their keys, in a database of its own.

Why: ID numbers can be enumerated, so no hash of personal data may enter the log, and what is in the
log can never be taken out. The vault maps match tokens to random ids; events carry the ids.
Personal fields enter the log as ciphertext; destroying a key here forgets them there.
What is made here is committed before the ledger's own transaction: orphans are harmless.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from ledger._match import PersonClaim, grade_of, match_account, match_person, match_phone
from ledger._seal import CLASSES, Class, Place, SealBroken, TextBroken, seal, unseal
from ledger._vault_database import VaultDatabase, VaultError
from ledger._vault_ids import Ids
from ledger._vault_keys import KeyRing, PersonKeys
from ledger.rejections import Rejection, reject
from ledger.sealed import Sealed

if TYPE_CHECKING:
    from typing import Self

__all__ = (
    "CLASSES",
    "ClaimEmpty",
    "Class",
    "Identity",
    "PersonClaim",
    "SealBroken",
    "Sealed",
    "Sealer",
    "TextBroken",
    "Vault",
    "VaultError",
    "grade_of",
)

Item = tuple[str, int, str, Class, Sealed]
"""Where a box stands in the log: command id, row, person, class; and the box."""

POSTGRESQL: Final = ("postgresql://", "postgresql+psycopg://", "postgres://")


class Identity(NamedTuple):
    """Who a claim is about, and how good its ID number is: "proven", "invalid" or "unproven"."""

    person: str
    grade: str


class ClaimEmpty(ValueError):
    """A claim has neither ID number nor member number nor name. `index`: its place in the batch."""

    def __init__(self, index: int) -> None:
        self.index = index
        self.rejection: Rejection = reject("person.unnamed", number=index + 1)
        super().__init__(self.rejection.message("en"))

    def __reduce__(self) -> tuple[type[ClaimEmpty], tuple[int]]:
        return type(self), (self.index,)


class Sealer:
    """Seals the personal fields of one command's rows. It holds keys: don't keep it longer."""

    def __init__(
        self,
        ledger: str,
        command_id: str,
        keys: Mapping[str, PersonKeys],
        entropy: Callable[[int], bytes],
    ) -> None:
        self._ledger = ledger
        self._command_id = command_id
        self._keys = keys
        self._entropy = entropy

    def seal(self, row: int, person: str, cls: Class, fields: Mapping[str, str]) -> Sealed:
        """Seal one class of a row's fields for a person whom the sealer was made for.

        Raises TextBroken where a field is no Unicode text.
        """
        key = self._keys[person].of(cls)
        assert key is not None, "every missing key was made with the sealer"
        place = Place(self._ledger, self._command_id, row, cls, person)
        return seal(key, place, fields, self._entropy)


class Vault:
    """An open vault. Several threads and processes may use it at once."""

    def __init__(
        self,
        database: VaultDatabase,
        ids: Callable[[str], str] | None = None,
        entropy: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self._database = database
        self._entropy = entropy
        self._ids = Ids(database, entropy, ids)
        self._keys = KeyRing(database, entropy)

    @classmethod
    def open(
        cls,
        url: str,
        *,
        ids: Callable[[str], str] | None = None,
        entropy: Callable[[int], bytes] = os.urandom,
        read_only: bool = False,
        create: bool = True,
    ) -> Vault:
        """Open the vault at an SQLAlchemy URL or the path of an SQLite file. Raises VaultError.

        Pass `create=False` where the log has facts already: an empty vault in the place of a lost
        one would take everybody for new.
        """
        database = _database(url, read_only=read_only, create=create)
        try:
            database.prepare(create=create)
        except BaseException:
            database.close()
            raise
        return cls(database, ids, entropy)

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def identify(self, ledger: str, claims: Sequence[PersonClaim]) -> list[Identity]:
        """Return a person for each claim; new ones are committed. Raises ClaimEmpty, TextBroken.

        A usable ID number alone decides. Its member number, while still free, comes to mean the
        same person, so that a later row without the ID finds them; where it already means somebody
        else nothing is merged: `person.merged` is a fact that people record.
        """
        key = self._keys.ledger(ledger).match
        matches = [match_person(key, claim) for claim in claims]
        wanted: dict[bytes, bytes] = {}  # token -> the token whose person it shall mean
        for match in sorted(matches, key=lambda match: match.grade == "unproven"):
            if match.token is None:
                raise ClaimEmpty(matches.index(match))
            wanted.setdefault(match.token, match.token)
            if match.local is not None:
                wanted.setdefault(match.local, match.token)
        found = self._ids.find_or_make(ledger, "P", wanted)
        return [Identity(found[match.token], match.grade) for match in matches if match.token]

    def known(self, ledger: str, claims: Sequence[PersonClaim]) -> list[str | None]:
        """Return the person of each claim, where there is one. Creates nothing."""
        keys = self._keys.look_up_ledger(ledger)
        if keys is None:
            return [None] * len(claims)
        tokens = [match_person(keys.match, claim).token for claim in claims]
        found = self._ids.find(ledger, {token for token in tokens if token})
        return [found.get(token) if token else None for token in tokens]

    def payees(self, ledger: str, accounts: Sequence[str | None]) -> list[str | None]:
        """Return an id "A…" for each bank account number; new ones are committed."""
        key = self._keys.ledger(ledger).match
        return self._named(ledger, "A", [match_account(key, account) for account in accounts])

    def phones(self, ledger: str, numbers: Sequence[str | None]) -> list[str | None]:
        """Return an id "T…" for each phone number; new ones are committed."""
        key = self._keys.ledger(ledger).match
        return self._named(ledger, "T", [match_phone(key, number) for number in numbers])

    def _named(self, ledger: str, prefix: str, tokens: Sequence[bytes | None]) -> list[str | None]:
        wanted = {token: token for token in tokens if token}
        found = self._ids.find_or_make(ledger, prefix, wanted)
        return [found[token] if token else None for token in tokens]

    def sealer(self, ledger: str, command_id: str, persons: Sequence[str]) -> Sealer:
        """Return what seals these persons' fields; the keys that were missing are committed."""
        return Sealer(ledger, command_id, self._keys.make(ledger, persons), self._entropy)

    def open_many(self, ledger: str, items: Sequence[Item]) -> list[dict[str, str] | None]:
        """Open boxes; None where the key is gone. Raises SealBroken.

        Where a key was destroyed and a new one made since, a box that does not open counts as one
        of the old key's; that nobody changed it, the log's own hashes tell.
        """
        keys = self._keys.persons(ledger, {person for _, _, person, _, _ in items})
        return [self._opened(ledger, item, keys.get(item[2])) for item in items]

    def _opened(self, ledger: str, item: Item, keys: PersonKeys | None) -> dict[str, str] | None:
        command_id, row, person, cls, sealed = item
        key = keys.of(cls) if keys else None
        if keys is None or key is None:
            return None
        try:
            return unseal(key, Place(ledger, command_id, row, cls, person), sealed)
        except SealBroken:
            if keys.was_destroyed(cls):
                return None
            raise

    def destroy(self, ledger: str, persons: Sequence[str], classes: Sequence[Class]) -> None:
        """Destroy these persons' keys of these classes: what they sealed is forgotten for good.

        With the identity key go the match tokens: whoever comes again is a new person.
        """
        self._keys.destroy(ledger, persons, classes)

    def digest(self, ledger: str, canonical: bytes, *, create: bool = True) -> str:
        """Return the HMAC-SHA-256 of a canonical command under the ledger's digest key, in hex.

        With `create=False` nothing is written, and a ledger that has no key yet has no digest: "".
        """
        keys = self._keys.ledger(ledger) if create else self._keys.look_up_ledger(ledger)
        return "" if keys is None else hmac.digest(keys.digest, canonical, "sha256").hex()


def _database(url: str, *, read_only: bool, create: bool) -> VaultDatabase:
    """Return the database behind an SQLAlchemy URL or a path; only its own driver is imported."""
    if url.startswith(POSTGRESQL):
        from ledger._vault_pg import PostgresVault

        return PostgresVault(url, read_only=read_only)
    from ledger._vault_sqlite import SqliteVault

    path = Path(url.removeprefix("sqlite+pysqlite:///").removeprefix("sqlite:///"))
    return SqliteVault(path, read_only=read_only, create=create)
