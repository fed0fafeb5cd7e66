"""States and tags held against the log: every event is folded again into the scopes it touches.

Why: a state is kept only until the event that changed it last, so that memory stays flat; the tags
are summed up, and looked at one by one only where the sums differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from ledger import events
from ledger.scopes._scope import KINDS, Scope, encode_state

if TYPE_CHECKING:
    from ledger._database import Link
    from ledger._verify_log import Fault

MASK: Final = (1 << 64) - 1

_EVENTS: Final = (
    "SELECT position, name, data FROM event WHERE ledger = ? AND position <= ? ORDER BY position"
)
_STATES: Final = (
    "SELECT position, scope, fold, state FROM scope_state WHERE ledger = ? ORDER BY position, scope"
)
_TAGS: Final = "SELECT tag, position FROM event_tag WHERE ledger = ?"
_TAGS_IN_ORDER: Final = (
    "SELECT position, tag FROM event_tag WHERE ledger = ? ORDER BY position, tag"
)
_TAG_COUNT: Final = "SELECT COUNT(*) FROM event_tag WHERE ledger = ?"

Progress = Callable[[int, int], None]


def fold(
    link: Link, ledger: str, last: int, folded_to: int, progress: Progress | None
) -> dict[str, Fault]:
    """Fold every event into the scopes that it touches; return the first fault of each check."""
    folding = _Folding(link, ledger, folded_to)
    for position, name, data in link.stream(_EVENTS, (ledger, last)):
        folding.take(position, name, data)
        if progress is not None and position % 5000 == 0:
            progress(position, last)
    faults = folding.finish()
    if not folding.tags_agree():
        faults["tags"] = _first_wrong_tag(link, ledger, last)
    return faults


class _Folding:
    """States that will change again, and the sum of the tags so far."""

    def __init__(self, link: Link, ledger: str, folded_to: int) -> None:
        self._link, self._ledger, self._folded_to = link, ledger, folded_to
        self._faults: dict[str, Fault] = {}
        self._states: dict[str, Any] = {}
        self._stored = Ahead(link.stream(_STATES, (ledger,)))
        self._tag_sum = self._tag_count = 0

    def take(self, position: int, name: str, data: bytes) -> None:
        """Fold one event; one that cannot be read or folded is named."""
        touched: tuple[Scope[Any], ...] = ()
        try:
            event = events.decode(name, data)
            touched = event.touches()
            if position <= self._folded_to:
                states = self._states
                for scope in touched:
                    state = states.get(scope)
                    states[scope] = scope.evolve(scope.INITIAL if state is None else state, event)
        except Exception as error:  # noqa: BLE001  (forged bytes may break anything; all is told)
            self._faults.setdefault("events", (f"cannot be folded: {error}", position))
        self._tag_count += len(touched)
        self._tag_sum += sum([hash((scope, position)) for scope in touched])
        if self._stored.position <= position:
            self._compare(position, touched)

    def _compare(self, upto: int, touched: tuple[Scope[Any], ...] = ()) -> None:
        """Hold the stored states that changed last by now against ours, and drop ours."""
        for position, name, fold_, state in self._stored.take(upto):
            ours = self._states.pop(name, None)
            kind: type[Scope[Any]] | None = KINDS.get(name.partition(":")[0])
            if ours is None or kind is None or position != upto or name not in touched:
                fault = "nothing leads to it here"
            elif fold_ != kind.FOLD:
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
        return self._faults

    def tags_agree(self) -> bool:
        """Tell whether as many tags are stored as there should be, and the same."""
        if self._link.select(_TAG_COUNT, (self._ledger,))[0][0] != self._tag_count:
            return False
        total = sum(map(hash, self._link.stream(_TAGS, (self._ledger,))))
        return (total - self._tag_sum) & MASK == 0


def _first_wrong_tag(link: Link, ledger: str, last: int) -> Fault:
    """Find the first position whose tags are not those of its event."""
    stored = Ahead(link.stream(_TAGS_IN_ORDER, (ledger,)))
    for position, name, data in link.stream(_EVENTS, (ledger, last)):
        expected = _tags_of(name, data)
        found = list(stored.take(position))
        wrong = {tag for at, tag in found if at == position} ^ set(map(str, expected))
        early = [at for at, _ in found if at != position]
        if early:
            return "a tag where there is no event", min(early)
        if wrong:
            return f"{min(wrong)}: too much, or missing", position
    return "a tag where there is no event", stored.position if stored.position < MASK else None


def _tags_of(name: str, data: bytes) -> tuple[Scope[Any], ...]:
    try:
        return events.decode(name, data).touches()
    except Exception:  # noqa: BLE001  (told as a fault of `events`, by position)
        return ()


class Ahead:
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
