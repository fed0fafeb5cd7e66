"""主席审批: allow a reviewed roster to be paid, and commit its total on the budget line.

Why: 集体领导下的主席负责制; above the adopted threshold only with minutes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands._guards import first_of
from commands._minutes import decided, threshold_scopes
from commands._rosters import in_status, other_hands
from commands._verb import CHAIR, Command, Decision, Groups, Id, Name, Title, Verb, arg
from ledger.events.rosters import RosterApproved
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World


class ApproveRoster(Command):
    """A reviewed roster may be paid."""

    union: Id = arg("工会", "the union")
    roster: Id = arg("花名册编号", "the roster")
    minutes: Name | None = arg("会议纪要", "the minutes that decided on it", default=None)


def scopes(command: ApproveRoster) -> Iterable[Scope[Any]]:
    """Name the roster, the threshold and the minutes."""
    yield Roster(command.roster)
    yield from threshold_scopes(command.union, command.minutes)


def more_scopes(command: ApproveRoster, world: World) -> Groups:
    """Name the budget line that the roster names."""
    roster = world[Roster(command.roster)]
    return (BudgetLine(roster.union, roster.year, roster.budget_line),)


def decide(command: ApproveRoster, world: World) -> Decision:
    """Approve a reviewed roster."""
    roster = world[Roster(command.roster)]
    objections = first_of(
        in_status(world, command.union, command.roster, "reviewed"),
        other_hands(command.by, compiled=roster.maker),
        decided(world, command.union, command.minutes, roster.total),
        _affordable(world, command.roster),
    )
    yield from objections
    if not objections:
        yield RosterApproved(
            command=world.command, by=command.by, occurred_on=command.on, union=command.union,
            roster=command.roster, total_fen=roster.total, budget_line=roster.budget_line,
            year=roster.year, minutes=command.minutes,
        )  # fmt: skip


def _affordable(world: World, name: str) -> Iterator[Rejection]:
    roster = world[Roster(name)]
    line = world[BudgetLine(roster.union, roster.year, roster.budget_line)]
    if line.free < roster.total:
        yield reject(
            "budget.short",
            line=roster.budget_line,
            free=yuan(line.free),
            asked=yuan(roster.total),
            short_by=yuan(roster.total - line.free),
        )


VERB = Verb(
    ApproveRoster, Title("审批花名册", "approve a roster"), CHAIR, scopes, decide, more_scopes
)
