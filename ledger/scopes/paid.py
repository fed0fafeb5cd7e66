"""Whether a person has been paid for one occasion, by any union.

Why: nobody is paid twice for the same occasion, whichever union keeps the roster.
"""

from __future__ import annotations

from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """`live`: payments that stand (over one only by 补录); `union`, `voucher`: the last one's."""

    live: int = 0
    union: str = ""
    voucher: str = ""


class Paid(Scope[State], kind="paid", fold=1, initial=State()):
    """`paid:P…/hospitalization/<occasion key>`: the natural key of a payout."""

    __slots__ = ()

    def __new__(cls, person: str, kind: str, occasion: str) -> Self:
        """Name the claim of a person for one occasion of one kind."""
        return str.__new__(cls, f"paid:{person}/{kind}/{occasion}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Count the payment, or take back the one that was undone."""
        if not isinstance(event, events.Posted) or event.payout is None:
            return state
        voucher = event.voucher
        return State(
            state.live + event.payout.claim, event.union, f"{voucher.period} {voucher.label()}"
        )
