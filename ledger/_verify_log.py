"""The log held against itself: order, hashes, readable events, entries, voucher numbers."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from ledger import events
from ledger.events import Event, Posted, UnknownEvent
from ledger.events.commands import CommandAccepted
from ledger.leaf import Frontier, leaves

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ledger._stored import StoredEvent

PAGE: Final = 5000

Fault = tuple[str, int | None]
Key = tuple[bytes, int, int]


class Log(NamedTuple):
    """What the log came to: the first fault of each check, and what the rest is held against."""

    faults: dict[str, Fault]
    last: int
    recorded_at: str
    frontier: bytes
    root: str
    keys: dict[str, Key]


def read_log(
    ledger: str,
    stored: Iterator[StoredEvent],
    *,
    full: bool,
    also: Callable[[int, Event | None], None],
    progress: Callable[[int], None] | None = None,
) -> Log:
    """Read every event once; memory stays flat. `also` is given each, None if it cannot be read."""
    reading = _Reading(ledger, also, full=full)
    page: list[StoredEvent] = []
    for event in stored:
        page.append(event)
        if len(page) == PAGE:
            reading.take(page)
            page = []
            if progress is not None:
                progress(reading.at)
    if page:
        reading.take(page)
    return reading.finish()


def _runs(page: list[StoredEvent]) -> Iterator[tuple[str, list[StoredEvent]]]:
    """Yield runs of events recorded at one time; where positions are missing, one by one."""
    for recorded_at, run in groupby(page, key=lambda e: e.recorded_at):
        together = list(run)
        if together[-1].position - together[0].position == len(together) - 1:
            yield recorded_at, together
        else:
            yield from ((recorded_at, [event]) for event in together)


class _Reading:
    """What has been read so far, and what was found wrong first."""

    def __init__(
        self, ledger: str, also: Callable[[int, Event | None], None], *, full: bool
    ) -> None:
        self._ledger, self._also, self._full = ledger, also, full
        self.at = 0
        self._recorded_at = ""
        self._frontier = Frontier()
        self._faults: dict[str, Fault] = {}
        self._keys: dict[str, Key] = {}
        self._vouchers: dict[tuple[str, str, str], int] = {}

    def _fault(self, check: str, detail: str, position: int) -> None:
        self._faults.setdefault(check, (detail, position))

    def take(self, page: list[StoredEvent]) -> None:
        """Check a page of events."""
        self._order(page)
        self._hashes(page)
        for stored in page:
            event = self._decoded(stored)
            if isinstance(event, Posted):
                self._posted(stored.position, event)
            elif isinstance(event, CommandAccepted) and event.key is not None:
                self._claimed(stored.position, event, event.key)
            self._also(stored.position, event)
        self.at = page[-1].position

    def _claimed(self, position: int, event: CommandAccepted, key: str) -> None:
        try:
            digest = bytes.fromhex(event.digest)
        except ValueError:
            self._fault("events", "the digest of the command is none", position)
            digest = b""
        self._keys[key] = (digest, position, position + event.facts)

    def _order(self, page: list[StoredEvent]) -> None:
        expected, recorded_at = self.at, self._recorded_at
        for stored in page:
            expected += 1
            if stored.position != expected:
                self._fault("positions", f"expected {expected}, found {stored.position}", expected)
                expected = stored.position
            if stored.recorded_at < recorded_at:
                self._fault("recorded_at", "earlier than the event before it", stored.position)
            recorded_at = stored.recorded_at
        self._recorded_at = recorded_at

    def _hashes(self, page: list[StoredEvent]) -> None:
        """Hash the envelopes again, runs of one time together."""
        for recorded_at, together in _runs(page):
            names, datas = [e.name for e in together], [e.data for e in together]
            hashes = leaves(self._ledger, together[0].position, names, datas, recorded_at)
            if hashes != [e.leaf for e in together]:
                pairs = zip(together, hashes, strict=True)
                bad = next(e.position for e, found in pairs if e.leaf != found)
                self._fault("leaf_hashes", "the event is not what was hashed", bad)
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

    def _posted(self, position: int, event: Posted) -> None:
        sums: dict[str, int] = {}
        for leg in event.legs:
            sums[leg.union] = sums.get(leg.union, 0) + leg.fen
        if any(sums.values()):
            self._fault("legs", "an entry does not balance", position)
        voucher = event.voucher
        if voucher.entry == 1:
            series = (voucher.union, voucher.type, voucher.period)
            expected = self._vouchers.get(series, 0) + 1
            if voucher.no != expected:
                said = f"{'/'.join(series)}: expected {expected}, found {voucher.no}"
                self._fault("vouchers", said, position)
            self._vouchers[series] = voucher.no

    def finish(self) -> Log:
        """Return what the log came to."""
        return Log(
            self._faults, self.at, self._recorded_at, self._frontier.to_bytes(),
            self._frontier.root().hex(), self._keys,
        )  # fmt: skip
