"""Unions (编制单位): who keeps books here, at which tier, below whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from ledger.events.opening import OpeningLoaded
from ledger.events.unions import UnionDissolved, UnionRegistered
from projections import _columns as c
from projections._columns import Column
from projections._tables import Table

if TYPE_CHECKING:
    from projections import Recorded
    from projections._columns import Row
    from projections._query import Query
    from projections._tables import Tables

TITLE = ("编制单位", "Unions")
COLUMNS = (
    c.UNION,
    Column("name", "名称", "Name"),
    Column("tier", "级次", "Tier", "code"),
    Column("upper", "上级工会", "Upper union", "union"),
    Column("uscc", "统一社会信用代码", "Credit code"),
    Column("books_kept_by", "代理记账", "Books kept by", "union"),
    Column("registered_on", "建账日期", "Registered on", "date"),
    Column("opened_on", "启用日期", "Books opened on", "date"),
    Column("dissolved_on", "撤销日期", "Dissolved on", "date"),
)
FOLD = 1
UNIONS: Final = Table(
    "unions",
    "ledger position:int union step on_day name tier upper uscc books_kept_by",
    key="ledger position",
)
TABLES = (UNIONS,)
ROWS: Final = (
    'SELECT "union", step, on_day, name, tier, upper, uscc, books_kept_by'
    " FROM {unions} WHERE {where} ORDER BY position"
)


def apply(events: Sequence[Recorded], tables: Tables) -> None:
    """Note what happened to unions."""
    found: list[tuple[Any, ...]] = []
    for position, _, event in events:
        words: tuple[str | None, ...] = ("",) * 5
        match event:
            case UnionRegistered():
                step = "registered"
                words = (event.name, event.tier, event.upper, event.uscc, event.books_kept_by)
            case OpeningLoaded():
                step = "opened"
            case UnionDissolved():
                step = "dissolved"
            case _:
                continue
        on = event.occurred_on.isoformat()
        given = (word or "" for word in words)
        found.append((tables.ledger, position, event.union, step, on, *given))
    tables.insert(UNIONS, found)


def rows(tables: Tables, query: Query) -> Iterator[Row]:
    """Yield one row a union, by its id."""
    where = query.where().equal(union=query.union).at_most(on_day=query.as_of)
    named: dict[str, tuple[str, ...]] = {}
    days: dict[str, dict[str, str]] = {}
    for union, step, on, *given in tables.select(ROWS, where):
        if step == "registered":
            named[union] = tuple(given)
        days.setdefault(union, {})[step] = on
    for union in sorted(named):
        found = days[union].get
        yield (union, *named[union], found("registered"), found("opened"), found("dissolved"))


def names(tables: Tables, query: Query) -> dict[str, str]:
    """Return the name of every registered union."""
    return {row[0]: row[1] for row in rows(tables, query)}
