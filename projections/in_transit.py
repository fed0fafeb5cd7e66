"""Subsidies in transit (在途补助): paid by an upper union, not yet booked by the lower one.

Why: no account exists for money on its way; it is what 508 above has more than 403 below.
Unit: fen. `days` under way: to the day asked about, else to the last day on which any union booked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from ledger.events import Posted
from projections import _columns as c
from projections._columns import Column
from projections._tables import Table

if TYPE_CHECKING:
    from projections import Recorded
    from projections._columns import Row
    from projections._query import Query
    from projections._tables import Tables

TITLE = ("在途补助", "Subsidies in transit")
COLUMNS = (
    Column("subsidy", "补助编号", "Subsidy"),
    Column("payer", "拨付工会", "Payer", "union"),
    Column("receiver", "接收工会", "Receiver", "union"),
    c.KIND,
    Column("project", "项目", "Project"), c.AMOUNT,
    Column("paid_on", "拨付日期", "Paid on", "date"),
    Column("days", "在途天数", "Days", "count"),
)  # fmt: skip
FOLD = 1
TRANSFERS: Final = Table(
    "transfers",
    "ledger position:int payer number receiver kind project paid_fen:int received_fen:int"
    " occurred_on booked_on",
    key="ledger position",
)
TABLES = (TRANSFERS,)
READS = ("postings",)

ROWS: Final = (
    "SELECT number, payer, receiver, kind, project, sum(paid_fen) - sum(received_fen),"
    " max(CASE WHEN paid_fen > 0 THEN occurred_on END) FROM {transfers} WHERE {where}"
    " GROUP BY payer, number, receiver, kind, project"
    " HAVING sum(paid_fen) <> sum(received_fen) ORDER BY 7, payer, number"
)
LAST: Final = "SELECT max(booked_on) FROM {day_totals} WHERE {where}"
LAST_KNOWN: Final = "SELECT max(booked_on) FROM {postings} WHERE {where}"


def apply(events: Sequence[Recorded], tables: Tables) -> None:
    """Note either side of every subsidy; what undoes one has a minus sign."""
    rows: list[tuple[Any, ...]] = []
    for position, _, event in events:
        if not isinstance(event, Posted) or (moved := event.transfer) is None:
            continue
        fen = moved.amount_fen
        sides = (fen, 0) if moved.side == "paid" else (0, fen)
        rows.append(
            (
                tables.ledger, position, moved.payer, moved.number, moved.lower, moved.kind,
                moved.project or "", *sides, event.occurred_on.isoformat(),
                event.booked_on.isoformat(),
            )
        )  # fmt: skip
    tables.insert(TRANSFERS, rows)


def rows(tables: Tables, query: Query) -> Iterator[Row]:
    """Yield one row a subsidy under way, the oldest first; `union` is on either end."""
    until = query.as_of or _last(tables, query)
    where = query.where().equal(kind=query.kind).at_most(booked_on=query.as_of)
    for *named, project, fen, paid_on in tables.select(ROWS, where):
        if query.union in (None, named[1], named[2]):
            days = (until - date.fromisoformat(paid_on)).days if until and paid_on else None
            yield (*named, project or None, int(fen), paid_on, days)


def _last(tables: Tables, query: Query) -> date | None:
    """Return the last day on which anything was booked."""
    statement = LAST if query.known_at is None else LAST_KNOWN
    found = next(tables.select(statement, query.where()), (None,))[0]
    return None if found is None else date.fromisoformat(found)
