"""Whether a row of another system has been taken in already, and as what.

Why: the same row again is known and skipped; the same row with other content is a conflict.
"""

from __future__ import annotations

from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """`digest`: keyed digest of the row as it was read; empty when unknown."""

    digest: str = ""


class SourceRow(Scope[State], kind="source", fold=1, initial=State()):
    """`source:<system>/<document>/<row>`."""

    __slots__ = ()

    def __new__(cls, system: str, document: str, row: str) -> Self:
        """Name one row of one document of one system."""
        return str.__new__(cls, f"source:{system}/{document}/{row}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Remember the row's digest."""
        source = event.source_row()
        return state if source is None else State(source.digest)
