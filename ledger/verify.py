"""Verification: everything that is derived is worked out again from the stored events.

Why: an auditor trusts the log, and nothing else until it agrees with the log. Two processes share a
long one: the first hashes it and folds half of the scopes, the other folds the other half.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ledger._stored import StoredEvent
from ledger._verify_fold import fold, folding_of
from ledger._verify_log import Fault, Log, read_log

if TYPE_CHECKING:
    from ledger._database import Link
    from ledger._verify_fold import Half
    from ledger.store import Store

LONG: Final = 100_000  # events from which a second process pays

_EVENTS: Final = (
    "SELECT position, name, data, recorded_at, leaf FROM event"
    " WHERE ledger = ? AND position <= ? ORDER BY position"
)
_KEYS: Final = "SELECT key, digest, first, last FROM command_key WHERE ledger = ?"
_HEAD: Final = "SELECT size, folded_to, frontier, recorded_at FROM ledger_head WHERE ledger = ?"
_LAST: Final = "SELECT COALESCE(MAX(position), 0), COUNT(*) FROM event WHERE ledger = ?"
_NEXT_LEDGER: Final = "SELECT MIN(ledger) FROM event WHERE ledger > ?"

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


def recorded_ledgers(store: Store) -> list[str]:
    """List the ledgers that have a head row or events: a head that was lost hides none."""
    found = set(store.ledgers())
    ledger: str | None = ""
    while (ledger := store.select(_NEXT_LEDGER, (ledger,))[0][0]) is not None:
        found.add(ledger)
    return sorted(found)


def verify(
    store: Store, ledger: str, *, full: bool = False, progress: Progress | None = None
) -> list[Check]:
    """Check the log against itself, and all that is derived from it against the log.

    `full`: also that each event is written in canonical bytes.
    """
    with store.snapshot() as link:
        last = link.select(_LAST, (ledger,))[0][0]
        heads = link.select(_HEAD, (ledger,))
        folded_to = heads[0][1] if heads else last
        if last < LONG:
            log, faults = _read(link, ledger, last, folded_to, "all", full=full)
        else:
            with ProcessPoolExecutor(1, initializer=_end_silently) as other:
                address = store.address
                task = other.submit(_read_beside, address, ledger, last, folded_to, full)
                upper = fold(link, ledger, last, folded_to, "upper", progress)
                log, faults = task.result()
            _add(faults, upper)
        _add(faults, log.faults)
        faults.update(_head_faults(link, ledger, log, heads))
        _hold_keys(link, ledger, log, faults)
    return _told(log, faults, full=full)


def _end_silently() -> None:
    """Let the second process go at Ctrl-C without a word: the first one tells it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _add(faults: dict[str, Fault], more: dict[str, Fault]) -> None:
    """Keep the earliest fault of each check."""
    for check, fault in more.items():
        faults[check] = min(fault, faults.get(check, fault), key=lambda found: found[1] or 0)


def _read_beside(
    address: str, ledger: str, upto: int, folded_to: int, full: bool  # noqa: FBT001  (pickled)
) -> tuple[Log, dict[str, Fault]]:  # fmt: skip
    """Read the log, and fold the lower half of the scopes, in a process of its own."""
    from ledger.store import Store

    with Store.open(address, read_only=True) as store, store.snapshot() as link:
        return _read(link, ledger, upto, folded_to, "lower", full=full)


def _read(
    link: Link, ledger: str, upto: int, folded_to: int, half: Half, *, full: bool
) -> tuple[Log, dict[str, Fault]]:
    """Read the log, and fold each event as it is read."""
    with folding_of(link, ledger, folded_to, half) as folding:
        rows = map(StoredEvent._make, link.stream(_EVENTS, (ledger, upto)))
        log = read_log(ledger, rows, full=full, also=folding.take)
        return log, folding.finish(upto)


def _head_faults(
    link: Link, ledger: str, log: Log, heads: list[tuple[Any, ...]]
) -> dict[str, Fault]:
    """Hold the head row against the log."""
    last, count = link.select(_LAST, (ledger,))[0]
    if not heads:
        return {"head": ("there is no head row", None)}
    faults: dict[str, Fault] = {}
    size, folded_to, frontier, recorded_at = heads[0]
    if size != last or count != last:
        said = f"the head says {size}, the last position is {last}, of {count} events"
        faults["head"] = (said, min(size, count, last) + 1)
    elif recorded_at != log.recorded_at:
        faults["head"] = ("not the time of the last event", last)
    elif not 0 <= folded_to <= size:
        faults["head"] = (f"states are said to be folded up to {folded_to}", last)
    if frontier != log.frontier:
        faults["root"] = ("the stored frontier is not that of the events", None)
    return faults


def _hold_keys(link: Link, ledger: str, log: Log, faults: dict[str, Fault]) -> None:
    """Hold the claimed keys against the accepted commands; name the earliest that differs."""
    stored = {k: (bytes(d), first, to) for k, d, first, to in link.select(_KEYS, (ledger,))}
    differing = [k for k in stored.keys() | log.keys.keys() if stored.get(k) != log.keys.get(k)]
    if differing:
        claims = {**stored, **log.keys}
        key = min(differing, key=lambda k: (claims[k][1], k))
        faults["command_keys"] = (f"{key}: stored and accepted differ", claims[key][1])


def _told(log: Log, faults: dict[str, Fault], *, full: bool) -> list[Check]:
    """Say of each check whether it held."""
    said_of = {"root": log.root, "positions": f"1–{log.last}"}
    return [
        Check(check, ok=False, detail=faults[check][0], position=faults[check][1])
        if check in faults
        else Check(check, ok=True, detail=said_of.get(check, ""))
        for check in CHECKS
        if full or check != "canonical_bytes"
    ]
