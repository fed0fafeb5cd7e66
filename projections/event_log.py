"""The event log (系统操作日志): every fact in order: when, by whom, about what, how much.

`amount`: of a posted fact its payout or the sum of its debits; of others the amount they name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from ledger.entry import total_debit
from ledger.events import Posted
from ledger.events.commands import CommandRefused
from projections import _columns as c
from projections._columns import Column
from projections._tables import Table

if TYPE_CHECKING:
    from ledger.events import Event
    from projections import Recorded
    from projections._columns import Row
    from projections._query import Query
    from projections._tables import Tables

TITLE = ("操作日志", "Event log")
COLUMNS = (
    c.POSITION,
    Column("name", "事件", "Event"),
    Column("occurred_on", "业务日期", "Occurred on", "date"),
    Column("recorded_at", "记录时间", "Recorded at", "text"),
    c.BY, c.UNION, c.SUMMARY, c.AMOUNT, c.PERSON,
)  # fmt: skip
FOLD = 1
LOG: Final = Table(
    "event_log",
    "ledger position:int name occurred_on recorded_at by union summary has_amount:int"
    " amount_fen:int person",
    key="ledger position",
    undigested=("recorded_at",),
)
TABLES = (LOG,)
TOLD: Final = (
    "summary", "title", "resolution", "reason", "document", "roster", "verb", "period", "role",
    "name", "into",
)  # fmt: skip
"""Fields that say what a fact is about, the most telling first."""

ROWS: Final = (
    'SELECT position, name, occurred_on, recorded_at, "by", "union", summary,'
    " CASE WHEN has_amount = 1 THEN amount_fen END, person"
    " FROM {event_log} WHERE {where} ORDER BY position"
)


def apply(events: Sequence[Recorded], tables: Tables) -> None:
    """Note every fact."""
    ledger = tables.ledger
    found: list[tuple[Any, ...]] = []
    for position, recorded_at, event in events:
        amount, person, summary = _told(event)
        found.append(
            (
                ledger, position, event.NAME, event.occurred_on.isoformat(), recorded_at, event.by,
                getattr(event, "union", None) or "", summary,
                0 if amount is None else 1, amount or 0, person,
            )
        )  # fmt: skip
    tables.insert(LOG, found)


def _told(event: Event) -> tuple[int | None, str, str]:
    """Return amount, person and summary."""
    if isinstance(event, Posted):
        paid = event.payout
        if paid is None:
            return total_debit(event.legs), "", _summary(event)
        told = event.summary or getattr(event, "reason", "")  # asked for a million times
        return paid.amount_fen, paid.person, told or f"{paid.kind} {paid.occasion}"
    fen = getattr(event, "total_fen", None)
    if fen is None:
        fen = getattr(event, "amount_fen", None)
    return fen, getattr(event, "person", None) or "", _summary(event)


def _summary(event: Event) -> str:
    """Say what a fact is about, from its own words; it holds no personal plaintext."""
    if isinstance(event, CommandRefused):
        codes = dict.fromkeys(code for code, _ in event.reasons)
        return f"{event.verb}: {', '.join(codes)}"
    for field in TOLD:
        if told := getattr(event, field, None):
            return str(told)
    return ""


def rows(tables: Tables, query: Query) -> Iterator[Row]:
    """Yield one row an event. As of a day: what had happened; known then: what was recorded."""
    where = query.where().equal(
        union=query.union, person=query.person, by=query.by, name=query.name
    )
    where.at_least(occurred_on=query.since).at_most(occurred_on=query.until)
    return tables.select(ROWS, where.at_most(occurred_on=query.as_of))
