"""Commands in the log: what was asked, by whom, and whether it was accepted or refused."""

from __future__ import annotations

from typing import Any, ClassVar

from ledger.events._event import Event


class CommandAccepted(Event, frozen=True, kw_only=True):
    """Opens the batch of facts that a command led to; `command` is its own position.

    `id`: random, chosen at the edge before the lock; sealed fields are bound to it.
    `digest`: keyed digest of the canonical plaintext as typed, without defaults.
    `body`: the canonical command; rows that have facts of their own appear as their number.
    """

    NAME: ClassVar[str] = "command.accepted/1"
    id: str
    verb: str
    body: dict[str, Any]
    digest: str
    key: str | None = None
    facts: int = 0


class CommandRefused(Event, frozen=True, kw_only=True):
    """A command that was turned down, with every reason; it changed nothing else.

    `reasons`: (code, row or None) of each; no personal plaintext.
    """

    NAME: ClassVar[str] = "command.refused/1"
    id: str
    verb: str
    digest: str
    reasons: tuple[tuple[str, int | None], ...]
    union: str | None = None
