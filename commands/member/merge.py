"""人员合并: two ids turn out to be one human being; both stay in history.

Why: a row without a usable ID number makes a person of its own; merged, their claims count as one.
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands._guards import first_of
from commands._listed import Text
from commands._verb import FINANCE, Command, Decision, Id, Title, Verb, arg
from ledger.events.members import PersonMerged
from ledger.rejections import Rejection, reject
from ledger.scopes.person import ALIASES_MAX, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World


class MergePersons(Command):
    """`person` is the same as `into`, under whose id both go on."""

    person: Id = arg("人员编号", "the id that is given up")
    into: Id = arg("并入编号", "the id that goes on")
    evidence: Text = arg("依据", "what proves it")


def scopes(command: MergePersons) -> Iterable[Scope[Any]]:
    """Name both."""
    return Person(command.person), Person(command.into)


def more_scopes(command: MergePersons, world: World) -> Iterable[Scope[Any]]:
    """Name those who were merged into the one that is given up."""
    return [Person(alias) for alias in world[Person(command.person)].aliases]


def decide(command: MergePersons, world: World) -> Decision:
    """Merge a person, and with them whoever had been merged into them."""
    objections = first_of(_two(command), _unmerged(command, world), _room(command, world))
    yield from objections
    if not objections:
        for person in (command.person, *world[Person(command.person)].aliases):
            yield PersonMerged(
                command=world.command, by=command.by, occurred_on=command.on, person=person,
                into=command.into, evidence=command.evidence,
            )  # fmt: skip


def _two(command: MergePersons) -> Iterator[Rejection]:
    if command.person == command.into:
        yield reject("person.same", person=command.person)


def _unmerged(command: MergePersons, world: World) -> Iterator[Rejection]:
    for person in (command.person, command.into):
        if (into := world[Person(person)].into) is not None:
            yield reject("person.merged_already", person=person, into=into)


def _room(command: MergePersons, world: World) -> Iterator[Rejection]:
    more = 1 + len(world[Person(command.person)].aliases)
    if len(world[Person(command.into)].aliases) + more > ALIASES_MAX:
        yield reject("person.too_many_aliases", person=command.into, most=ALIASES_MAX)


VERB = Verb(
    MergePersons,
    Title("合并人员", "merge persons"),
    (*FINANCE, "administrator"),
    scopes,
    decide,
    more_scopes,
)
