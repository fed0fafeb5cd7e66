"""补助核定: count the benefit of filed claims by the scheme as adopted last, and stamp its version.

Why: the assessor is not who filed; bands, deductible and caps come from the scheme alone.
Rejects: for each row, in the guards' order, see `decide`; all are assessed, or none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commands._benefits import (
    AboutClaims,
    Sought,
    as_stated,
    claim_scopes,
    in_status,
    not_empty,
    other_hands,
    sought,
    state_of,
)
from commands._claims import aliases
from commands._custody import in_term
from commands._guards import first_of
from commands._income import positive
from commands._verb import FINANCE, Decision, Title, Verb
from ledger.benefits import benefit_of
from ledger.events.mutual_aid import ClaimAssessed
from ledger.scopes.enrolment import Enrolment
from ledger.scopes.person import Person
from ledger.scopes.scheme import Scheme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.world import World


class AssessClaims(AboutClaims):
    """Filed claims are assessed: with the eligible amount as filed, or as the list states it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """The message with the claims that it means."""

    command: AssessClaims
    asked: list[Sought]


def prepare(command: AssessClaims, edge: Edge) -> Ask:
    """Find the persons of rows that name no claim."""
    return Ask(command, sought(command, edge))


def scopes(ask: Ask) -> Iterable[Scope[Any]]:
    """Name the term."""
    return (Scheme(ask.command.scheme, ask.command.term),)


def more_scopes(ask: Ask, world: World) -> Iterator[Iterable[Scope[Any]]]:
    """Name the claims, and what their persons were assessed before under all their ids."""
    yield from claim_scopes(world, ask.asked, ask.command.project)
    people = [state_of(s, world).person for s in ask.asked if s.claim]
    yield [Person(person) for person in people]
    yield [Person(root) for person in people if (root := world[Person(person)].into)]
    project = ask.command.project
    yield [Enrolment(alias, project) for person in people for alias in aliases(world, person)]


def decide(ask: Ask, world: World) -> Decision:
    """Assess every claim, or none."""
    command = ask.command
    if objections := first_of(in_term(command, world), not_empty(ask.asked)):
        yield from objections
        return
    for asked in ask.asked:
        if objections := first_of(in_status(command, asked, world, "filed")):
            yield from objections
            continue
        state = state_of(asked, world)
        given = asked.row.eligible_fen
        eligible = state.eligible if given is None else given
        before = _assessed_before(state.person, command.project, world)
        scheme = world[Scheme(command.scheme, command.term)]
        benefit = benefit_of(scheme, eligible, before)
        objections = first_of(
            other_hands(asked, command.by, filed=state.filer),
            positive(eligible, asked.row.row),
            as_stated(asked, benefit.fen),
        )
        if objections:
            yield from objections
        else:
            yield ClaimAssessed(
                command=world.command, by=command.by, occurred_on=command.on,
                union=command.union, project=command.project, claim=asked.claim or "",
                person=state.person, eligible_fen=eligible, benefit_fen=benefit.fen,
                version=scheme.version, received_fen=before, cap=benefit.cap,
            )  # fmt: skip


def _assessed_before(person: str, project: str, world: World) -> int:
    return sum(world[Enrolment(alias, project)].assessed for alias in aliases(world, person))


VERB = Verb(
    AssessClaims,
    Title("核定互助补助", "assess mutual-aid claims"),
    FINANCE,
    scopes,
    decide,
    more_scopes,
    prepare,
)
