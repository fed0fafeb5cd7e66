"""Which id a match token means: found, or made under the ledger's lock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from ledger._vault_database import VaultDatabase

SYMBOLS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32
LENGTH: Final = 12
DRAWS: Final = 100  # of ids, before we give up on a source that keeps repeating itself

_SYMBOL_OF_BYTE: Final = (SYMBOLS * 8).encode()  # each of them for eight of the 256 bytes

_MATCHES: Final = "SELECT token, id FROM vault_match WHERE ledger = ? AND token IN (*)"
_TAKEN: Final = "SELECT id FROM vault_match WHERE ledger = ? AND id IN (*)"
_NEW_MATCH: Final = "INSERT INTO vault_match (ledger, token, id) VALUES (?, ?, ?)"


def random_ids(prefix: str, count: int, entropy: Callable[[int], bytes]) -> list[str]:
    """Return ids of the prefix and twelve random symbols (60 bits)."""
    symbols = entropy(count * LENGTH).translate(_SYMBOL_OF_BYTE).decode("ascii")
    return [prefix + symbols[at : at + LENGTH] for at in range(0, len(symbols), LENGTH)]


class Ids:
    """The ids behind match tokens. `draw(prefix)` gives a new one, in place of a random one.

    Why: random ids are taken as they come (one chance in two million that among a million people
    any two would share one); those of a given source are looked up first, in a scan.
    """

    def __init__(
        self,
        database: VaultDatabase,
        entropy: Callable[[int], bytes],
        draw: Callable[[str], str] | None = None,
    ) -> None:
        self._database = database
        self._entropy = entropy
        self._draw = draw

    def find(self, ledger: str, tokens: Iterable[bytes]) -> dict[bytes, str]:
        """Return the id of every token that has one."""
        with self._database.reading() as connection:
            return dict(self._database.select_in(connection, _MATCHES, ledger, tokens))

    def find_or_make(
        self, ledger: str, prefix: str, wanted: Mapping[bytes, bytes]
    ) -> dict[bytes, str]:
        """Return the id of every token; a new one shall mean what the token in its value means.

        The lock is taken only where one is missing, and what is missing is read again under it.
        """
        found = self.find(ledger, wanted)
        if all(token in found for token in wanted):
            return found
        with self._database.writing(ledger) as connection:
            absent = [token for token in wanted if token not in found]
            found.update(self._database.select_in(connection, _MATCHES, ledger, absent))
            absent = [token for token in absent if token not in found]
            heads = [token for token in absent if wanted[token] == token]
            fresh = self._fresh(connection, ledger, prefix, len(heads))
            found.update(zip(heads, fresh, strict=True))
            found.update({token: found[wanted[token]] for token in absent})
            rows = [(ledger, token, found[token]) for token in sorted(absent)]
            self._database.run(connection, _NEW_MATCH, rows)
        return found

    def _fresh(self, connection: Any, ledger: str, prefix: str, count: int) -> list[str]:
        """Return new ids; those of a given source until enough of them are free."""
        if self._draw is None:
            return random_ids(prefix, count, self._entropy)
        free: dict[str, None] = {}
        for _ in range(DRAWS):
            drawn = dict.fromkeys(self._draw(prefix) for _ in range(count - len(free)))
            rows = self._database.select_in(connection, _TAKEN, ledger, drawn)
            taken = {name for (name,) in rows}
            free.update((name, None) for name in drawn if name not in taken)
            if len(free) == count:
                return list(free)
        raise RuntimeError(f"the source of ids keeps repeating itself after {DRAWS} draws")
