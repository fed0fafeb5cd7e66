"""Whether a person has claimed a coupon of a campaign: one person, one coupon."""

from __future__ import annotations

from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """`live`: claims that stand; a claim is open again once its coupon was voided unspent."""

    live: int = 0


class Claimant(Scope[State], kind="claimant", fold=1, initial=State()):
    """`claimant:<campaign>/<person>`."""

    __slots__ = ()

    def __new__(cls, campaign: str, person: str) -> Self:
        """Name a person's part in a campaign."""
        return str.__new__(cls, f"claimant:{campaign}/{person}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Claim, or open the claim again."""
        match event:
            case events.coupons.CouponClaimed():
                return State(state.live + 1)
            case events.coupons.CouponVoided():
                return State(state.live - 1)
            case _:
                return state
