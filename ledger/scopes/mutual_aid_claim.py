"""A mutual-aid claim's way from filed to assessed or rejected, and who took each step.

Whether it is paid stands in `Paid`, which reversals and returns open again without a word here.
Unit: fen.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope

Status = Literal["unknown", "filed", "assessed", "rejected"]


class State(msgspec.Struct, frozen=True, array_like=True):
    """`version`: of the scheme that it was assessed under; `payee`: a bank account's id."""

    status: Status = "unknown"
    union: str = ""
    project: str = ""
    person: str = ""
    identity: str = "proven"
    discharged_on: date = date.min
    eligible: int = 0
    benefit: int = 0
    version: int = 0
    payee: str | None = None
    filer: str = ""
    assessor: str = ""


class MutualAidClaim(Scope[State], kind="mutual_aid_claim", fold=1, initial=State()):
    """`mutual_aid_claim:C118`."""

    __slots__ = ()

    def __new__(cls, claim: str) -> Self:
        """Name a claim."""
        return str.__new__(cls, f"mutual_aid_claim:{claim}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Take a step."""
        match event:
            case events.mutual_aid.ClaimFiled():
                return State(
                    status="filed",
                    union=event.union,
                    project=event.project,
                    person=event.person,
                    identity=event.identity,
                    discharged_on=event.discharged_on,
                    eligible=event.eligible_fen,
                    payee=event.payee,
                    filer=event.by,
                )
            case events.mutual_aid.ClaimAssessed():
                return msgspec.structs.replace(
                    state, status="assessed", eligible=event.eligible_fen,
                    benefit=event.benefit_fen, version=event.version, assessor=event.by,
                )  # fmt: skip
            case events.mutual_aid.ClaimRejected():
                return msgspec.structs.replace(state, status="rejected", benefit=0)
            case _:
                return state
