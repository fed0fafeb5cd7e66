"""Values inside events: vouchers, sources, and what a posted fact does besides moving its legs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from ledger.scopes.allotment import Allotment
from ledger.scopes.custody import Custody
from ledger.scopes.minutes import Minutes
from ledger.scopes.premium import Premium
from ledger.scopes.subsidy import Subsidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.scopes._scope import Scope


class Part(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    gc=False,
):
    """A value inside an event."""


class Voucher(Part, frozen=True):
    """记账凭证: number `no` of its type and period in the books of one union.

    `entry`: the fact's place in the voucher, from 1; the first one takes the number.
    """

    union: str
    type: str
    period: str
    no: int
    entry: int = 1

    def label(self) -> str:
        """Return the voucher's name as people write it: 记-12."""
        return f"{self.type}-{self.no}"


class Source(Part, frozen=True):
    """Where an imported fact came from; `digest`: keyed digest of the row as it was read."""

    system: str
    document: str
    row: str
    digest: str


class Supplement(Part, frozen=True):
    """补录: the evidence of what already happened outside, and who approved recording it."""

    evidence: str
    approved_by: str


class Payout(Part, frozen=True):
    """To whom and for what money or goods went out.

    `claim`: 1 pays the occasion, -1 opens it again, 0 leaves it. `amount_fen` is signed likewise.
    `identity`: proven, invalid or unproven ID number. `payee`: a bank account's id, no number.
    """

    person: str
    kind: str
    occasion: str
    amount_fen: int
    year: int
    claim: int = 1
    cap_group: str | None = None
    payee: str | None = None
    form: str = "bank"
    identity: str = "proven"
    kind_version: int = 1
    standard: int | None = None
    roster: str | None = None
    row: int | None = None

    def reversed(self) -> Payout:
        """Return the payout that undoes this one."""
        return msgspec.structs.replace(self, amount_fen=-self.amount_fen, claim=-self.claim)


class Transfer(Part, frozen=True):
    """补助下级: one side of the subsidy `number` that union `payer` pays to union `lower`.

    `amount_fen` is signed: negative undoes. `allotted`: it comes out of a released allotment.
    """

    number: str
    payer: str
    lower: str
    side: Literal["paid", "received"]
    kind: Literal["general", "special"]
    amount_fen: int
    project: str | None = None
    allotted: bool = False
    minutes: str | None = None

    def reversed(self) -> Transfer:
        """Return the transfer that undoes this one."""
        return msgspec.structs.replace(self, amount_fen=-self.amount_fen)

    def touches(self, year: int) -> Iterable[Scope[Any]]:
        """Return the subsidy; on the paying side also what it draws on."""
        yield Subsidy(self.payer, self.number)
        if self.allotted:
            yield Allotment(self.payer, year, self.lower, self.kind, self.project)
        if self.minutes is not None:
            yield Minutes(self.payer, self.minutes)


class CustodyFlow(Part, frozen=True):
    """代管: money of mutual-aid project `project` that came into account `bank`, or went out of it.

    `amount_fen`, `persons` are positive either way; negative undoes. `persons`: who paid a premium.
    """

    project: str
    bank: str
    flow: Literal["premium_collected", "premium_remitted", "benefit_received", "benefit_paid"]
    amount_fen: int
    persons: int = 0

    def reversed(self) -> CustodyFlow:
        """Return the flow that undoes this one."""
        return msgspec.structs.replace(self, amount_fen=-self.amount_fen, persons=-self.persons)

    def touches(self, union: str) -> Iterable[Scope[Any]]:
        """Return what the money is for; of premiums also who owes them."""
        yield Custody(union, self.bank, self.project)
        if self.flow == "premium_collected":
            yield Premium(union, self.project)


class CouponFlow(Part, frozen=True):
    """券款: a campaign's money, by policy `cost`. `released_fen` was committed; negative undoes."""

    campaign: str
    flow: Literal["prepaid", "settled", "refunded"]
    cost: Literal["at_settlement", "at_payment"]
    amount_fen: int
    line: str
    year: int
    count: int = 0
    released_fen: int = 0

    def reversed(self) -> CouponFlow:
        """Return the flow that undoes this one."""
        return msgspec.structs.replace(
            self, amount_fen=-self.amount_fen, count=-self.count, released_fen=-self.released_fen
        )
