"""Payouts as they were recorded, and which of them still stand.

Why: a payment that was undone is no double payment, and one whose undoing was undone is one again.
Unit: fen.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ledger.events import Posted
from ledger.events.corrections import EntryReversed
from ledger.events.rosters import PaymentReturned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._counting import Takes


class Paid(NamedTuple):
    """One payout, or, with a negative amount, one recovery. `outside`: it came in by 补录."""

    position: int
    union: str
    person: str
    kind: str
    occasion: str
    fen: int
    on: date
    year: int
    group: str | None
    payee: str | None
    roster: str | None
    row: int | None
    outside: bool
    voucher: str

    @property
    def key(self) -> str:
        """Return the natural key without the person."""
        return f"{self.kind}/{self.occasion}"


class Payouts:
    """Every payout of every union, in order, and what undid what."""

    def __init__(self) -> None:
        self._all: list[Paid] = []
        self._undoers: dict[int, list[int]] = defaultdict(list)
        self._words: dict[str, str] = {}

    def takes(self) -> Takes:
        """Name the facts it counts."""
        return {Posted: self._posted}

    def stands(self, position: int) -> bool:
        """Tell whether a fact was not undone, or its undoing was."""
        return not any(self.stands(by) for by in self._undoers.get(position, ()) if by > position)

    @cached_property
    def standing(self) -> tuple[Paid, ...]:
        """Return the payouts and recoveries that stand, in order."""
        if not self._undoers:
            return tuple(self._all)
        return tuple(p for p in self._all if self.stands(p.position))

    @property
    def recorded(self) -> tuple[Paid, ...]:
        """Return all payouts and recoveries, also those that were undone since."""
        return tuple(self._all)

    def payments(self) -> Iterator[Paid]:
        """Yield the payouts that stand, without recoveries."""
        return (p for p in self.standing if p.fen > 0)

    def _posted(self, position: int, event: Posted) -> None:
        if isinstance(event, EntryReversed):
            self._undoers[event.reverses].append(position)
            return
        if isinstance(event, PaymentReturned):
            self._undoers[event.payment].append(position)
            return
        paid = event.payout
        if paid is None:
            return
        word = self._words.setdefault
        self._all.append(
            Paid(
                position, word(event.union, event.union), paid.person, word(paid.kind, paid.kind),
                word(paid.occasion, paid.occasion), paid.amount_fen, event.occurred_on, paid.year,
                paid.cap_group and word(paid.cap_group, paid.cap_group), paid.payee,
                paid.roster and word(paid.roster, paid.roster), paid.row,
                event.supplement is not None,
                word(v := f"{event.voucher.period} {event.voucher.label()}", v),
            )
        )  # fmt: skip
