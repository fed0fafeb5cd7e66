"""One coupon (消费券): what may happen to it, as a table, and what has.

Why: one coupon, one claim, and no more redeemed than its face value.
Unit: fen.
"""

from __future__ import annotations

from typing import Final, Literal, Self, get_args

import msgspec

from ledger import events
from ledger.scopes._scope import Scope

Status = Literal["unknown", "issued", "claimed", "partly_redeemed", "redeemed", "expired", "voided"]
Move = Literal["issue", "claim", "redeem_part", "redeem_rest", "expire", "void"]
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
MOVES: Final[tuple[Move, ...]] = get_args(Move)

TABLE: Final[dict[tuple[Status, Move], Status]] = {
    ("unknown", "issue"): "issued",
    ("issued", "claim"): "claimed",
    ("issued", "expire"): "expired",
    ("issued", "void"): "voided",
    ("claimed", "redeem_part"): "partly_redeemed",
    ("claimed", "redeem_rest"): "redeemed",
    ("claimed", "expire"): "expired",
    ("claimed", "void"): "voided",
    ("partly_redeemed", "redeem_part"): "partly_redeemed",
    ("partly_redeemed", "redeem_rest"): "redeemed",
    ("partly_redeemed", "expire"): "expired",
    ("partly_redeemed", "void"): "voided",
}
"""Where a move leads. What is not in here is forbidden: decisions refuse it."""


class State(msgspec.Struct, frozen=True, array_like=True):
    """`redeemed`: so far, in fen. `irregular`: forbidden moves, in a history that nobody decided.

    A coupon expires with its campaign, in one fact that names no coupon: see `now`.
    """

    status: Status = "unknown"
    redeemed: int = 0
    person: str | None = None
    irregular: int = 0

    def now(self, *, lapsed: bool) -> Status:
        """Return the status, given whether what is unspent of the campaign has lapsed."""
        return TABLE.get((self.status, "expire"), self.status) if lapsed else self.status


class Coupon(Scope[State], kind="coupon", fold=1, initial=State()):
    """`coupon:<keyed digest of campaign and code>`; the code itself is worth money."""

    __slots__ = ()

    def __new__(cls, coupon: str) -> Self:
        """Name a coupon by its id."""
        return str.__new__(cls, f"coupon:{coupon}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Move as the table says; a forbidden move is counted and changes nothing else."""
        move = move_of(event)
        if move is None:
            return state
        status = TABLE.get((state.status, move))
        if status is None:
            return msgspec.structs.replace(state, irregular=state.irregular + 1)
        match event:
            case events.coupons.CouponClaimed(person=person):
                return msgspec.structs.replace(state, status=status, person=person)
            case events.coupons.CouponRedeemed(redeemed_fen=fen):
                redeemed = state.redeemed + fen
                return msgspec.structs.replace(state, status=status, redeemed=redeemed)
            case _:
                return msgspec.structs.replace(state, status=status)


def move_of(event: events.Event) -> Move | None:
    """Return what a fact does to its coupon."""
    match event:
        case events.coupons.CouponIssued():
            return "issue"
        case events.coupons.CouponClaimed():
            return "claim"
        case events.coupons.CouponRedeemed(is_rest=is_rest):
            return "redeem_rest" if is_rest else "redeem_part"
        case events.coupons.CouponVoided():
            return "void"
        case _:
            return None
