"""Forgeries of a ledger: what someone with the database's password could change, and where."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ledger.store import Store
from ledger.verify import verify
from tests.scenario import LEDGER

GUARDS = {
    "sqlite": "DROP TRIGGER event_no_update; DROP TRIGGER event_no_delete;"
              " DROP TRIGGER event_no_insert_over",
    "postgresql": "ALTER TABLE event DISABLE TRIGGER USER",
}  # fmt: skip


class Books(NamedTuple):
    """A copy of the small ledger for one test: its URL, the first payment, the last position."""

    url: str
    payment: int
    last: int

    def forge(self, *statements: str, **values: Any) -> None:
        """Run statements as a database's owner could, past the guards."""
        with Store.open(self.url) as store, store.tables(write=True) as connection:
            for guard in GUARDS[store.dialect].split(";"):
                connection.execute(guard)
            mark = ":{}" if store.dialect == "sqlite" else "%({})s"
            marks = {name: mark.format(name) for name in (*values, "ledger", "p", "last")}
            given = {"ledger": LEDGER, "p": self.payment, "last": self.last, **values}
            for statement in statements:
                connection.execute(statement.format(**marks), given)

    def event(self, position: int) -> tuple[str, bytes, str]:
        """Return an event's name, data and time of recording."""
        with Store.open(self.url) as store:
            stored = next(store.read(LEDGER, after=position - 1, upto=position))
        return stored.name, stored.data, stored.recorded_at

    def failed(self, *, full: bool = True) -> dict[str, int | None]:
        """Return the checks that fail, each with the first bad position."""
        with Store.open(self.url, read_only=True) as store:
            return {c.check: c.position for c in verify(store, LEDGER, full=full) if not c.ok}


EVENT = "WHERE ledger = {ledger} AND position = "
TO_P, TO_LAST = EVENT + "{p}", EVENT + "{last}"
COLUMNS = "ledger, position, name, data, recorded_at, leaf"
COPY_LAST = (
    f"INSERT INTO event ({COLUMNS}) SELECT ledger, position + 1, name, data, recorded_at, leaf"
    f" FROM event {TO_LAST}"
)
OVER = (
    f"INSERT INTO event ({COLUMNS}) SELECT ledger, position, name, {{data}}, recorded_at, leaf"
    f" FROM event {TO_P} ON CONFLICT (ledger, position) DO UPDATE SET data = excluded.data"
)

Where = Callable[[Books], int | None]


def at_payment(books: Books) -> int:
    return books.payment


def before_payment(books: Books) -> int:
    return books.payment - 1


def after_last(books: Books) -> int:
    return books.last + 1


def at_last(books: Books) -> int:
    return books.last


def nowhere(_: Books) -> None:
    return None


def in_first_command(_: Books) -> int:
    return 1


IN_THE_LOG: dict[str, tuple[tuple[str, ...], str, Where]] = {
    "data changed": ((f"UPDATE event SET data = {{data}} {TO_P}",), "leaf_hashes", at_payment),
    "data no JSON": ((f"UPDATE event SET data = {{junk}} {TO_P}",), "events", at_payment),
    "data of another": (
        (f"UPDATE event SET data = (SELECT data FROM event {TO_LAST}) {TO_P}",),
        "leaf_hashes", at_payment,
    ),
    "leaf changed": ((f"UPDATE event SET leaf = {{junk}} {TO_P}",), "leaf_hashes", at_payment),
    "name changed": (
        (f"UPDATE event SET name = 'entry.reversed/1' {TO_P}",), "leaf_hashes", at_payment
    ),
    "name unknown": ((f"UPDATE event SET name = 'no.such/9' {TO_P}",), "events", at_payment),
    "name cannot be": ((f"UPDATE event SET name = '' {TO_P}",), "events", at_payment),
    "re-dated": (
        (f"UPDATE event SET recorded_at = '2001' {TO_P}",), "recorded_at", at_payment
    ),
    "re-dated a little": (
        (f"UPDATE event SET recorded_at = recorded_at || '0' {TO_P}",), "leaf_hashes", at_payment
    ),
    "last deleted": ((f"DELETE FROM event {TO_LAST}",), "head", at_last),
    "middle deleted": ((f"DELETE FROM event {TO_P}",), "positions", at_payment),
    "all deleted": (("DELETE FROM event WHERE ledger = {ledger}",), "head", in_first_command),
    "two swapped": (
        (
            f"UPDATE event SET position = -1 {TO_P}",
            f"UPDATE event SET position = {{p}} {EVENT} {{p}} + 1",
            f"UPDATE event SET position = {{p}} + 1 {EVENT} -1",
        ),
        "leaf_hashes", at_payment,
    ),
    "one added": ((COPY_LAST,), "head", after_last),
    "one far away": (
        (COPY_LAST, f"UPDATE event SET position = {2**40} {EVENT} {{last}} + 1"),
        "positions", after_last,
    ),
    "one before the first": (
        (COPY_LAST, f"UPDATE event SET position = -5 {EVENT} {{last}} + 1"),
        "positions", in_first_command,
    ),
    "inserted over": ((OVER,), "leaf_hashes", at_payment),
}  # fmt: skip

