"""退回: send a roster back for good; what it had committed is free again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands._guards import first_of
from commands._rosters import in_status
from commands._verb import CHAIR, FINANCE, Command, Decision, Groups, Id, Title, Verb, arg
from ledger.events.rosters import RosterRejected
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.minutes import Minutes
from ledger.scopes.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.scopes._scope import Scope
    from ledger.world import World


class RejectRoster(Command):
    """A roster that has not been paid is not going to be; a corrected one gets an id of its own."""

    union: Id = arg("工会", "the union")
    roster: Id = arg("花名册编号", "the roster")
    reason: str = arg("退回原因", "why it is sent back", min_length=1)


def scopes(command: RejectRoster) -> Iterable[Scope[Any]]:
    """Name the roster."""
    return (Roster(command.roster),)


def more_scopes(command: RejectRoster, world: World) -> Groups:
    """Name the budget line that the roster names, and the minutes that it was approved under."""
    roster = world[Roster(command.roster)]
    yield BudgetLine(roster.union, roster.year, roster.budget_line)
    if roster.minutes is not None:
        yield Minutes(roster.union, roster.minutes)


def decide(command: RejectRoster, world: World) -> Decision:
    """Send a roster back."""
    roster = world[Roster(command.roster)]
    objections = first_of(
        in_status(world, command.union, command.roster, "compiled", "reviewed", "approved")
    )
    yield from objections
    if not objections:
        yield RosterRejected(
            command=world.command, by=command.by, occurred_on=command.on, union=command.union,
            roster=command.roster, reason=command.reason, budget_line=roster.budget_line,
            year=roster.year, released_fen=roster.total if roster.status == "approved" else 0,
            minutes=roster.minutes,
        )  # fmt: skip


VERB = Verb(
    RejectRoster,
    Title("退回花名册", "send a roster back"),
    (*FINANCE, *CHAIR),
    scopes,
    decide,
    more_scopes,
)
