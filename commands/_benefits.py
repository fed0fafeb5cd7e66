"""Mutual-aid claims that a command is about: named by their ids, or found by person and discharge.

Why: the list that was filed (补助金发放表) is the list that is assessed and paid; it names persons
and stays, and no ids of claims.
Unit: fen.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from pydantic import StrictInt, model_validator
from pydantic_core import PydanticCustomError

from commands._claims import aliases
from commands._custody import InTerm
from commands._listed import Row
from commands._payees import identify
from commands._verb import Id, arg
from ledger.events.mutual_aid import BENEFIT
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.mutual_aid_claim import MutualAidClaim
from ledger.scopes.paid import Paid
from ledger.scopes.person import Person
from ledger.scopes.stay import Stay

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.scopes.mutual_aid_claim import State as ClaimState
    from ledger.world import World


class ClaimRow(Row):
    """One claim, by its id, or by the person and the day of discharge.

    `eligible_fen`: as the assessor finds it; `amount_fen`: the benefit as stated, to be checked.
    """

    claim: Id | None = None
    name: str = ""
    national_id: str | None = None
    member_no: str | None = None
    discharged_on: date | None = None
    eligible_fen: StrictInt | None = None
    amount_fen: StrictInt | None = None

    @model_validator(mode="after")
    def _names_a_claim(self) -> Self:
        if self.claim is None and (not self.name or self.discharged_on is None):
            raise PydanticCustomError("missing", "{field}: missing", {"field": "claim"})
        return self


class AboutClaims(InTerm):
    """A message about claims: typed one by one, or in a list."""

    claims: tuple[Id, ...] = arg("申请编号", "ids of claims, e.g. C118", default=())
    rows: tuple[ClaimRow, ...] = arg("补助金发放表", "the list of claims", default=())


class Sought:
    """A row and the claim that it means; `claim` None: the person has none for that stay."""

    __slots__ = ("claim", "person", "row")

    def __init__(self, row: ClaimRow, person: str | None) -> None:
        self.row = row
        self.person = person
        self.claim: str | None = row.claim


def sought(command: AboutClaims, edge: Edge) -> list[Sought]:
    """Return what the message is about, with the person of each row that names no id."""
    typed = [Sought(ClaimRow(claim=claim), None) for claim in command.claims]
    named = [row for row in command.rows if row.claim is None]
    people, _ = identify(command.union, named, edge)  # type: ignore[arg-type]  # rows of a file are numbered
    person = dict(zip(map(id, named), people, strict=True))
    listed = [
        Sought(row, person[id(row)].person if id(row) in person else None) for row in command.rows
    ]
    return typed + listed


def claim_scopes(
    world: World, asked: Sequence[Sought], project: str
) -> Iterator[Iterable[Scope[Any]]]:
    """Name the persons, their stays, the claims, and whether those are paid; group by group."""
    named = [s for s in asked if s.person is not None]
    yield [Person(s.person) for s in named if s.person]
    yield [Person(root) for s in named if s.person and (root := world[Person(s.person)].into)]
    stays = {
        s: [Stay(p, project, s.row.discharged_on) for p in aliases(world, s.person)]
        for s in named
        if s.person and s.row.discharged_on
    }
    yield [stay for found in stays.values() for stay in found]
    for s, found in stays.items():
        s.claim = next((claim for stay in found if (claim := world[stay].claim)), None)
    claims = [s.claim for s in asked if s.claim]
    yield [MutualAidClaim(claim) for claim in claims]
    yield [paid_scope(claim, world) for claim in claims]


def paid_scope(claim: str, world: World) -> Paid:
    """Name whether a claim is paid: a payout with the claim as its occasion."""
    return Paid(world[MutualAidClaim(claim)].person, BENEFIT, claim)


def in_status(command: InTerm, asked: Sought, world: World, *wanted: str) -> Iterator[Rejection]:
    """There is a claim of this union and term, and it stands where the step begins."""
    row, claim = asked.row.row, asked.claim
    if claim is None:
        day = asked.row.discharged_on
        yield reject(
            "mutual_aid_claim.none_for_stay", row=row, discharged_on=day.isoformat() if day else "-"
        )
        return
    state = world[MutualAidClaim(claim)]
    if state.status == "unknown" or state.union != command.union:
        yield reject("mutual_aid_claim.unknown", row=row, claim=claim, union=command.union)
    elif state.project != command.project:
        yield reject("mutual_aid_claim.other_term", row=row, claim=claim, project=state.project)
    elif state.status not in wanted:
        yield reject("mutual_aid_claim.wrong_status", row=row, claim=claim, status=state.status)


def state_of(asked: Sought, world: World) -> ClaimState:
    """Return the claim's state, of one that is there."""
    assert asked.claim is not None, "in_status has told"
    return world[MutualAidClaim(asked.claim)]


def other_hands(asked: Sought, officer: str, **did: str) -> Iterator[Rejection]:
    """None of these steps was taken by the same officer (不相容岗位)."""
    for step, who in did.items():
        if who == officer:
            yield reject(
                "mutual_aid_claim.same_hands", row=asked.row.row, claim=asked.claim,
                officer=officer, did=step,
            )  # fmt: skip
            return


def as_stated(asked: Sought, benefit_fen: int) -> Iterator[Rejection]:
    """The benefit that the list states is the one that was counted."""
    stated = asked.row.amount_fen
    if stated is not None and stated != benefit_fen:
        yield reject(
            "mutual_aid_claim.benefit_differs", row=asked.row.row, claim=asked.claim,
            stated=yuan(stated), benefit=yuan(benefit_fen),
        )  # fmt: skip


def not_paid(asked: Sought, world: World) -> Iterator[Rejection]:
    """No payment of the claim stands."""
    assert asked.claim is not None, "in_status has told"
    paid = world[paid_scope(asked.claim, world)]
    if paid.live > 0:
        yield reject(
            "mutual_aid_claim.paid_already", row=asked.row.row, claim=asked.claim,
            voucher=paid.voucher,
        )  # fmt: skip


def not_empty(asked: Sequence[Sought]) -> Iterator[Rejection]:
    """The message is about something."""
    if not asked:
        yield reject("mutual_aid_claim.empty")
