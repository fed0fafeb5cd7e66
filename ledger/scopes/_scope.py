"""A scope: a named slice of truth. Its name is the tag of every event that changes it.

Why: a decision loads the few scopes that it names, already folded, however long the history is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, cast

import msgspec

if TYPE_CHECKING:
    from ledger.events._event import Event

S = TypeVar("S", bound=msgspec.Struct)

_encode = msgspec.json.Encoder().encode
KINDS: dict[str, type[Scope[Any]]] = {}


class Scope(str, Generic[S]):
    """The name of a scope, `kind:rest`; a `str`, so that it serves as tag and as key as it is."""

    __slots__ = ()
    FOLD: ClassVar[int]
    INITIAL: ClassVar[msgspec.Struct]
    _decoder: ClassVar[msgspec.json.Decoder[Any]]

    def __init_subclass__(cls, *, kind: str, fold: int, initial: msgspec.Struct) -> None:
        """Register the kind: the word before the colon, its fold's version, its first state."""
        assert kind not in KINDS, f"two scope kinds are called {kind}"
        KINDS[kind] = cls
        cls.FOLD = fold
        cls.INITIAL = initial
        cls._decoder = msgspec.json.Decoder(type(initial))

    @classmethod
    def named(cls, name: str) -> Self:
        """Make the scope from its whole name."""
        return str.__new__(cls, name)

    def initial(self) -> S:
        """Return the state before the first event."""
        return cast("S", self.INITIAL)

    def decode(self, state: bytes) -> S:
        """Read a stored state."""
        return cast("S", self._decoder.decode(state))

    def evolve(self, state: S, event: Event) -> S:
        """Return the state after the event. Total: it never refuses, it never looks up a rule."""
        raise AssertionError(f"{type(self).__name__} folds no {event.NAME}")


def encode_state(state: msgspec.Struct) -> bytes:
    """Write a state as stored: compact JSON, under 1 KiB whatever the history."""
    return _encode(state)


def scope_of(name: str) -> Scope[Any]:
    """Return the typed scope of a stored name."""
    return KINDS[name.partition(":")[0]].named(name)
