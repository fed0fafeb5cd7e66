"""指标: what an upper union has released to a lower one for a year and project, and what it paid.

Why: where an allotment was released, no more than it is paid. Control data, not double entry.
Unit: fen.
"""

from __future__ import annotations

from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """`line`: the budget line of the upper union that all of it comes from."""

    released: int = 0
    paid: int = 0
    line: str = ""

    @property
    def free(self) -> int:
        """Return what may still be paid."""
        return self.released - self.paid


class Allotment(Scope[State], kind="allotment", fold=1, initial=State()):
    """`allotment:U0001/2023/U0007/special/<project>`, or `…/general/` for no named use."""

    __slots__ = ()

    def __new__(cls, upper: str, year: int, lower: str, kind: str, project: str | None) -> Self:
        """Name what one union has been allotted for one purpose in a fiscal year."""
        return str.__new__(cls, f"allotment:{upper}/{year}/{lower}/{kind}/{project or ''}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Release, withdraw, or pay."""
        if isinstance(event, events.subsidies.AllotmentReleased):
            return State(state.released + event.amount_fen, state.paid, event.line)
        if isinstance(event, events.Posted) and event.transfer is not None:
            return State(state.released, state.paid + event.transfer.amount_fen, state.line)
        return state
