"""What each person has received in a year (个人累计领取表), by kind, from all unions together.

Why: who is known under two ids is one person; what both have received is added up.
Unit: fen. `payments`: those that stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ledger.events.members import PersonMerged
from projections import _columns as c
from projections._columns import Column
from projections._tables import Table
from projections.payouts import asked

if TYPE_CHECKING:
    from projections import Recorded
    from projections._columns import Row
    from projections._query import Query
    from projections._tables import Tables

TITLE = ("个人累计领取表", "Received by person and year")
COLUMNS = (
    c.YEAR, c.PERSON, c.KIND,
    Column("cap_group", "限额类别", "Cap group", "code"),
    Column("unions", "发放工会数", "Unions", "count"),
    Column("payments", "次数", "Payments", "count"),
    c.AMOUNT,
)  # fmt: skip
READS = ("payouts",)
FOLD = 1
MERGES: Final = Table("merges", "ledger position:int person into merged_on", key="ledger position")
TABLES = (MERGES,)

ROWS: Final = (
    'SELECT year, person, kind, cap_group, "union", sum(claim), sum(amount_fen)'
    ' FROM {payouts} WHERE {where} GROUP BY year, person, kind, cap_group, "union"'
)
MERGED: Final = 'SELECT person, "into" FROM {merges} WHERE {where} ORDER BY position'


def apply(events: Sequence[Recorded], tables: Tables) -> None:
    """Note which ids turned out to be one person."""
    merged = [(at, event) for at, _, event in events if isinstance(event, PersonMerged)]
    tables.insert(
        MERGES,
        [(tables.ledger, at, e.person, e.into, e.occurred_on.isoformat()) for at, e in merged],
    )


def rows(tables: Tables, query: Query) -> Iterator[Row]:
    """Yield one row a year, person and kind."""
    one = _ids(tables, query)
    wanted = None if query.person is None else one.get(query.person, query.person)
    sums: dict[tuple[int, str, str, str], tuple[set[str], list[int]]] = {}
    for year, person, kind, group, union, claim, fen in _sums(tables, query, one, wanted):
        key = (year, one.get(person, person), kind, group)
        unions, total = sums.setdefault(key, (set(), [0, 0]))
        unions.add(union)
        total[0] += int(claim)
        total[1] += int(fen)
    for key in sorted(sums):
        unions, (payments, amount) = sums[key]
        yield (*key, len(unions), payments, amount)


def _sums(
    tables: Tables, query: Query, one: dict[str, str], wanted: str | None
) -> Iterator[tuple[int, str, str, str, str, int, int]]:
    """Read the sums of all ids, or of every id of one person."""
    if wanted is None:
        yield from tables.select(ROWS, asked(query))
        return
    for person in [wanted, *(alias for alias, into in one.items() if into == wanted)]:
        yield from tables.select(ROWS, asked(replace(query, person=person)))


def _ids(tables: Tables, query: Query) -> dict[str, str]:
    """Return the id that each merged id belongs to in the end."""
    into = dict(tables.select(MERGED, query.where().at_most(merged_on=query.as_of)))
    found = {}
    for person in into:
        last, seen = person, {person}
        while last in into and into[last] not in seen:
            last = into[last]
            seen.add(last)
        found[person] = last
    return found
