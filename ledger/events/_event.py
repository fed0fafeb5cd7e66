"""What every recorded fact has, and what every posted fact has besides.

Why: budget, cash, voucher numbers, claims and yearly totals are folded from these common parts
alone, so that a new kind of fact finds its place in them without a change elsewhere.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from ledger.entry import Leg
from ledger.events._parts import (
    CouponFlow,
    CustodyFlow,
    Payout,
    Source,
    Supplement,
    Transfer,
    Voucher,
)
from ledger.scopes.budget_line import BudgetLine, budget_line
from ledger.scopes.campaign import Campaign
from ledger.scopes.cash import Cash
from ledger.scopes.paid import Paid
from ledger.scopes.payable import payable
from ledger.scopes.source_row import SourceRow
from ledger.scopes.voucher_number import VoucherNumber
from ledger.scopes.year_total import YearTotal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.scopes._scope import Scope

NAMES: dict[str, type[Event]] = {}

LineShape = tuple[str, str, str | None, str, str | None, str | None]
"""Account, basic or project, project, fund source, economic class, functional class."""


class Event(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """An immutable fact. `command`: position of the `command.accepted` that it answers."""

    NAME: ClassVar[str] = ""
    command: int
    by: str
    occurred_on: date

    def __init_subclass__(cls, **options: Any) -> None:
        """Register the stored name."""
        super().__init_subclass__(**options)
        name = cls.__dict__.get("NAME")
        if name:
            assert name not in NAMES, f"two events are called {name}"
            NAMES[name] = cls

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return every scope that this fact changes, each once: the only source of tags."""
        return ()

    def budget_changes(self) -> Iterable[tuple[BudgetLine, int, int]]:
        """Return (line, change of what is approved, change of what is committed), in fen."""
        return ()

    def describes(self, line: BudgetLine) -> LineShape | None:
        """Return the dimensions that this fact gives a budget line, if it sets it up."""
        return None

    def source_row(self) -> Source | None:
        """Return the row of another system that this fact came from."""
        return None


class Posted(Event, frozen=True, kw_only=True):
    """A fact with an entry in the books of `union`, under a voucher, dated `booked_on`.

    `chart` and the versions named in the payload are what the legs were derived from.
    `breaches`: codes of the rules that a 补录 fact broke when it happened.
    """

    union: str
    booked_on: date
    voucher: Voucher
    legs: tuple[Leg, ...]
    chart: str
    payout: Payout | None = None
    transfer: Transfer | None = None
    custody: CustodyFlow | None = None
    coupons: CouponFlow | None = None
    source: Source | None = None
    supplement: Supplement | None = None
    breaches: tuple[str, ...] = ()
    replaces: int | None = None
    summary: str = ""

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return voucher number, cash, debts, budget lines, claim, total, where concerned."""
        legs = [
            (g.union, g.account, g.bank, g.custody, g.budget, g.counterparty) for g in self.legs
        ]
        scopes = list(_moved(self.booked_on.year, tuple(legs)))
        voucher = self.voucher
        if voucher.entry == 1:
            scopes.insert(0, VoucherNumber(self.union, voucher.type, voucher.period))
        for line, _, _ in self.budget_changes():
            if line not in scopes:
                scopes.append(line)
        paid = self.payout
        if paid is not None:
            if paid.claim:
                scopes.append(Paid(paid.person, paid.kind, paid.occasion))
            if paid.cap_group:
                scopes.append(YearTotal(paid.person, paid.cap_group, paid.year))
        if self.transfer is not None:
            scopes += self.transfer.touches(self.booked_on.year)
        if self.custody is not None:
            scopes += self.custody.touches(self.union)
        if self.coupons is not None:
            scopes.append(Campaign(self.coupons.campaign))
        if self.source is not None:
            scopes.append(SourceRow(self.source.system, self.source.document, self.source.row))
        return (*scopes, *self.also_touches())

    def budget_changes(self) -> Iterable[tuple[BudgetLine, int, int]]:
        """Return what a transfer out of an allotment, or a campaign's money, no longer commits."""
        if (flow := self.coupons) is not None and flow.released_fen:
            return [(budget_line(self.union, flow.year, flow.line), 0, -flow.released_fen)]
        if self.transfer is None or not self.transfer.allotted:
            return ()
        year = self.booked_on.year
        spent = [leg for leg in self.legs if leg.budget is not None]
        return [(budget_line(leg.union, year, str(leg.budget)), 0, -leg.fen) for leg in spent]

    def source_row(self) -> Source | None:
        """Return the row of another system that this fact came from."""
        return self.source

    def also_touches(self) -> tuple[Scope[Any], ...]:
        """Return the scopes that only this kind of fact changes."""
        return ()


_Moving = tuple[str, str, str | None, str | None, str | None, str | None]
"""Of a leg: union, account, bank, custody, budget line, counterparty."""


@lru_cache(8192)
def _moved(year: int, legs: tuple[_Moving, ...]) -> tuple[Scope[Any], ...]:
    """Return the money, budget lines and debts that legs move, each once.

    Why: the legs of a bulk roster differ in their amounts alone.
    """
    scopes: dict[Scope[Any], None] = {}
    for union, account, bank, custody, budget, counterparty in legs:
        if bank is not None:
            scopes[Cash(union, bank, custody)] = None
        if budget is not None:
            scopes[budget_line(union, year, budget)] = None
        if (debt := payable(union, account, counterparty)) is not None:
            scopes[debt] = None
    return tuple(scopes)
