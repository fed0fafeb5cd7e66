"""States and tags held against the log: every event is folded again into the scopes it touches.

Why: a state is kept only until the event that changed it last, so that memory stays flat; the tags
are summed up, and looked at one by one only where the sums differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Final, Literal

from ledger import events
from ledger.scopes._scope import KINDS, Scope, encode_state

if TYPE_CHECKING:
    from ledger._database import Link
    from ledger._verify_log import Fault
    from ledger.events import Event

MASK: Final = (1 << 64) - 1

MIDDLE: Final = "n"
"""Scopes whose names come before it are the lower half, all others the upper one."""

Half = Literal["all", "lower", "upper"]

_OF_HALF: Final[dict[Half, str]] = {"all": "", "lower": "AND {} < 'n'", "upper": "AND {} >= 'n'"}
_EVENTS: Final = (
    "SELECT position, name, data FROM event WHERE ledger = ? AND position <= ? ORDER BY position"
)
_STATES: Final = (
    "SELECT position, scope, fold, state FROM scope_state WHERE ledger = ? {half}"
    " ORDER BY position, scope"
)
_TAGS: Final = "SELECT tag, position FROM event_tag WHERE ledger = ? {half}"
_TAGS_IN_ORDER: Final = (
    "SELECT position, tag FROM event_tag WHERE ledger = ? ORDER BY position, tag"
)
_TAG_COUNT: Final = "SELECT COUNT(*) FROM event_tag WHERE ledger = ? {half}"

Progress = Callable[[int, int], None]


def fold(
    link: Link, ledger: str, last: int, folded_to: int, half: Half, progress: Progress | None
) -> dict[str, Fault]:
    """Fold every event into the scopes that it touches; return the first fault of each check."""
    with folding_of(link, ledger, folded_to, half) as folding:
        for position, name, data in link.stream(_EVENTS, (ledger, last)):
            folding.read(position, name, data)
            if progress is not None and position % 5000 == 0:
                progress(position, last)
        return folding.finish(last)


@contextmanager
def folding_of(link: Link, ledger: str, folded_to: int, half: Half) -> Iterator[Folding]:
    """Begin to fold, with the stored states of that half ahead."""
    states = _STATES.format(half=_OF_HALF[half].format("scope"))
    with closing(link.stream(states, (ledger,))) as stored:
        yield Folding(link, ledger, folded_to, half, Ahead(stored))


class Folding:
    """States that will change again, and the sum of the tags so far, of half the scopes or all.

    Why halves: two processes share the work; each reads every event and answers for its own scopes.
    """

    def __init__(self, link: Link, ledger: str, folded_to: int, half: Half, stored: Ahead) -> None:
        self._link, self._ledger, self._folded_to, self._half = link, ledger, folded_to, half
        self._faults: dict[str, Fault] = {}
        self._states: dict[str, Any] = {}
        self._stored = stored
        self._tag_sum = self._tag_count = 0

    def read(self, position: int, name: str, data: bytes) -> None:
        """Decode and fold one event; one that cannot be read is named."""
        try:
            event = events.decode(name, data)
        except Exception as error:  # noqa: BLE001  (forged bytes may break anything; all is told)
            self._faults.setdefault("events", (f"cannot be read: {error}", position))
            self.take(position, None)
        else:
            self.take(position, event)

    def take(self, position: int, event: Event | None) -> None:
        """Fold one event (None: it could not be read); one that cannot be folded is named."""
        touched: Sequence[Scope[Any]] = ()
        if event is not None:
            try:
                touched = self._mine(event.touches())
                if position <= self._folded_to:
                    states = self._states
                    for scope in touched:
                        state = states.get(scope, scope.INITIAL)
                        states[scope] = scope.evolve(state, event)
            except Exception as error:  # noqa: BLE001  (as above)
                self._faults.setdefault("events", (f"cannot be folded: {error}", position))
        self._tag_count += len(touched)
        for scope in touched:
            self._tag_sum += hash((scope, position))
        if self._stored.position <= position:
            self._compare(position, touched)

    def _mine(self, touched: tuple[Scope[Any], ...]) -> Sequence[Scope[Any]]:
        if self._half == "all":
            return touched
        if self._half == "lower":
            return [scope for scope in touched if scope < MIDDLE]
        return [scope for scope in touched if scope >= MIDDLE]

    def _compare(self, upto: int, touched: Sequence[Scope[Any]] = ()) -> None:
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

    def finish(self, last: int) -> dict[str, Fault]:
        """Compare what is left, and the tags; return the first fault of each check."""
        self._compare(MASK)
        for scope in self._states:
            self._faults.setdefault("scope_states", (f"{scope}: there is no state for it", None))
            break
        if not self._tags_agree():
            self._faults["tags"] = _first_wrong_tag(self._link, self._ledger, last)
        return self._faults

    def _tags_agree(self) -> bool:
        """Tell whether as many tags are stored as there should be, and the same."""
        half = _OF_HALF[self._half].format("tag")
        count = self._link.select(_TAG_COUNT.replace("{half}", half), (self._ledger,))[0][0]
        if count != self._tag_count:
            return False
        total = sum(map(hash, self._link.stream(_TAGS.format(half=half), (self._ledger,))))
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
