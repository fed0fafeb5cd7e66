"""Members (会员): who is enrolled where, how good the ID number is, whether in the registry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ledger.events.members import MemberEnrolled
from projections import _columns as c
from projections._columns import Column
from projections._tables import Table

if TYPE_CHECKING:
    from projections import Recorded
    from projections._columns import Row
    from projections._query import Query, Where
    from projections._tables import Tables

TITLE = ("会员", "Members")
COLUMNS = (
    c.UNION, c.PERSON,
    Column("member_no", "会员编号", "Member number"),
    Column("identity", "身份核验", "Identity", "code"),
    Column("registered", "已实名入库", "In the registry", "flag"),
    Column("new_employment", "新就业形态", "New employment", "flag"),
    Column("enrolled_on", "入会日期", "Enrolled on", "date"),
    c.POSITION,
)  # fmt: skip
FOLD = 1
MEMBERS: Final = Table(
    "members",
    "ledger position:int union person member_no identity registered:int new_employment:int"
    " enrolled_on",
    key="ledger position",
)
TABLES = (MEMBERS,)
ROWS: Final = (
    'SELECT "union", person, member_no, identity, registered, new_employment, enrolled_on, position'
    ' FROM {members} WHERE {where} ORDER BY "union", position'
)


def apply(events: Sequence[Recorded], tables: Tables) -> None:
    """Note who was enrolled."""
    enrolled = [(at, event) for at, _, event in events if isinstance(event, MemberEnrolled)]
    tables.insert(
        MEMBERS,
        [
            (
                tables.ledger, at, e.union, e.person, e.member_no or "", e.identity,
                int(e.registered), int(e.new_employment), e.occurred_on.isoformat(),
            )
            for at, e in enrolled
        ],
    )  # fmt: skip


def asked(query: Query) -> Where:
    """Return which members a question is about."""
    where = query.where().equal(union=query.union, person=query.person)
    return where.at_most(enrolled_on=query.as_of)


def rows(tables: Tables, query: Query) -> Iterator[Row]:
    """Yield one row an enrolment, by union."""
    return tables.select(ROWS, asked(query))
