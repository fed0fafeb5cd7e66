"""A coupon campaign (消费券活动): its terms, its coupons counted, its money.

Why: only what was redeemed is a cost; what was prepaid is settled, refunded, or still open.
Unit: fen.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, Self

import msgspec

from ledger import events
from ledger.scopes._scope import Scope

Cost = Literal["at_settlement", "at_payment"]
PPM: Final = 1_000_000


class State(msgspec.Struct, frozen=True, array_like=True):
    """`share`: the union's part of what was redeemed; `spent` of it is on the budget line.

    `committed`: still reserved there. `lines`: redemptions; `full`: coupons redeemed in full.
    `paid_year`: of the last prepayment.
    """

    union: str = ""
    cost: Cost = "at_settlement"
    face: int = 0
    min_spend: int = 0
    quantity: int = 0
    union_ppm: int = 0
    platform: str = ""
    valid_from: date = date.min
    valid_to: date = date.min
    line: str = ""
    year: int = 0
    approved: int = 0
    committed: int = 0
    lapsed: bool = False
    issued: int = 0
    full: int = 0
    voided: int = 0
    lines: int = 0
    share: int = 0
    settled_lines: int = 0
    settled: int = 0
    prepaid: int = 0
    refunded: int = 0
    paid_year: int = 0

    @property
    def open(self) -> int:
        """Return what lies with the platform: prepaid, neither settled nor refunded."""
        return self.prepaid - self.settled - self.refunded

    @property
    def due(self) -> int:
        """Return the union's share of what was redeemed and is not settled yet."""
        return self.share - self.settled

    @property
    def spent(self) -> int:
        """Return what stands as the campaign's cost, by its policy."""
        return self.settled if self.cost == "at_settlement" else self.prepaid - self.refunded

    @property
    def unspent(self) -> int:
        """Return how many coupons were neither redeemed in full nor voided."""
        return self.issued - self.full - self.voided

    @property
    def releasable(self) -> int:
        """Return what is committed beyond what redeemed coupons still cost."""
        return max(0, self.committed - max(0, self.share - self.spent))

    def share_of(self, before: int, redeemed: int) -> int:
        """Return the union's share of a redemption; over a coupon floored to the fen once."""
        return (before + redeemed) * self.union_ppm // PPM - before * self.union_ppm // PPM


class Campaign(Scope[State], kind="campaign", fold=1, initial=State()):
    """`campaign:<campaign>`, one name in the whole ledger."""

    __slots__ = ()

    def __new__(cls, campaign: str) -> Self:
        """Name a campaign by its id."""
        return str.__new__(cls, f"campaign:{campaign}")

    def evolve(self, state: State, event: events.Event) -> State:
        """Approve, count coupons, move money."""
        if isinstance(event, events.coupons.CampaignApproved):
            return _approved(event)
        if isinstance(event, events.Posted):
            flow = event.coupons
            return state if flow is None else _moved(state, flow, event.booked_on.year)
        return _counted(state, event)


def _approved(event: events.coupons.CampaignApproved) -> State:
    return State(
        union=event.union, cost=event.cost, face=event.face_fen, min_spend=event.min_spend_fen,
        quantity=event.quantity, union_ppm=event.union_ppm, platform=event.platform,
        valid_from=event.valid_from, valid_to=event.valid_to, line=event.budget_line,
        year=event.year, approved=event.committed_fen, committed=event.committed_fen,
    )  # fmt: skip


def _moved(state: State, flow: events.CouponFlow, year: int) -> State:
    replace, fen = msgspec.structs.replace, flow.amount_fen
    committed = state.committed - flow.released_fen
    if flow.flow == "prepaid":
        return replace(state, committed=committed, prepaid=state.prepaid + fen, paid_year=year)
    if flow.flow == "refunded":
        return replace(state, committed=committed, refunded=state.refunded + fen)
    return replace(
        state, committed=committed, settled=state.settled + fen,
        settled_lines=state.settled_lines + flow.count,
    )  # fmt: skip


def _counted(state: State, event: events.Event) -> State:
    replace, coupons = msgspec.structs.replace, events.coupons
    match event:
        case coupons.CouponIssued():
            return replace(state, issued=state.issued + 1)
        case coupons.CouponRedeemed(is_rest=is_rest, union_fen=fen):
            return replace(
                state, full=state.full + is_rest, lines=state.lines + 1, share=state.share + fen
            )
        case coupons.CouponVoided():
            return replace(state, voided=state.voided + 1)
        case coupons.CampaignExpired(released_fen=fen):
            return replace(state, lapsed=True, committed=state.committed - fen)
        case coupons.StatementAccepted(count=count, union_fen=fen):
            return replace(
                state, settled=state.settled + fen, settled_lines=state.settled_lines + count
            )
        case _:
            return state
