"""A roster's way from compiled to paid, and who took each step."""

from __future__ import annotations

from typing import Literal, Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope

Status = Literal["unknown", "compiled", "reviewed", "approved", "paid", "rejected"]


class State(msgspec.Struct, frozen=True, array_like=True):
    """Amounts in fen; `rows_from`: position of its first row; `paid_from`: of its first payment."""

    status: Status = "unknown"
    union: str = ""
    kind: str = ""
    kind_version: int = 0
    budget_line: str = ""
    year: int = 0
    bank: str = ""
    form: str = "bank"
    count: int = 0
    total: int = 0
    rows_from: int = 0
    maker: str = ""
    reviewer: str = ""
    approver: str = ""
    payer: str = ""
    paid_from: int = 0
    minutes: str | None = None


class Roster(Scope[State], kind="roster", fold=1, initial=State()):
    """`roster:<id>`."""

    __slots__ = ()

    def __new__(cls, roster: str) -> Self:
        """Name a roster."""
        return str.__new__(cls, f"roster:{roster}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Take a step."""
        match event:
            case events.rosters.RosterCompiled():
                return State(
                    "compiled",
                    event.union,
                    event.kind,
                    event.kind_version,
                    event.budget_line,
                    event.year,
                    event.bank,
                    event.form,
                    event.count,
                    event.total_fen,
                    event.rows_from,
                    event.by,
                )
            case events.rosters.RosterReviewed():
                return msgspec.structs.replace(state, status="reviewed", reviewer=event.by)
            case events.rosters.RosterApproved():
                return msgspec.structs.replace(
                    state, status="approved", approver=event.by, minutes=event.minutes
                )
            case events.rosters.RosterRejected():
                return msgspec.structs.replace(state, status="rejected")
            case events.rosters.RosterPaid():
                return msgspec.structs.replace(
                    state, status="paid", payer=event.by, paid_from=event.paid_from
                )
            case _:
                return state
