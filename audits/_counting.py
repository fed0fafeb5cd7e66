"""What counts: a part of the books that takes the facts it is about, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from ledger.events import Event

Take = Callable[[int, Any], None]
"""Count a fact at a position."""

Takes = Mapping[type[Event], Take]
"""What is done with which facts; a family's common class stands for all of it."""


class Counting(Protocol):
    """A part of the books."""

    def takes(self) -> Takes:
        """Name the facts it counts."""
        ...
