"""Registry coverage (实名制覆盖情况): how many members of each union stand in the registry.

A person enrolled twice in a union counts once; one enrolled in two unions counts in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from projections import _columns as c
from projections import members, unions
from projections._columns import Column, rate

if TYPE_CHECKING:
    from projections._columns import Row
    from projections._query import Query
    from projections._tables import Tables

TITLE = ("会员实名制覆盖情况", "Registry coverage")
COLUMNS = (
    c.UNION,
    Column("union_name", "工会名称", "Union name"),
    Column("members", "会员人数", "Members", "count"),
    Column("registered", "已入库人数", "In the registry", "count"),
    Column("unregistered", "未入库人数", "Not in the registry", "count"),
    Column("unproven", "身份未核验人数", "Identity unproven", "count"),
    Column("coverage_rate", "覆盖率", "Coverage", "rate"),
)
READS = ("members", "unions")
ROWS: Final = (
    'SELECT "union", count(*), sum(registered), sum(unproven) FROM'
    ' (SELECT "union", person, max(registered) AS registered,'
    " min(CASE WHEN identity = 'proven' THEN 0 ELSE 1 END) AS unproven"
    ' FROM {members} WHERE {where} GROUP BY "union", person) AS persons GROUP BY "union"'
)


def rows(tables: Tables, query: Query) -> Iterator[Row]:
    """Yield one row a union, unions without members too."""
    names = unions.names(tables, query)
    counted = dict.fromkeys(names, (0, 0, 0))
    for union, *counts in tables.select(ROWS, members.asked(replace(query, person=None))):
        counted[union] = tuple(map(int, counts))  # type: ignore[assignment]
    for union, (count, registered, unproven) in sorted(counted.items()):
        missing = count - registered
        covered = rate(registered, count)
        yield union, names.get(union), count, registered, missing, unproven, covered
