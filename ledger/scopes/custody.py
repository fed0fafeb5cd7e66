"""What the custody money of a mutual-aid project in one account is for: to be remitted or paid out.

Why: premiums on their way up do not pay benefits, and benefits are not remitted.
Unit: fen.
"""

from __future__ import annotations

from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """`premiums`: collected less remitted; `benefits`: received less paid. Openings are neither."""

    premiums: int = 0
    benefits: int = 0


class Custody(Scope[State], kind="custody", fold=1, initial=State()):
    """`custody:U0007/B1/<project>`."""

    __slots__ = ()

    def __new__(cls, union: str, bank: str, project: str) -> Self:
        """Name the custody money of a project in an account."""
        return str.__new__(cls, f"custody:{union}/{bank}/{project}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Add what came in, take off what went out; what is undone comes with a minus sign."""
        if not isinstance(event, events.Posted) or event.custody is None:
            return state
        fen = event.custody.amount_fen
        match event.custody.flow:
            case "premium_collected":
                return State(state.premiums + fen, state.benefits)
            case "premium_remitted":
                return State(state.premiums - fen, state.benefits)
            case "benefit_received":
                return State(state.premiums, state.benefits + fen)
            case "benefit_paid":
                return State(state.premiums, state.benefits - fen)
