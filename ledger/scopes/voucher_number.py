"""The last voucher number of a type in a period of a union's books.

Why: 记账凭证 of a type are numbered without gaps.
Source: 会计基础工作规范 Art 51(2); 财会〔2024〕12号 §21(3).
"""

from __future__ import annotations

from typing import Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope


class State(msgspec.Struct, frozen=True, array_like=True):
    """`last`: the last number taken, 0 for none."""

    last: int = 0


class VoucherNumber(Scope[State], kind="voucher", fold=1, initial=State()):
    """`voucher:U0007/记/2023-07`."""

    __slots__ = ()

    def __new__(cls, union: str, type_: str, period: str) -> Self:
        """Name the counter of one type and period."""
        return str.__new__(cls, f"voucher:{union}/{type_}/{period}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Take the number of the voucher's first entry."""
        return State(event.voucher.no) if isinstance(event, events.Posted) else state
