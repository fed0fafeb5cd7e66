"""互助金收缴: the premiums of a union's enrolments come into its custody.

Why: what is collected is persons × premium, to the fen; else the list or the money is wrong.
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands._custody import MovesCustody, custody_scopes, may_move, moved
from commands._guards import first_of
from commands._verb import FINANCE, Decision, Title, Verb, arg
from ledger.events.mutual_aid import PremiumCollected
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.premium import Premium

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World


class CollectPremium(MovesCustody):
    """The premiums of everybody whom the union has enrolled and who has not paid yet."""

    persons: int | None = arg("人数", "how many paid, as counted on paper", default=None, ge=1)


def scopes(command: CollectPremium) -> Iterable[Scope[Any]]:
    """Name what moving custody money is judged by, and what is still to be collected."""
    yield from custody_scopes(command)
    yield Premium(command.union, command.project)


def decide(command: CollectPremium, world: World) -> Decision:
    """Collect what is due, no more and no less."""
    objections = may_move(command, world) or first_of(_as_due(command, world))
    yield from objections
    if not objections:
        persons = world[Premium(command.union, command.project)].due_persons
        fields = moved(command, world, "premium_collected", "收缴互助金", persons=persons)
        yield PremiumCollected(**fields, document=command.document)


def _as_due(command: CollectPremium, world: World) -> Iterator[Rejection]:
    due = world[Premium(command.union, command.project)]
    persons = due.due_persons if command.persons is None else command.persons
    if (command.amount, persons) != (due.due, due.due_persons):
        yield reject(
            "mutual_aid.premium_differs", amount=yuan(command.amount), persons=persons,
            due=yuan(due.due), due_persons=due.due_persons,
            difference=yuan(command.amount - due.due),
        )  # fmt: skip


VERB = Verb(
    CollectPremium,
    Title("收缴互助金", "collect mutual-aid premiums"),
    (*FINANCE, "cashier"),
    scopes,
    decide,
)
