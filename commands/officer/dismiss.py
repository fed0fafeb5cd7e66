"""免职: take a role from an officer.

Why: nobody gives up the administrator's role themselves, so that one always remains.
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from commands._duties import Held
from commands._guards import first_of
from commands._listed import OneOrMany, Row
from commands._verb import Decision, Id, Title, Verb, arg
from ledger.events.officers import OfficerDismissed, Role
from ledger.rejections import Rejection, reject
from ledger.scopes.officer import Officer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World


class DismissRow(Row):
    """One dismissal of a list."""

    officer: Id
    role: Role
    union: Id | None = None


class DismissOfficers(OneOrMany):
    """Officers give up roles; without a union, the role that they hold in every union."""

    ROW: ClassVar[type[Row]] = DismissRow

    officer: Id | None = arg("人员", "the officer's id", default=None)
    role: Role | None = arg("岗位", "the role", default=None)
    union: Id | None = arg("工会", "the union; the role in every union if left out", default=None)
    rows: tuple[DismissRow, ...] = arg("免职名单", "a list of dismissals", default=())


def scopes(command: DismissOfficers) -> Iterable[Scope[Any]]:
    """Name the officers."""
    return [Officer(row.officer) for row in command.listed(DismissRow)]


def decide(command: DismissOfficers, world: World) -> Decision:
    """Dismiss every officer or none."""
    for row in command.listed(DismissRow):
        objections = first_of(_held(row, world), _not_own(row, command))
        yield from objections
        if not objections:
            yield OfficerDismissed(
                command=world.command, by=command.by, occurred_on=command.on,
                officer=row.officer, role=row.role, union=row.union,
            )  # fmt: skip


def _held(row: DismissRow, world: World) -> Iterator[Rejection]:
    if Held(row.role, row.union) not in map(Held.of, world[Officer(row.officer)].roles):
        yield reject("officer.not_appointed", row=row.row, officer=row.officer, role=row.role)


def _not_own(row: DismissRow, command: DismissOfficers) -> Iterator[Rejection]:
    if row.role == "administrator" and row.officer == command.by:
        yield reject("officer.own_administration", row=row.row, officer=row.officer)


VERB = Verb(
    DismissOfficers, Title("免去职务", "dismiss officers"), ("administrator",), scopes, decide
)
