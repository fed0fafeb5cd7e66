"""Verification: everything that is derived is worked out again from the stored events.

Why: an auditor trusts the log, and nothing else until it agrees with the log. A state is kept only
until the event that changed it last, so that memory stays flat; a long log is hashed by a second
process while this one folds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ledger import events
from ledger._stored import StoredEvent
from ledger._verify_log import Fault, Log, read_log
from ledger.scopes._scope import KINDS, Scope, encode_state

if TYPE_CHECKING:
    from ledger._database import Link
    from ledger.store import Store

LONG: Final = 100_000  # events from which a second process pays
MASK: Final = (1 << 64) - 1

_EVENTS: Final = (
    "SELECT position, name, data, recorded_at, leaf FROM event"
    " WHERE ledger = ? AND position <= ? ORDER BY position"
)
_NARROW: Final = (
    "SELECT position, name, data FROM event WHERE ledger = ? AND position <= ? ORDER BY position"
)
_STATES: Final = (
    "SELECT position, scope, fold, state FROM scope_state WHERE ledger = ? ORDER BY position"
)
_TAGS: Final = "SELECT tag, position FROM event_tag WHERE ledger = ?"
_TAG_COUNT: Final = "SELECT COUNT(*) FROM event_tag WHERE ledger = ?"
_KEYS: Final = "SELECT key, digest, first, last FROM command_key WHERE ledger = ?"
_HEAD: Final = "SELECT size, folded_to, frontier, recorded_at FROM ledger_head WHERE ledger = ?"
_LAST: Final = "SELECT COALESCE(MAX(position), 0), COUNT(*) FROM event WHERE ledger = ?"

Progress = Callable[[int, int], None]

CHECKS: Final = (
    "positions", "recorded_at", "leaf_hashes", "root", "head", "events", "canonical_bytes", "legs",
    "vouchers", "tags", "scope_states", "command_keys",
)  # fmt: skip


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
        last = link.select(_LAST, (ledger,))[0][0]
        if last < LONG:
            rows = link.stream(_EVENTS, (ledger, last))
            log = read_log(ledger, map(StoredEvent._make, rows), full=full)
            return _held(link, ledger, log, _fold(link, ledger, last, progress), full=full)
        with ProcessPoolExecutor(1) as other:
            reading: Future[Log] = other.submit(_read_beside, store.url, ledger, last, full)
            faults = _fold(link, ledger, last, progress)
            return _held(link, ledger, reading.result(), faults, full=full)


def _read_beside(url: str, ledger: str, upto: int, full: bool) -> Log:  # noqa: FBT001  (pickled)
    """Read the log in a process of its own."""
    from ledger.store import Store

    with Store.open(url, read_only=True) as store, store.snapshot() as link:
        rows = link.stream(_EVENTS, (ledger, upto))
        return read_log(ledger, map(StoredEvent._make, rows), full=full)


def _fold(link: Link, ledger: str, last: int, progress: Progress | None) -> dict[str, Fault]:
    """Fold every event into the scopes that it touches; hold states and tags against that."""
    folding = _Folding(link, ledger)
    for position, name, data in link.stream(_NARROW, (ledger, last)):
        folding.take(position, name, data)
        if progress is not None and position % 5000 == 0:
            progress(position, last)
    return folding.finish()


class _Folding:
    """States that will change again, and the sum of the tags so far."""

    def __init__(self, link: Link, ledger: str) -> None:
        self._link, self._ledger = link, ledger
        self._folded_to: int = link.select(_HEAD, (ledger,))[0][1]
        self._faults: dict[str, Fault] = {}
        self._states: dict[str, Any] = {}
        self._stored = _Ahead(link.stream(_STATES, (ledger,)))
        self._tag_sum = self._tag_count = 0

    def take(self, position: int, name: str, data: bytes) -> None:
        """Fold one event. What cannot be read is told by the reading of the log."""
        try:
            event = events.decode(name, data)
        except Exception:  # noqa: BLE001  (any fault of the bytes is told elsewhere, by position)
            return
        touched = event.touches()
        self._tag_count += len(touched)
        if position <= self._folded_to:
            states = self._states
            for scope in touched:
                self._tag_sum += hash((scope, position))
                state = states.get(scope)
                states[scope] = scope.evolve(scope.INITIAL if state is None else state, event)
        else:
            self._tag_sum += sum([hash((scope, position)) for scope in touched])
        if self._stored.position <= position:
            self._compare(position)

    def _compare(self, upto: int) -> None:
        """Hold the stored states that changed last by now against ours, and drop ours."""
        for position, name, fold, state in self._stored.take(upto):
            ours = self._states.pop(name, None)
            kind: type[Scope[Any]] | None = KINDS.get(name.partition(":")[0])
            if ours is None or kind is None:
                fault = "nothing leads to it"
            elif fold != kind.FOLD:
                fault = "folded by another version; uledger store upgrade"
            elif encode_state(ours) != state:
                fault = "not what its events lead to"
            else:
                continue
            self._faults.setdefault("scope_states", (f"{name}: {fault}", position))

    def finish(self) -> dict[str, Fault]:
        """Compare what is left."""
        self._compare(MASK)
        for scope in self._states:
            self._faults.setdefault("scope_states", (f"{scope}: there is no state for it", None))
            break
        total = sum(map(hash, self._link.stream(_TAGS, (self._ledger,))))
        count = self._link.select(_TAG_COUNT, (self._ledger,))[0][0]
        if count != self._tag_count or (total - self._tag_sum) & MASK:
            said = f"{count} stored, {self._tag_count} expected, or not the same"
            self._faults["tags"] = (said, None)
        return self._faults


def _held(
    link: Link, ledger: str, log: Log, faults: dict[str, Fault], *, full: bool
) -> list[Check]:
    """Hold head and keys against the log, and say what held."""
    faults = {**log.faults, **faults}
    size, _, frontier, recorded_at = link.select(_HEAD, (ledger,))[0]
    last, count = link.select(_LAST, (ledger,))[0]
    if size != last or count != last:
        said = f"the head says {size}, the last position is {last}, of {count} events"
        faults["head"] = (said, min(size, last) + 1)
    elif recorded_at != log.recorded_at:
        faults["head"] = ("not the time of the last event", last)
    if frontier != log.frontier:
        faults["root"] = ("the stored frontier is not that of the events", None)
    stored = {k: (bytes(d), first, to) for k, d, first, to in link.select(_KEYS, (ledger,))}
    for key in sorted(
        k for k in stored.keys() | log.keys.keys() if stored.get(k) != log.keys.get(k)
    ):
        at = log.keys[key][1] if key in log.keys else None
        faults.setdefault("command_keys", (f"{key}: stored and accepted differ", at))
    said_of = {"root": log.root, "positions": f"1–{log.last}"}
    return [
        Check(check, ok=False, detail=faults[check][0], position=faults[check][1])
        if check in faults
        else Check(check, ok=True, detail=said_of.get(check, ""))
        for check in CHECKS
        if full or check != "canonical_bytes"
    ]


class _Ahead:
    """Rows in order of position, taken as far as one asks. `position`: of the next one."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._rows = rows
        self._next = next(rows, None)
        self.position = MASK if self._next is None else self._next[0]

    def take(self, upto: int) -> Iterator[tuple[Any, ...]]:
        """Yield the rows up to a position."""
        while self._next is not None and self.position <= upto:
            yield self._next
            self._next = next(self._rows, None)
            self.position = MASK if self._next is None else self._next[0]
