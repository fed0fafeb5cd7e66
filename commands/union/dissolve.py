"""撤销工会: end a union; nothing more is posted in its books from that day on.

Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from commands._guards import first_of
from commands._listed import OneOrMany, Row, Text, union_stands
from commands._verb import Decision, Id, Title, Verb, arg
from ledger.events.unions import UnionDissolved
from ledger.rejections import Rejection, reject
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World


class DissolveRow(Row):
    """One union of a list."""

    union: Id
    reason: Text


class DissolveUnions(OneOrMany):
    """Unions end."""

    ROW: ClassVar[type[Row]] = DissolveRow

    union: Id | None = arg("工会", "the union", default=None)
    reason: Text | None = arg("原因", "why, with the document", default=None)
    rows: tuple[DissolveRow, ...] = arg("撤销名单", "a list of unions", default=())


def scopes(command: DissolveUnions) -> Iterable[Scope[Any]]:
    """Name the unions."""
    return [Union(row.union) for row in command.listed(DissolveRow)]


def decide(command: DissolveUnions, world: World) -> Decision:
    """Dissolve every union or none."""
    for row in command.listed(DissolveRow):
        objections = first_of(
            union_stands(world, row.union, command.on, row.row),
            _not_announced(row, world),
        )
        yield from objections
        if not objections:
            yield UnionDissolved(
                command=world.command, by=command.by, occurred_on=command.on, union=row.union,
                reason=row.reason,
            )  # fmt: skip


def _not_announced(row: DissolveRow, world: World) -> Iterator[Rejection]:
    """It does not end on a later day already."""
    ends = world[Union(row.union)].dissolved_on
    if ends is not None:
        yield reject("union.dissolved", row=row.row, union=row.union, on=ends.isoformat())


VERB = Verb(
    DissolveUnions, Title("撤销工会", "dissolve unions"), ("administrator",), scopes, decide
)
