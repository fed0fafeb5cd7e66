"""What a union owes to the level above (211) or to a union below (212), folded from all legs.

Why: only what was collected for others is passed on, and no more of it.
Unit: fen.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope

if TYPE_CHECKING:
    from ledger.entry import Leg

TO_UPPER, TO_LOWER = "211", "21202"


class State(msgspec.Struct, frozen=True, array_like=True):
    """`owed`: the credit balance."""

    owed: int = 0


class Payable(Scope[State], kind="payable", fold=1, initial=State()):
    """`payable:U0001/211`; below, creditor by creditor: `payable:U0001/21202/U0007`."""

    __slots__ = ()

    def __new__(cls, union: str, account: str, creditor: str | None = None) -> Self:
        """Name what a union owes. `creditor`: the union below; there is one level above."""
        name = account[:5] if account.startswith("212") else TO_UPPER
        return str.__new__(
            cls, f"payable:{union}/{name}" + ("" if name == TO_UPPER else f"/{creditor or ''}")
        )

    @staticmethod
    def of(leg: Leg) -> Payable | None:
        """Name the debt that a leg changes, if it changes one."""
        return payable(leg.union, leg.account, leg.counterparty)

    def evolve(self, state: State, event: events.Event) -> State:
        """Add the legs on this debt."""
        if not isinstance(event, events.Posted):
            return state
        return State(state.owed - sum(leg.fen for leg in event.legs if Payable.of(leg) == self))


@lru_cache(1024)
def payable(union: str, account: str, creditor: str | None) -> Payable | None:
    """Name the debt behind an account, if there is one."""
    if not account.startswith(("211", "212")):
        return None
    return Payable(union, account, creditor)
