"""Custody money of mutual aid (职工医疗互助收支结存表): what came in, went out, is left, by term.

Why: it equals the sub-ledger of 221 (代管经费): opening + collected - remitted + received - paid +
other = balance. `other` is what general vouchers and other kinds of fact moved on 221.
`enrolled`, `premiums`: persons who take part and what they owe; `payments`: claims paid that stand.
Asked for a year or month, `opening` is the balance before it. What is undone is taken off again.
Unit: fen; what is held is positive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from ledger.events import Posted
from ledger.events.mutual_aid import EnrolmentRecorded
from ledger.events.opening import OpeningLoaded
from projections import _columns as c
from projections._columns import Column
from projections._tables import Table
from projections._totals import booked_until
from projections.postings import first_day

if TYPE_CHECKING:
    from projections import Recorded
    from projections._columns import Row
    from projections._query import Query, Where
    from projections._tables import Tables

TITLE = ("职工医疗互助收支结存表", "Mutual-aid custody")
COLUMNS = (
    c.UNION,
    Column("project", "代管项目", "Custody project"),
    Column("opening", "上期结存", "Opening", "amount"),
    Column("enrolled", "参互人数", "Enrolled", "count"),
    Column("premiums", "应收互助金", "Premiums", "amount"),
    Column("collected_persons", "收缴人数", "Persons collected from", "count"),
    Column("collected", "本期收缴", "Collected", "amount"),
    Column("remitted", "上缴", "Remitted", "amount"),
    Column("received", "拨入补助金", "Benefits received", "amount"),
    Column("payments", "发放人次", "Payments", "count"),
    Column("paid", "发放金额", "Benefits paid", "amount"),
    Column("other", "其他", "Other", "amount"),
    c.BALANCE,
)
FOLD = 1
MOVES: Final = Table(
    "custody_moves",
    "ledger position:int union project flow booked_on persons:int amount_fen:int",
    key="ledger position union project",
)
ENROLMENTS: Final = Table(
    "mutual_aid_enrolments",
    "ledger position:int union project booked_on premium_fen:int",
    key="ledger position",
)
TABLES = (MOVES, ENROLMENTS)
HELD: Final = "221"
MOVED: Final = (
    'SELECT "union", project, flow, sum(persons), sum(amount_fen) FROM {custody_moves}'
    ' WHERE {where} GROUP BY "union", project, flow'
)
ENROLLED: Final = (
    "SELECT \"union\", project, 'enrolled', count(*), sum(premium_fen)"
    ' FROM {mutual_aid_enrolments} WHERE {where} GROUP BY "union", project'
)


def apply(events: Sequence[Recorded], tables: Tables) -> None:
    """Note what each fact moved on 221, project by project, and who takes part."""
    moves: list[tuple[Any, ...]] = []
    enrolments: list[tuple[Any, ...]] = []
    for position, _, event in events:
        if isinstance(event, Posted):
            moves += [(tables.ledger, position, *move) for move in _moves(event)]
        elif isinstance(event, EnrolmentRecorded):
            day = event.occurred_on.isoformat()
            enrolments.append(
                (tables.ledger, position, event.union, event.project, day, event.premium_fen)
            )
    tables.insert(MOVES, moves)
    tables.insert(ENROLMENTS, enrolments)


def _moves(event: Posted) -> Iterator[tuple[Any, ...]]:
    """Yield union, project, flow, booked_on, persons and fen; money held without a project too."""
    sums: dict[tuple[str, str], int] = {}
    for leg in event.legs:
        if leg.account.startswith(HELD):
            key = (leg.union, leg.custody or "")
            sums[key] = sums.get(key, 0) - leg.fen
    for (union, project), fen in sums.items():
        flow, persons = _flow(event, project)
        yield union, project, flow, event.booked_on.isoformat(), persons, fen


def _flow(event: Posted, project: str) -> tuple[str, int]:
    """Return what kind of movement it is, and how many persons or payments it counts."""
    flow = event.custody
    if flow is None or flow.project != project:
        return ("opening" if isinstance(event, OpeningLoaded) else "other"), 0
    return flow.flow, flow.persons if event.payout is None else event.payout.claim


def rows(tables: Tables, query: Query) -> Iterator[Row]:
    """Yield one row a union and project."""
    found: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}
    for union, project, flow, persons, fen in _sums(tables, query):
        flows = found.setdefault((union, project), {})
        before = flows.get(flow, (0, 0))
        flows[flow] = (before[0] + int(persons), before[1] + int(fen))
    for (union, project), flows in sorted(found.items()):
        collected, paid = flows.get("premium_collected", (0, 0)), flows.get("benefit_paid", (0, 0))
        enrolled = flows.pop("enrolled", (0, 0))
        yield (
            union, project, _fen(flows, "opening"), *enrolled, *collected,
            -_fen(flows, "premium_remitted"), _fen(flows, "benefit_received"),
            paid[0], -paid[1], _fen(flows, "other"), sum(fen for _, fen in flows.values()),
        )  # fmt: skip


def _fen(flows: dict[str, tuple[int, int]], flow: str) -> int:
    return flows.get(flow, (0, 0))[1]


def _sums(tables: Tables, query: Query) -> Iterator[tuple[str, str, str, int, int]]:
    """Yield sums by union, project and flow; what was before the time asked about as opening."""
    first = first_day(query)
    if first is not None:
        for union, project, _, _, fen in tables.select(MOVED, _asked(query).below(booked_on=first)):
            yield union, project, "opening", 0, fen
    yield from tables.select(MOVED, _asked(query).at_least(booked_on=first))
    yield from tables.select(ENROLLED, _asked(query).at_least(booked_on=first))


def _asked(query: Query) -> Where:
    where = query.where().equal(union=query.union)
    return where.at_most(booked_on=booked_until(query))
