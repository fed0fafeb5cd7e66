"""任职: give officers their roles, in one union or in every one.

Why: who keeps the cash does not keep the books, and who audits does neither (不相容岗位).
Rejects: for each row, in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from commands._duties import ROLES_MAX, Held, conflict
from commands._guards import first_of
from commands._listed import OneOrMany, Row, union_scopes, union_stands
from commands._verb import Decision, Id, Title, Verb, arg
from ledger.events.officers import OfficerAppointed, Role
from ledger.rejections import Rejection, reject
from ledger.scopes.officer import Officer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World


class AppointRow(Row):
    """One appointment of a list."""

    officer: Id
    role: Role
    union: Id | None = None


class AppointOfficers(OneOrMany):
    """Officers take on roles; without a union, in every union of the ledger."""

    ROW: ClassVar[type[Row]] = AppointRow

    officer: Id | None = arg("人员", "the officer's id", default=None)
    role: Role | None = arg("岗位", "the role", default=None)
    union: Id | None = arg("工会", "the union; every union if left out", default=None)
    rows: tuple[AppointRow, ...] = arg("任职名单", "a list of appointments", default=())


def scopes(command: AppointOfficers) -> Iterable[Scope[Any]]:
    """Name the officers and unions."""
    rows = command.listed(AppointRow)
    yield from (Officer(row.officer) for row in rows)
    yield from union_scopes(row.union for row in rows)


def decide(command: AppointOfficers, world: World) -> Decision:
    """Appoint every officer or none; a row is judged with the roles of the rows before it."""
    for row in command.listed(AppointRow):
        objections = first_of(
            () if row.union is None else union_stands(world, row.union, command.on, row.row),
            _not_held(row, world),
            _compatible(row, world),
        )
        yield from objections
        if not objections:
            yield OfficerAppointed(
                command=world.command, by=command.by, occurred_on=command.on,
                officer=row.officer, role=row.role, union=row.union,
            )  # fmt: skip


def _not_held(row: AppointRow, world: World) -> Iterator[Rejection]:
    roles = world[Officer(row.officer)].roles
    if Held(row.role, row.union) in map(Held.of, roles):
        yield reject("officer.appointed_already", row=row.row, officer=row.officer, role=row.role)
    elif len(roles) >= ROLES_MAX:
        yield reject("officer.too_many_roles", row=row.row, officer=row.officer, most=ROLES_MAX)


def _compatible(row: AppointRow, world: World) -> Iterator[Rejection]:
    held = conflict(Held(row.role, row.union), world[Officer(row.officer)].roles)
    if held is not None:
        yield reject(
            "officer.incompatible", row=row.row, officer=row.officer, role=row.role,
            holds=held.role,
        )  # fmt: skip


VERB = Verb(
    AppointOfficers, Title("任命人员", "appoint officers"), ("administrator",), scopes, decide
)
