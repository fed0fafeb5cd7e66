"""Condolence rosters (慰问花名册): compiled, reviewed, approved, paid, signed for, returned."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ledger.events._event import Event, Posted
from ledger.events._parts import Voucher
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.fact import Fact
from ledger.scopes.minutes import Minutes
from ledger.scopes.roster import Roster
from ledger.sealed import Sealed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.scopes._scope import Scope


class RosterCompiled(Event, frozen=True, kw_only=True):
    """花名册编制: whom a union means to pay, for what, from which budget line and account.

    Its rows follow as `roster.row_listed` at positions `rows_from` … `rows_from + count - 1`.
    """

    NAME: ClassVar[str] = "roster.compiled/1"
    union: str
    roster: str
    title: str
    kind: str
    kind_version: int
    budget_line: str
    year: int
    bank: str
    count: int
    total_fen: int
    rows_from: int
    form: str = "bank"
    document: str | None = None

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the roster."""
        return (Roster(self.roster),)


class RosterRowListed(Event, frozen=True, kw_only=True):
    """One row of a roster: the payee, the occasion, the sum; personal fields as ciphertext."""

    NAME: ClassVar[str] = "roster.row_listed/1"
    union: str
    roster: str
    row: int
    person: str
    identity: str
    occasion: str
    amount_fen: int
    sealed: dict[str, Sealed]
    goods_fen: int = 0
    payee: str | None = None
    variant: str | None = None
    member: bool = False


class RosterReviewed(Event, frozen=True, kw_only=True):
    """财务审核: the reviewer has checked the roster against its papers."""

    NAME: ClassVar[str] = "roster.reviewed/1"
    union: str
    roster: str
    opinion: str = ""

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the roster."""
        return (Roster(self.roster),)


class RosterRejected(Event, frozen=True, kw_only=True):
    """退回: the reviewer or approver sends the roster back for good; a new one is compiled."""

    NAME: ClassVar[str] = "roster.rejected/1"
    union: str
    roster: str
    reason: str
    budget_line: str
    year: int
    released_fen: int = 0
    minutes: str | None = None

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the roster; where it was approved, the budget line and the minutes too."""
        if not self.released_fen:
            return (Roster(self.roster),)
        line = BudgetLine(self.union, self.year, self.budget_line)
        if self.minutes is None:
            return (Roster(self.roster), line)
        return (Roster(self.roster), line, Minutes(self.union, self.minutes))

    def budget_changes(self) -> Iterable[tuple[BudgetLine, int, int]]:
        """Return what is free again."""
        if self.released_fen:
            yield BudgetLine(self.union, self.year, self.budget_line), 0, -self.released_fen


class RosterApproved(Event, frozen=True, kw_only=True):
    """主席审批: the roster may be paid; its total is committed on the budget line."""

    NAME: ClassVar[str] = "roster.approved/1"
    union: str
    roster: str
    total_fen: int
    budget_line: str
    year: int
    minutes: str | None = None

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the roster, the budget line and the minutes."""
        line = BudgetLine(self.union, self.year, self.budget_line)
        if self.minutes is None:
            return (Roster(self.roster), line)
        return (Roster(self.roster), line, Minutes(self.union, self.minutes))

    def budget_changes(self) -> Iterable[tuple[BudgetLine, int, int]]:
        """Return the commitment."""
        yield BudgetLine(self.union, self.year, self.budget_line), 0, self.total_fen


class RosterPaid(Event, frozen=True, kw_only=True):
    """发放: the roster is paid under one voucher; a `condolence.paid` for each row follows.

    Turns the commitment over to what the payments spend; the first of them takes the number.
    """

    NAME: ClassVar[str] = "roster.paid/1"
    union: str
    roster: str
    booked_on: date
    voucher: Voucher
    count: int
    total_fen: int
    budget_line: str
    year: int
    bank: str
    paid_from: int

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the roster and the budget line."""
        return (Roster(self.roster), BudgetLine(self.union, self.year, self.budget_line))

    def budget_changes(self) -> Iterable[tuple[BudgetLine, int, int]]:
        """Return the commitment that ends."""
        yield BudgetLine(self.union, self.year, self.budget_line), 0, -self.total_fen


class CondolencePaid(Posted, frozen=True, kw_only=True):
    """慰问发放: one person was paid for one occasion."""

    NAME: ClassVar[str] = "condolence.paid/1"


class ReceiptSigned(Event, frozen=True, kw_only=True):
    """实名签收: the payee, or somebody for them, has signed for payment at position `payment`."""

    NAME: ClassVar[str] = "receipt.signed/1"
    union: str
    payment: int
    signer: Literal["self", "proxy"]
    relation: str | None = None
    evidence: str | None = None

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the payment."""
        return (Fact(self.payment),)


class PaymentReturned(Posted, frozen=True, kw_only=True):
    """退汇: the bank sent a payment back. Opens the claim again; same year, the line too."""

    NAME: ClassVar[str] = "payment.returned/1"
    payment: int
    reason: str

    def also_touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the payment."""
        return (Fact(self.payment),)


class PayoutRecovered(Posted, frozen=True, kw_only=True):
    """追回: a payee gave money back; the occasion stays paid. `payment`: which, where known."""

    NAME: ClassVar[str] = "payout.recovered/1"
    reason: str
    payment: int | None = None

    def also_touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the payment."""
        return () if self.payment is None else (Fact(self.payment),)
