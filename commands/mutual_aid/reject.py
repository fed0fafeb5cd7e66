"""不予补助: turn a claim down before it is paid; the stay may be claimed for anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commands._benefits import ClaimRow, Sought, claim_scopes, in_status, not_paid, state_of
from commands._custody import InTerm
from commands._guards import first_of
from commands._listed import Text
from commands._verb import CHAIR, FINANCE, Decision, Id, Title, Verb, arg
from ledger.events.mutual_aid import ClaimRejected
from ledger.scopes.enrolment import Enrolment
from ledger.scopes.mutual_aid_claim import MutualAidClaim
from ledger.scopes.stay import Stay

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.world import World


class RejectClaim(InTerm):
    """A claim is not going to be paid as it stands."""

    claim: Id = arg("申请编号", "the claim, e.g. C118")
    reason: Text = arg("理由", "why; no illness, no hospital, no name")


@dataclass(frozen=True, slots=True)
class Ask:
    """The message with its claim."""

    command: RejectClaim
    asked: Sought


def prepare(command: RejectClaim, edge: Edge) -> Ask:
    """Name the claim as lists name them."""
    return Ask(command, Sought(ClaimRow(claim=command.claim), None))


def scopes(ask: Ask) -> Iterable[Scope[Any]]:
    """Name the claim."""
    return (MutualAidClaim(ask.command.claim),)


def more_scopes(ask: Ask, world: World) -> Iterator[Iterable[Scope[Any]]]:
    """Name whether it is paid, its stay, and the person's part in the term."""
    yield from claim_scopes(world, [ask.asked], ask.command.project)
    state = state_of(ask.asked, world)
    yield [
        Stay(state.person, state.project, state.discharged_on),
        Enrolment(state.person, state.project),
    ]


def decide(ask: Ask, world: World) -> Decision:
    """Turn the claim down."""
    command, asked = ask.command, ask.asked
    objections = first_of(in_status(command, asked, world, "filed", "assessed")) or first_of(
        not_paid(asked, world)
    )
    yield from objections
    if not objections:
        state = state_of(asked, world)
        yield ClaimRejected(
            command=world.command, by=command.by, occurred_on=command.on, union=command.union,
            project=command.project, claim=command.claim, person=state.person,
            discharged_on=state.discharged_on, reason=command.reason,
            released_fen=state.benefit,
        )  # fmt: skip


VERB = Verb(
    RejectClaim,
    Title("不予互助补助", "turn a mutual-aid claim down"),
    (*FINANCE, *CHAIR),
    scopes,
    decide,
    more_scopes,
    prepare,
)
