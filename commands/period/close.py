"""结账: close an accounting period of a union's books, for good (反结账 is not offered).

Why: closed months stay as they were reported; each month closes after the one before it.
Rejects: for each union, in the guards' order, see `decide`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import StringConstraints

from commands._guards import first_of
from commands._listed import OneOrMany, Row, union_scopes, union_stands
from commands._verb import FINANCE, Decision, Id, Title, Verb, arg
from ledger.calendar import period_days, period_of
from ledger.events.periods import PeriodClosed
from ledger.rejections import Rejection, reject
from ledger.scopes.period import Period
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ledger.scopes._scope import Scope
    from ledger.world import World

Month = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]


class CloseRow(Row):
    """One union of a list."""

    union: Id


class ClosePeriod(OneOrMany):
    """A month is over, and nothing more is posted in it."""

    ROW: ClassVar[type[Row]] = CloseRow

    period: Month = arg("会计期间", "the month, as 2023-07")
    union: Id | None = arg("工会", "the union", default=None)
    rows: tuple[CloseRow, ...] = arg("工会名单", "a list of unions", default=())


def scopes(command: ClosePeriod) -> Iterable[Scope[Any]]:
    """Name the unions, the period and the one before it."""
    rows = command.listed(CloseRow)
    yield from union_scopes(row.union for row in rows)
    for row in rows:
        yield Period(row.union, command.period)
        yield Period(row.union, before(command.period))


def decide(command: ClosePeriod, world: World) -> Decision:
    """Close the period in every union's books or in none."""
    for row in command.listed(CloseRow):
        objections = first_of(
            union_stands(world, row.union, command.on, row.row),
            _opened(row, command.period, world),
            _not_closed(row, command.period, world),
            _over(row, command.period, command.on),
            _in_order(row, command.period, world),
        )
        yield from objections
        if not objections:
            yield PeriodClosed(
                command=world.command, by=command.by, occurred_on=command.on, union=row.union,
                period=command.period,
            )  # fmt: skip


def before(period: str) -> str:
    """Return the period before a period."""
    return period_of(period_days(period)[0] - timedelta(days=1))


def _opened(row: CloseRow, period: str, world: World) -> Iterator[Rejection]:
    opened_on = world[Union(row.union)].opened_on
    if opened_on is None:
        yield reject("books.not_opened", row=row.row, union=row.union)
    elif period < period_of(opened_on):
        yield reject(
            "period.before_opening", row=row.row, union=row.union, period=period,
            opened_on=opened_on.isoformat(),
        )  # fmt: skip


def _not_closed(row: CloseRow, period: str, world: World) -> Iterator[Rejection]:
    if world[Period(row.union, period)].is_closed:
        yield reject("period.closed", row=row.row, union=row.union, period=period)


def _over(row: CloseRow, period: str, on: date) -> Iterator[Rejection]:
    last = period_days(period)[1]
    if on < last:
        yield reject("period.not_over", row=row.row, period=period, last=last.isoformat())


def _in_order(row: CloseRow, period: str, world: World) -> Iterator[Rejection]:
    """The month before is closed, and so every earlier one; the first one has none before it."""
    opened_on = world[Union(row.union)].opened_on
    earlier = before(period)
    if opened_on is None or earlier < period_of(opened_on):
        return
    if not world[Period(row.union, earlier)].is_closed:
        yield reject("period.earlier_open", row=row.row, union=row.union, earlier=earlier)


VERB = Verb(ClosePeriod, Title("结账", "close a period"), FINANCE, scopes, decide)
