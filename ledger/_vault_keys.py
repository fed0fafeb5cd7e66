"""The keys in the vault: two for a ledger, three for a person, made when first needed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Final, NamedTuple

from ledger._seal import CLASSES, KEY, Class
from ledger._vault_database import VaultDatabase, VaultError

_PERSONS: Final = (
    "SELECT person, identity, bank, hardship, destroyed FROM vault_person"
    " WHERE ledger = ? AND person IN (*)"
)
_PUT_PERSON: Final = (
    "INSERT INTO vault_person (ledger, person, identity, bank, hardship, destroyed)"
    " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (ledger, person) DO UPDATE SET"
    " identity = excluded.identity, bank = excluded.bank, hardship = excluded.hardship"
)
_DESTROY: Final = (
    "UPDATE vault_person SET {cls} = NULL, destroyed = destroyed | ?"
    " WHERE ledger = ? AND person = ? AND {cls} IS NOT NULL"
)
_FORGET: Final = "DELETE FROM vault_match WHERE ledger = ? AND id IN (*)"
_LEDGER: Final = "SELECT match_key, digest_key FROM vault_ledger WHERE ledger = ?"
_NEW_LEDGER: Final = (
    "INSERT INTO vault_ledger (ledger, match_key, digest_key) VALUES (?, ?, ?)"
    " ON CONFLICT (ledger) DO NOTHING"
)


class LedgerKeys(NamedTuple):
    """The two keys of a ledger: for match tokens, and for digests of commands."""

    match: bytes
    digest: bytes


class PersonKeys(NamedTuple):
    """The keys of a person; `destroyed`: a bit for each class whose key was destroyed once."""

    identity: bytes | None
    bank: bytes | None
    hardship: bytes | None
    destroyed: int

    def of(self, cls: Class) -> bytes | None:
        """Return the key of one class."""
        key: bytes | None = getattr(self, cls)
        return key

    def was_destroyed(self, cls: Class) -> bool:
        """Tell whether there was an earlier key, so that older boxes cannot be opened."""
        return bool(self.destroyed >> CLASSES.index(cls) & 1)


NO_KEYS: Final = PersonKeys(None, None, None, 0)


class KeyRing:
    """The keys of every ledger and person."""

    def __init__(self, database: VaultDatabase, entropy: Callable[[int], bytes]) -> None:
        self._database = database
        self._entropy = entropy
        self._ledgers: dict[str, LedgerKeys] = {}

    def look_up_ledger(self, ledger: str) -> LedgerKeys | None:
        """Return the ledger's keys, if it has been here before."""
        if ledger not in self._ledgers:
            with self._database.reading() as connection:
                rows = self._database.select(connection, _LEDGER, (ledger,))
            if not rows:
                return None
            self._ledgers[ledger] = LedgerKeys(*rows[0])
        return self._ledgers[ledger]

    def ledger(self, ledger: str) -> LedgerKeys:
        """Return the ledger's keys; new ones are committed."""
        keys = self.look_up_ledger(ledger)
        if keys is None:
            fresh = self._entropy(2 * KEY)
            with self._database.writing(ledger) as connection:
                row = (ledger, fresh[:KEY], fresh[KEY:])
                self._database.run(connection, _NEW_LEDGER, [row])
            keys = self.look_up_ledger(ledger)
            assert keys is not None, "we have just written them"
        return keys

    def persons(self, ledger: str, persons: Iterable[str]) -> dict[str, PersonKeys]:
        """Return the keys of those persons who have any."""
        with self._database.reading() as connection:
            return self._read(connection, ledger, persons)

    def make(self, ledger: str, persons: Collection[str]) -> dict[str, PersonKeys]:
        """Return the keys of all these persons; those that were missing are committed."""
        self.ledger(ledger)
        people = set(persons)
        keys = self.persons(ledger, people)
        absent = sorted(people - {person for person, held in keys.items() if all(held[:3])})
        if absent:
            with self._database.writing(ledger) as connection:
                held = self._read(connection, ledger, absent)  # another may have been first
                made = {person: self._filled(held.get(person, NO_KEYS)) for person in absent}
                rows = [(ledger, person, *filled) for person, filled in made.items()]
                self._database.run(connection, _PUT_PERSON, rows)
            keys.update(made)
        return keys

    def _filled(self, keys: PersonKeys) -> PersonKeys:
        """Return the keys with fresh ones where one is missing."""
        fresh = self._entropy(len(CLASSES) * KEY)
        return PersonKeys(
            keys.identity or fresh[:KEY],
            keys.bank or fresh[KEY : 2 * KEY],
            keys.hardship or fresh[2 * KEY :],
            keys.destroyed,
        )

    def destroy(self, ledger: str, persons: Sequence[str], classes: Sequence[Class]) -> None:
        """Destroy keys for good; with the identity key go the person's match tokens."""
        with self._database.writing(ledger) as connection:
            for cls in classes:
                bit = 1 << CLASSES.index(cls)
                rows = [(bit, ledger, person) for person in persons]
                self._database.run(connection, _DESTROY.format(cls=cls), rows)
            if "identity" in classes:
                self._database.run_in(connection, _FORGET, ledger, persons)
        with self._database.reading() as connection:
            self._database.scrub(connection)

    def _read(self, connection: Any, ledger: str, persons: Iterable[str]) -> dict[str, PersonKeys]:
        rows = self._database.select_in(connection, _PERSONS, ledger, persons)
        keys = {person: PersonKeys(*held) for person, *held in rows}
        for held in keys.values():
            if any(key is not None and len(key) != KEY for key in held[:3]):
                raise VaultError.of("vault.damaged", url=self._database.url, detail="vault_person")
        return keys
