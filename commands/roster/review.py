"""财务审核: check a roster against its papers, by another officer than its maker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands._guards import first_of
from commands._rosters import in_status, other_hands
from commands._verb import FINANCE, Command, Decision, Id, Title, Verb, arg
from ledger.events.rosters import RosterReviewed
from ledger.scopes.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.scopes._scope import Scope
    from ledger.world import World


class ReviewRoster(Command):
    """A compiled roster is found in order."""

    union: Id = arg("工会", "the union")
    roster: Id = arg("花名册编号", "the roster")
    opinion: str = arg("审核意见", "the reviewer's opinion", default="")


def scopes(command: ReviewRoster) -> Iterable[Scope[Any]]:
    """Name the roster."""
    return (Roster(command.roster),)


def decide(command: ReviewRoster, world: World) -> Decision:
    """Review a compiled roster."""
    objections = first_of(
        in_status(world, command.union, command.roster, "compiled"),
        other_hands(command.by, compiled=world[Roster(command.roster)].maker),
    )
    yield from objections
    if not objections:
        yield RosterReviewed(
            command=world.command, by=command.by, occurred_on=command.on, union=command.union,
            roster=command.roster, opinion=command.opinion,
        )  # fmt: skip


VERB = Verb(ReviewRoster, Title("审核花名册", "review a roster"), FINANCE, scopes, decide)
