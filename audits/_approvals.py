"""Approvals and collective decisions, put together again from the facts that name them.

Unit: fen.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from audits._lines import SPENT
from ledger.events import Posted
from ledger.events.corrections import EntryPosted
from ledger.events.coupons import CampaignApproved, CouponFundPrepaid
from ledger.events.minutes import MinutesRecorded
from ledger.events.mutual_aid import BenefitPaid, ClaimAssessed, ClaimFiled
from ledger.events.policies import PolicyAdopted
from ledger.events.rosters import CondolencePaid
from ledger.events.subsidies import SubsidyPaid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from audits._counting import Takes

THRESHOLD = "collective_decision_above"


class Meeting(NamedTuple):
    """Minutes: where they were recorded, and on how much they decided."""

    position: int
    fen: int


@dataclass(slots=True)
class Spending:
    """Money spent under one approval. `parts`: position and fen. `outside`: it came in by 补录.

    `is_own`: no decision of a meeting stands behind it already.
    """

    union: str
    on: date
    by: str
    approved_by: str | None
    minutes: str | None
    what: str
    kind: str = ""
    outside: bool = False
    is_own: bool = True
    parts: list[tuple[int, int]] = field(default_factory=list)
    persons: set[str] = field(default_factory=set)

    @property
    def fen(self) -> int:
        """Return the sum."""
        return sum(fen for _, fen in self.parts)

    @property
    def positions(self) -> tuple[int, ...]:
        """Return where its facts are."""
        return tuple(position for position, _ in self.parts)

    @property
    def subject(self) -> str:
        """Return what tells this spending from any other."""
        return f"{self.union}/{self.on.isoformat()}/{self.what}"


class Approvals:
    """Thresholds, minutes, and what was spent under approvals of its own: all but rosters."""

    def __init__(self) -> None:
        self.meetings: dict[tuple[str, str], Meeting] = {}
        self._thresholds: dict[str | None, list[tuple[int, int]]] = defaultdict(list)
        self._spent: dict[tuple[str, ...], Spending] = {}
        self._filers: dict[str, str] = {}
        self._assessors: dict[str, str] = {}

    def takes(self) -> Takes:
        """Name the facts it counts."""
        return {
            PolicyAdopted: self._policy,
            MinutesRecorded: self._meeting,
            EntryPosted: self._entry,
            SubsidyPaid: self._subsidy,
            CondolencePaid: self._payment,
            CampaignApproved: self._campaign,
            CouponFundPrepaid: self._prepayment,
            ClaimFiled: self._filed,
            ClaimAssessed: self._assessed,
            BenefitPaid: self._benefit,
        }

    def standing(self, stands: Callable[[int], bool]) -> Iterator[Spending]:
        """Yield the spending under approvals of its own, as far as it was not undone."""
        for spending in self._spent.values():
            parts = [part for part in spending.parts if stands(part[0])]
            if parts:
                yield replace(spending, parts=parts)

    def threshold(self, union: str, position: int) -> int | None:
        """Return above how much a union needed minutes at a position: by its own rule, if any."""
        for rule in (union, None):
            known = [fen for at, fen in self._thresholds.get(rule, ()) if at < position]
            if known:
                return known[-1]
        return None

    def _policy(self, position: int, event: PolicyAdopted) -> None:
        if event.policy == THRESHOLD:
            self._thresholds[event.union].append((position, int(event.value)))

    def _meeting(self, position: int, event: MinutesRecorded) -> None:
        self.meetings[event.union, event.minutes] = Meeting(position, event.amount_fen)

    def _entry(self, position: int, event: EntryPosted) -> None:
        fen = sum(leg.fen for leg in event.legs if leg.account[:3] in SPENT and leg.fen > 0)
        if fen:
            what = f"{event.voucher.period}/{event.voucher.label()}"
            self._add(position, event, fen, what, event.approved_by or None, event.minutes)

    def _subsidy(self, position: int, event: SubsidyPaid) -> None:
        moved = event.transfer
        if moved is not None:
            what = f"{event.voucher.period}/subsidies/{event.command}"
            minutes = moved.minutes
            self._add(position, event, moved.amount_fen, what, event.approved_by or None, minutes)

    def _payment(self, position: int, event: CondolencePaid) -> None:
        """Count a payment that no roster stands behind: 补录, by paper and day, or nothing."""
        paid, outside = event.payout, event.supplement
        if paid is None or paid.roster is not None:
            return
        what = f"{paid.kind}/{outside.evidence if outside else event.voucher.label()}"
        approver = outside.approved_by if outside else None
        minutes = outside.evidence if outside else None
        spending = self._add(position, event, paid.amount_fen, what, approver, minutes)
        spending.kind, spending.outside = paid.kind, outside is not None
        spending.persons.add(paid.person)

    def _campaign(self, position: int, event: CampaignApproved) -> None:
        what = f"coupons/{event.campaign}"
        approver, minutes = event.approved_by or None, event.minutes
        self._add(position, event, event.committed_fen, what, approver, minutes)

    def _prepayment(self, position: int, event: CouponFundPrepaid) -> None:
        """Count money for coupons: the campaign's approval says whether a meeting decided."""
        flow = event.coupons
        if flow is not None:
            what = f"coupons/{flow.campaign}/{event.voucher.period}/{event.voucher.label()}"
            approver = event.approved_by or None
            self._add(position, event, flow.amount_fen, what, approver, None).is_own = False

    def _filed(self, _: int, event: ClaimFiled) -> None:
        self._filers[event.claim] = event.by

    def _assessed(self, _: int, event: ClaimAssessed) -> None:
        self._assessors[event.claim] = event.by

    def _benefit(self, position: int, event: BenefitPaid) -> None:
        """Count a benefit: its assessment is its approval, its filer the maker."""
        paid = event.payout
        if paid is not None:
            maker, approver = self._filers.get(event.claim, ""), self._assessors.get(event.claim)
            what = "/".join(filter(None, (paid.kind, event.voucher.label(), maker)))
            spending = self._add(position, event, paid.amount_fen, what, approver, None)
            spending.by, spending.is_own = maker, False
            spending.kind = paid.kind
            spending.persons.add(paid.person)

    def _add(
        self, position: int, event: Posted | CampaignApproved, fen: int, what: str,
        approver: str | None, minutes: str | None,
    ) -> Spending:  # fmt: skip
        key = (event.union, event.occurred_on.isoformat(), what, event.by, approver or "")
        spending = self._spent.get(key)
        if spending is None:
            spending = self._spent[key] = Spending(
                event.union, event.occurred_on, event.by, approver, minutes, what
            )
        spending.parts.append((position, fen))
        return spending
