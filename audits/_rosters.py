"""Rosters (花名册) followed from their rows to their payments, and who took each step.

Unit: fen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from audits._vouchers import Series
from ledger.events.rosters import (
    CondolencePaid,
    RosterApproved,
    RosterCompiled,
    RosterPaid,
    RosterRejected,
    RosterReviewed,
    RosterRowListed,
)
from ledger.money import yuan

if TYPE_CHECKING:
    from audits._counting import Takes


class Step(NamedTuple):
    """Who did what with a roster, where and when; `minutes`: what an approval rests on."""

    position: int
    by: str
    on: date
    minutes: str | None = None


@dataclass(slots=True)
class Sum:
    """A number of rows or payments, and what they come to."""

    count: int = 0
    fen: int = 0

    def add(self, fen: int) -> None:
        """Count one more."""
        self.count += 1
        self.fen += fen

    def __str__(self) -> str:
        return f"{'—' if self.count < 0 else self.count}/{yuan(self.fen)}"


@dataclass(slots=True)
class Roster:
    """A roster as its facts tell it; None where a step was never taken."""

    name: str
    union: str = ""
    kind: str = ""
    year: int | None = None
    compiled: Step | None = None
    stated: Sum | None = None
    listed: Sum = field(default_factory=Sum)
    reviewed: Step | None = None
    approved: Step | None = None
    approved_fen: int = 0
    rejected: Step | None = None
    ordered: Step | None = None
    order: Sum | None = None
    voucher: tuple[Series, int] | None = None
    paid: Sum = field(default_factory=Sum)
    paid_at: list[int] = field(default_factory=list)
    variants: dict[int, str] = field(default_factory=dict)

    @property
    def evidence(self) -> tuple[int, ...]:
        """Return the positions of its steps, and of its first and last payment."""
        steps = (self.compiled, self.approved, self.ordered)
        at = [step.position for step in steps if step is not None]
        return tuple(sorted({*at, *self.paid_at[:1], *self.paid_at[-1:]}))


class Rosters:
    """All rosters by name."""

    def __init__(self) -> None:
        self.all: dict[str, Roster] = {}

    def takes(self) -> Takes:
        """Name the facts it counts."""
        return {
            RosterCompiled: self._compiled,
            RosterRowListed: self._listed,
            RosterReviewed: self._reviewed,
            RosterApproved: self._approved,
            RosterRejected: self._rejected,
            RosterPaid: self._ordered,
            CondolencePaid: self._paid,
        }

    def variant(self, roster: str | None, row: int | None) -> str | None:
        """Return the variant that a roster's row names: surgery, or none."""
        found = self.all.get(roster or "")
        return None if found is None or row is None else found.variants.get(row)

    def _of(self, name: str, union: str) -> Roster:
        roster = self.all.get(name)
        if roster is None:
            roster = self.all[name] = Roster(name, union)
        return roster

    def _compiled(self, position: int, event: RosterCompiled) -> None:
        roster = self._of(event.roster, event.union)
        roster.kind, roster.year = event.kind, event.year
        roster.compiled = Step(position, event.by, event.occurred_on)
        roster.stated = Sum(event.count, event.total_fen)

    def _listed(self, _: int, event: RosterRowListed) -> None:
        roster = self._of(event.roster, event.union)
        roster.listed.add(event.amount_fen + event.goods_fen)
        if event.variant is not None:
            roster.variants[event.row] = event.variant

    def _reviewed(self, position: int, event: RosterReviewed) -> None:
        step = Step(position, event.by, event.occurred_on)
        self._of(event.roster, event.union).reviewed = step

    def _approved(self, position: int, event: RosterApproved) -> None:
        roster = self._of(event.roster, event.union)
        roster.approved = Step(position, event.by, event.occurred_on, event.minutes)
        roster.approved_fen = event.total_fen

    def _rejected(self, position: int, event: RosterRejected) -> None:
        step = Step(position, event.by, event.occurred_on)
        self._of(event.roster, event.union).rejected = step

    def _ordered(self, position: int, event: RosterPaid) -> None:
        roster = self._of(event.roster, event.union)
        roster.ordered = Step(position, event.by, event.occurred_on)
        roster.order = Sum(event.count, event.total_fen)
        voucher = event.voucher
        roster.voucher = Series(voucher.union, voucher.type, voucher.period), voucher.no

    def _paid(self, position: int, event: CondolencePaid) -> None:
        payout = event.payout
        if payout is None or payout.roster is None:
            return
        roster = self._of(payout.roster, event.union)
        roster.paid.add(payout.amount_fen)
        roster.paid_at.append(position)
        roster.year = roster.year or event.booked_on.year
