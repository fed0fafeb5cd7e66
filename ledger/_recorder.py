"""A ledger seen through the `eventsourcing` library's DCB interface: read, append, subscribe.

Why: whoever builds on that library can build on a ledger's log; its own contract tests run against
this class on both databases. The write path (`commands/_handle.py`) does not go through here, but
through the same append. What is appended here is folded into no scope state: `Head.folded_to`
stays behind until the write path folds that tail.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from eventsourcing.dcb.api import (
    DCBAppendCondition,
    DCBEvent,
    DCBQuery,
    DCBQueryItem,
    DCBReadResponse,
    DCBRecorder,
    DCBSequencedEvent,
    DCBSubscription,
)
from eventsourcing.persistence import IntegrityError, ProgrammingError

from ledger._database import PAGE
from ledger._stored import NewEvent, StoredEvent, StoreError
from ledger.store import Store

PARTS: Final = 100  # selects that one statement unites; SQLite allows 500
TAGS: Final = 1000  # tags looked for by one select
POLL_SECONDS: Final = 0.05

EVENTS_AT: Final = (
    "SELECT position, name, data, recorded_at, leaf FROM event"
    " WHERE ledger = ? AND position {among} ORDER BY position"
)
TAGS_BETWEEN: Final = (
    "SELECT tag, position FROM event_tag WHERE ledger = ? AND position BETWEEN ? AND ?"
)

# The range stands inside each select, so that each is one short walk along an index.
WITH_TAGS: Final = (
    "SELECT DISTINCT t.position FROM event_tag t"
    " WHERE t.ledger = ? AND t.tag {among} AND t.position > ? AND t.position <= ?"
)
AND_TAG: Final = (
    " AND EXISTS (SELECT 1 FROM event_tag o"
    " WHERE o.ledger = t.ledger AND o.tag = ? AND o.position = t.position)"
)
AND_TYPE: Final = (
    " AND EXISTS (SELECT 1 FROM event e"
    " WHERE e.ledger = t.ledger AND e.position = t.position AND e.name {among})"
)
WITH_TYPES: Final = (
    "SELECT position FROM event"
    " WHERE ledger = ? AND position > ? AND position <= ? AND name {among}"
)

Select = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
Part = tuple[str, list[Any]]  # a select and its values
TagsOf = Callable[[StoredEvent], Iterable[str]]


class LedgerRecorder(DCBRecorder):
    """The DCB recorder of one ledger.

    `tags_of`: tells an event's tags from the event, where they can be told; otherwise they are
    looked up in `event_tag`, which has no index by position: a walk over all tags for each page.
    """

    def __init__(
        self,
        store: Store,
        ledger: str,
        *,
        tags_of: TagsOf | None = None,
        poll_seconds: float = POLL_SECONDS,
    ) -> None:
        self.ledger = ledger
        self.poll_seconds = poll_seconds
        self._store = store
        self._tags_of = tags_of

    def read(
        self,
        query: DCBQuery | None = None,
        *,
        after: int | None = None,
        limit: int | None = None,
    ) -> DCBReadResponse:
        """Read the matching events; the head is taken first, so that no event can lie behind it."""
        head = self._size()
        events = self._matching(query, after or 0, head, limit)
        if limit is None:
            return _Response(events, head or None)
        found = list(events)
        return _Response(iter(found), found[-1].position if found else None)

    def append(
        self, events: Sequence[DCBEvent], condition: DCBAppendCondition | None = None
    ) -> int:
        """Append, unless an event matches the condition; return the last position.

        Rejects: a matched condition (IntegrityError), no events (ProgrammingError).
        """
        if not events:
            raise ProgrammingError("there is no event to append")
        with self._store.write(self.ledger, create=True) as tx:
            if condition is not None:
                query, after = condition.fail_if_events_match, condition.after or 0
                if _positions(tx.select, self.ledger, query, after, tx.size, 1):
                    raise IntegrityError(condition)
            new = [NewEvent(event.type, event.data, event.tags) for event in events]
            tx.append(new, folded=False)
            return tx.size

    def subscribe(
        self, query: DCBQuery | None = None, *, after: int | None = None
    ) -> LedgerSubscription:
        """Follow the log from `after` on, asking again every `poll_seconds`."""
        return LedgerSubscription(self, query, after)

    def _size(self) -> int:
        try:
            return self._store.head(self.ledger).size
        except StoreError as error:
            if error.code != "ledger.unknown":
                raise
            return 0

    def _matching(
        self, query: DCBQuery | None, after: int, head: int, limit: int | None
    ) -> Iterator[DCBSequencedEvent]:
        """Yield the matching events up to `head`, a page at a time."""
        left = head if limit is None else limit
        while left > 0 and after < head:
            wanted = min(left, PAGE)
            page = self._page(query, after, head, wanted)
            yield from self._sequenced(page)
            if len(page) < wanted:
                return
            left -= len(page)
            after = page[-1].position

    def _page(
        self, query: DCBQuery | None, after: int, head: int, wanted: int
    ) -> list[StoredEvent]:
        positions = _positions(self._store.select, self.ledger, query, after, head, wanted)
        rows = self._store.select(EVENTS_AT, (self.ledger, positions))
        return [StoredEvent(*row) for row in rows]

    def _sequenced(self, page: Sequence[StoredEvent]) -> Iterator[DCBSequencedEvent]:
        tags = self._tags(page)
        for event in page:
            yield DCBSequencedEvent(
                DCBEvent(event.name, event.data, tags.get(event.position, [])), event.position
            )

    def _tags(self, page: Sequence[StoredEvent]) -> dict[int, list[str]]:
        if self._tags_of is not None:
            return {event.position: sorted(set(self._tags_of(event))) for event in page}
        if not page:
            return {}
        values = (self.ledger, page[0].position, page[-1].position)
        tags: dict[int, list[str]] = {}
        for tag, position in self._store.select(TAGS_BETWEEN, values):
            tags.setdefault(position, []).append(tag)
        return tags


class LedgerSubscription(DCBSubscription[LedgerRecorder]):
    """The events of a ledger as they come: reads what is there, then asks again and again."""

    def __init__(self, recorder: LedgerRecorder, query: DCBQuery | None, after: int | None) -> None:
        super().__init__(recorder, query, after)
        self._found: Iterator[DCBSequencedEvent] = iter(())
        self._head = 0

    def __next__(self) -> DCBSequencedEvent:
        while not self._has_been_stopped:
            event = next(self._found, None)
            if event is not None:
                self._last_position = event.position
                return event
            # Whatever else lies before the head that was read did not match.
            self._last_position = max(self._last_position, self._head)
            found = self._recorder.read(self._query, after=self._last_position)
            self._found, self._head = found, found.head or 0
            if self._head <= self._last_position:
                time.sleep(self._recorder.poll_seconds)
        raise StopIteration


class _Response(DCBReadResponse):
    """What a read found, and the head it was read at."""

    def __init__(self, events: Iterator[DCBSequencedEvent], head: int | None) -> None:
        self._events = events
        self._head = head

    @property
    def head(self) -> int | None:
        return self._head

    def __next__(self) -> DCBSequencedEvent:
        return next(self._events)


def _positions(
    select: Select, ledger: str, query: DCBQuery | None, after: int, head: int, wanted: int
) -> list[int]:
    """Return the first `wanted` matching positions after `after`, up to `head`, in order."""
    items = query.items if query is not None else []
    if not all(item.tags or item.types for item in items) or not items:
        return list(range(after + 1, min(head, after + wanted) + 1))
    parts = list(_parts(items, [after, head], ledger))
    found: set[int] = set()
    for start in range(0, len(parts), PARTS):
        chunk = parts[start : start + PARTS]
        text = " UNION ".join(part for part, _ in chunk) + " ORDER BY position LIMIT ?"
        values = [value for _, bound in chunk for value in bound]
        found.update(position for (position,) in select(text, [*values, wanted]))
    return sorted(found)[:wanted]


def _parts(items: Sequence[DCBQueryItem], between: list[int], ledger: str) -> Iterator[Part]:
    """Write the selects of a query's items; those that differ in one tag only share a select.

    A tag named twice counts once.
    """
    alone: dict[tuple[str, ...], set[str]] = {}
    for item in items:
        tags, types = sorted(set(item.tags)), sorted(set(item.types))
        if len(tags) == 1:
            alone.setdefault(tuple(types), set()).update(tags)
        elif tags:
            yield _tagged(ledger, tags[:1], between, tags[1:], types)
        else:
            yield WITH_TYPES, [ledger, *between, types]
    for shared, named in alone.items():
        several = sorted(named)
        for start in range(0, len(several), TAGS):
            chunk = several[start : start + TAGS]
            yield _tagged(ledger, chunk, between, [], list(shared))


def _tagged(
    ledger: str, any_of: list[str], between: list[int], also: list[str], types: list[str]
) -> Part:
    """Write the select for events with one of `any_of`, all of `also`, and one of `types`."""
    text = WITH_TAGS + AND_TAG * len(also)
    values = [ledger, any_of, *between, *also]
    return (text + AND_TYPE, [*values, types]) if types else (text, values)