STATE = "WHERE ledger = {ledger} AND scope = "
ROSTER = f"{STATE} 'roster:R1'"
FIRST_TAG = (
    "ledger = {ledger} AND position = {p} AND tag ="
    " (SELECT MIN(tag) FROM event_tag WHERE ledger = {ledger} AND position = {p})"
)

BESIDE_THE_LOG: dict[str, tuple[tuple[str, ...], str, Where]] = {
    "state changed": (
        (f"UPDATE scope_state SET state = {{junk}} {ROSTER}",), "scope_states", before_payment
    ),
    "state moved back": (
        (f"UPDATE scope_state SET position = 5 {ROSTER}",), "scope_states", lambda _: 5
    ),
    "state moved on": (
        (f"UPDATE scope_state SET position = {{last}} + 7 {ROSTER}",),
        "scope_states", lambda books: books.last + 7,
    ),
    "state deleted": ((f"DELETE FROM scope_state {ROSTER}",), "scope_states", nowhere),
    "state added": (
        ("INSERT INTO scope_state VALUES ({ledger}, 'roster:R9', {p}, 1, {junk})",),
        "scope_states", at_payment,
    ),
    "state of no kind": (
        ("INSERT INTO scope_state VALUES ({ledger}, 'nothing', {p}, 1, {junk})",),
        "scope_states", at_payment,
    ),
    "state of another fold": (
        (f"UPDATE scope_state SET fold = 99 {ROSTER}",), "scope_states", before_payment
    ),
    "tag added": (
        ("INSERT INTO event_tag VALUES ({ledger}, 'roster:R9', {p})",), "tags", at_payment
    ),
    "tag deleted": ((f"DELETE FROM event_tag WHERE {FIRST_TAG}",), "tags", at_payment),
    "tag moved": (
        (f"UPDATE event_tag SET position = {{last}} + 1 WHERE {FIRST_TAG}",), "tags", at_payment
    ),
    "tag renamed": (
        ("UPDATE event_tag SET tag = tag || 'x' WHERE ledger = {ledger} AND position = {last}",),
        "tags", at_last,
    ),
    "tag of no event": (
        ("INSERT INTO event_tag VALUES ({ledger}, 'roster:R1', {last} + 3)",),
        "tags", lambda books: books.last + 3,
    ),
    "head too small": (
        ("UPDATE ledger_head SET size = {last} - 1 WHERE ledger = {ledger}",), "head", at_last
    ),
    "head too big": (
        ("UPDATE ledger_head SET size = {last} + 1 WHERE ledger = {ledger}",), "head", after_last
    ),
    "head re-dated": (
        ("UPDATE ledger_head SET recorded_at = '2001' WHERE ledger = {ledger}",), "head", at_last
    ),
    "head folded further": (
        ("UPDATE ledger_head SET folded_to = {last} + 9 WHERE ledger = {ledger}",),
        "head", at_last,
    ),
    "frontier changed": (
        ("UPDATE ledger_head SET frontier = {junk} WHERE ledger = {ledger}",), "root", nowhere
    ),
    "head deleted": (("DELETE FROM ledger_head WHERE ledger = {ledger}",), "head", nowhere),
    "key deleted": (
        ("DELETE FROM command_key WHERE ledger = {ledger}",), "command_keys", in_first_command
    ),
    "key of another digest": (
        ("UPDATE command_key SET digest = {junk} WHERE ledger = {ledger}",),
        "command_keys", in_first_command,
    ),
    "key added": (
        ("INSERT INTO command_key VALUES ({ledger}, 'free', {junk}, {p}, {last})",),
        "command_keys", at_payment,
    ),
}  # fmt: skip
CASES = {**IN_THE_LOG, **BESIDE_THE_LOG}
