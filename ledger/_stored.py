"""What the store takes and gives: rows as tuples, and the one error it raises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from ledger.rejections import Rejection, reject


class NewEvent(NamedTuple):
    """An event to append: stored name, canonical JSON, and the scopes it changes."""

    name: str
    data: bytes
    tags: Sequence[str]


class StoredEvent(NamedTuple):
    """An event as it stands in the log; `leaf` is its leaf hash."""

    position: int
    name: str
    data: bytes
    recorded_at: str
    leaf: bytes


class StoredState(NamedTuple):
    """What a scope has become: folded up to `position` by version `fold` of its fold."""

    position: int
    fold: int
    state: bytes


class StoredKey(NamedTuple):
    """A claimed idempotency key: the digest of its command and the positions it wrote."""

    digest: bytes
    first: int
    last: int


class Head(NamedTuple):
    """How far a ledger is: its size, how far scope states are folded, and its Merkle frontier."""

    size: int
    folded_to: int
    frontier: bytes
    recorded_at: str


class StoreError(Exception):
    """The store could not do what was asked; `rejection` says why and what to do."""

    def __init__(self, rejection: Rejection) -> None:
        super().__init__(rejection.message("en"))
        self.rejection = rejection

    @classmethod
    def of(cls, code: str, **facts: Any) -> StoreError:
        """Build the error from a rejection's code and facts."""
        return cls(reject(code, **facts))

    @property
    def code(self) -> str:
        """The stable code of the rejection."""
        return self.rejection.code

    def __reduce__(self) -> tuple[type[StoreError], tuple[Rejection]]:
        return type(self), (self.rejection,)
