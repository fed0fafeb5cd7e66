"""Verification: everything that is derived is worked out again from the stored events.

Why: an auditor trusts the log, and nothing else until it agrees with the log. One pass over the
events; a state is kept only until the event that changed it last, so that memory stays flat.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from ledger import events
from ledger._stored import StoredEvent
from ledger.events import Event, Posted, UnknownEvent
from ledger.events.commands import CommandAccepted
from ledger.leaf import Frontier, leaves
from ledger.scopes._scope import Scope, encode_state, scope_of

if TYPE_CHECKING:
    from ledger._database import Link
    from ledger.store import Store

BATCH: Final = 5000
MASK: Final = (1 << 64) - 1

_STATES: Final = (
    "SELECT position, scope, fold, state FROM scope_state WHERE ledger = ? ORDER BY position"
)
_TAGS: Final = "SELECT tag, position FROM event_tag WHERE ledger = ?"
_KEYS: Final = "SELECT key, digest, first, last FROM command_key WHERE ledger = ?"
_HEAD: Final = "SELECT size, folded_to, frontier, recorded_at FROM ledger_head WHERE ledger = ?"
_LAST: Final = "SELECT COALESCE(MAX(position), 0), COUNT(*) FROM event WHERE ledger = ?"

Progress = Callable[[int, int], None]


class Check(NamedTuple):
    """One thing that was checked. `position`: the first bad one, where one can be named."""

    check: str
    ok: bool
    detail: str
    position: int | None = None


def verify(
    store: Store, ledger: str, *, full: bool = False, progress: Progress | None = None
) -> list[Check]:
    """Check the log against itself, and all that is derived from it against the log.

    `full`: also that each event is written in canonical bytes.
    """
    with store.snapshot() as link:
        run = _Run(link, ledger, full=full)
        for batch in _batches(link, ledger, run.size):
            run.take(batch)
            if progress is not None:
                progress(run.at, run.size)
        return run.finish()


def _batches(link: Link, ledger: str, size: int) -> Iterator[list[StoredEvent]]:
    after = 0
    while True:
        page = [
            StoredEvent._make(row)
            for row in link.select(
                "SELECT position, name, data, recorded_at, leaf FROM event"
                " WHERE ledger = ? AND position > ? ORDER BY position LIMIT ?",
                (ledger, after, BATCH),
            )
        ]
        if not page:
            return
        yield page
        after = page[-1].position


class _Run:
    """One verification: what has been worked out so far, and what was found wrong first."""

    def __init__(self, link: Link, ledger: str, *, full: bool) -> None:
        self._link, self._ledger, self._full = link, ledger, full
        head = link.select(_HEAD, (ledger,))
        self.size, self._folded_to, self._stored_frontier, self._recorded_at = head[0]
        self.at = 0
        self._last_recorded = ""
        self._frontier = Frontier()
        self._wrong: dict[str, tuple[str, int | None]] = {}
        self._states: dict[Scope[Any], Any] = {}
        self._stored_states = _Ahead(link.stream(_STATES, (ledger,)))
        self._tag_sum = self._tag_count = 0
        self._keys: dict[str, tuple[bytes, int, int]] = {}
        self._vouchers: dict[str, int] = {}

    def _fault(self, check: str, detail: str, position: int | None = None) -> None:
        """Keep the first fault of each check."""
        self._wrong.setdefault(check, (detail, position))

    # --- events -----------------------------------------------------------------------------------

    def take(self, batch: list[StoredEvent]) -> None:
        """Check a page of events, and fold them."""
        self._order(batch)
        self._hashes(batch)
        for stored in batch:
            event = self._decoded(stored)
            if event is not None:
                self._follow(stored.position, event)
        self.at = batch[-1].position
        self._compare_states(self.at)

    def _order(self, batch: list[StoredEvent]) -> None:
        expected = self.at
        for stored in batch:
            expected += 1
            if stored.position != expected:
                self._fault("positions", f"expected {expected}, found {stored.position}", expected)
                expected = stored.position
            if stored.recorded_at < self._last_recorded:
                self._fault("recorded_at", "earlier than the event before it", stored.position)
            self._last_recorded = stored.recorded_at

    def _hashes(self, batch: list[StoredEvent]) -> None:
        """Hash the envelopes again, runs of one time together."""
        for recorded_at, run in groupby(batch, key=lambda e: e.recorded_at):
            together = list(run)
            hashes = leaves(
                self._ledger,
                together[0].position,
                [e.name for e in together],
                [e.data for e in together],
                recorded_at,
            )
            if hashes != [e.leaf for e in together]:
                for stored, found in zip(together, hashes, strict=True):
                    if stored.leaf != found:
                        self._fault("leaf_hashes", "the event is not what was hashed",
                                    stored.position)  # fmt: skip
                        break
            self._frontier.add_many(hashes)

    def _decoded(self, stored: StoredEvent) -> Event | None:
        try:
            event = events.decode(stored.name, stored.data)
        except UnknownEvent:
            self._fault("events", f"unknown name {stored.name}", stored.position)
            return None
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            self._fault("events", str(error), stored.position)
            return None
        if self._full and events.encode(event) != stored.data:
            self._fault("canonical_bytes", "not the canonical bytes", stored.position)
        return event

    def _follow(self, position: int, event: Event) -> None:
        """Fold one event, as far as states are folded, and note what it means for the rest."""
        touched = event.touches()
        for scope in touched:
            self._tag_sum += hash((str(scope), position))
        self._tag_count += len(touched)
        if position <= self._folded_to:
            states = self._states
            for scope in touched:
                state = states.get(scope)
                states[scope] = scope.evolve(scope.INITIAL if state is None else state, event)
        if isinstance(event, Posted):
            self._balanced(position, event)
        elif isinstance(event, CommandAccepted) and event.key is not None:
            last = position + event.facts
            self._keys[event.key] = (bytes.fromhex(event.digest), position, last)

    def _balanced(self, position: int, event: Posted) -> None:
        if len({leg.union for leg in event.legs}) == 1:
            if sum([leg.fen for leg in event.legs]) != 0:
                self._fault("legs", "an entry does not balance", position)
        else:
            sums: dict[str, int] = {}
            for leg in event.legs:
                sums[leg.union] = sums.get(leg.union, 0) + leg.fen
            if any(sums.values()):
                self._fault("legs", "an entry does not balance", position)
        voucher = event.voucher
        if voucher.entry == 1:
            series = f"{voucher.union}/{voucher.type}/{voucher.period}"
            expected = self._vouchers.get(series, 0) + 1
            if voucher.no != expected:
                self._fault("vouchers", f"{series}: expected {expected}, found {voucher.no}",
                            position)  # fmt: skip
            self._vouchers[series] = voucher.no

    # --- what is derived --------------------------------------------------------------------------

    def _compare_states(self, upto: int) -> None:
        """Hold the stored states that changed last in this page against ours, and drop ours."""
        for position, name, fold, state in self._stored_states.take(upto):
            scope = scope_of(name)
            ours = self._states.pop(scope, None)
            if ours is None:
                self._fault("scope_states", f"{name}: nothing leads to it", position)
            elif fold != scope.FOLD:
                self._fault("scope_states", f"{name}: folded by another version; "
                            "uledger store upgrade", position)  # fmt: skip
            elif encode_state(ours) != state:
                self._fault("scope_states", f"{name}: not what its events lead to", position)

    def _compare_tags(self) -> None:
        total = count = 0
        for tag, position in self._link.stream(_TAGS, (self._ledger,)):
            total += hash((tag, position))
            count += 1
        if count != self._tag_count or (total - self._tag_sum) & MASK:
            self._fault("tags", f"{count} stored, {self._tag_count} expected, or not the same")

    def _compare_keys(self) -> None:
        stored = {
            key: (bytes(digest), first, last)
            for key, digest, first, last in self._link.select(_KEYS, (self._ledger,))
        }
        for key in sorted(stored.keys() ^ self._keys.keys()):
            self._fault("command_keys", f"{key}: stored and accepted differ")
        for key, value in sorted(self._keys.items()):
            if stored.get(key) != value:
                self._fault("command_keys", f"{key}: stored and accepted differ", value[1])

    def _compare_head(self) -> None:
        last, count = self._link.select(_LAST, (self._ledger,))[0]
        if self.size != last or count != last:
            detail = f"the head says {self.size}, the last position is {last}, of {count} events"
            self._fault("head", detail, min(self.size, last) + 1)
        elif self._recorded_at != self._last_recorded:
            self._fault("head", "not the time of the last event", last)
        if self._frontier.to_bytes() != self._stored_frontier:
            self._fault("root", "the stored frontier is not that of the events")

    def finish(self) -> list[Check]:
        """Compare what is left, and say what held."""
        self._compare_states(MASK >> 1)
        for scope in self._states:
            self._fault("scope_states", f"{scope}: there is no state for it")
            break
        self._compare_tags()
        self._compare_keys()
        self._compare_head()
        said = {"root": self._frontier.root().hex(), "positions": f"1–{self.at}"}
        checks = [c for c in CHECKS if c != "canonical_bytes" or self._full]
        return [
            Check(c, ok=True, detail=said.get(c, ""))
            if c not in self._wrong
            else Check(c, ok=False, detail=self._wrong[c][0], position=self._wrong[c][1])
            for c in checks
        ]


CHECKS: Final = (
    "positions", "recorded_at", "leaf_hashes", "root", "head", "events", "canonical_bytes", "legs",
    "vouchers", "tags", "scope_states", "command_keys",
)  # fmt: skip


class _Ahead:
    """Rows in order of position, taken as far as one asks."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def take(self, upto: int) -> Iterator[tuple[Any, ...]]:
        """Yield the rows up to a position."""
        while self._next is not None and self._next[0] <= upto:
            yield self._next
            self._next = next(self._rows, None)
