"""Opening balances as offices write them, and the legs that they mean.

Why: tables of balances come with two columns of amounts, or with one and a side; what a form does
not say is filled in as the 制度 has it, and the guards tell what cannot be.
Unit: fen, debit positive in a leg.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from msgspec.structs import replace
from pydantic import StrictInt

from commands._budgets import LineCode, usual_economic, usual_kind
from commands._listed import Project, UnionRow
from commands._verb import Id
from commands._words import ExpenseKind, FundSource, Side
from ledger.accounts import chart
from ledger.entry import Leg

if TYPE_CHECKING:
    from ledger.scopes.budget_line import State as LineState

CASH: Final = ("101", "102")
CUSTODIAL: Final = ("221", "10101", "10201")
"""What lies on these accounts belongs to others; the project of such a row is whose it is."""


class BalanceRow(UnionRow):
    """One balance, in two columns, or in one with its side (the account's own if left out).

    A row of zero adds nothing; a union with nothing but such rows begins with nothing.
    `line`: the budget line that expenditure of the year, before the cut-over, was spent on.
    """

    account: str | None = None
    debit_fen: StrictInt = 0
    credit_fen: StrictInt = 0
    amount_fen: StrictInt = 0
    side: Side | None = None
    bank: Id | None = None
    custody: Project | None = None
    line: LineCode | None = None
    project: Project | None = None
    expense_kind: ExpenseKind | None = None
    fund_source: FundSource = "union"
    economic_class: str | None = None
    functional_class: str | None = None
    restriction: Literal["restricted", "unrestricted"] | None = None
    counterparty: str | None = None

    @property
    def fen(self) -> int:
        """Return the balance, debit positive."""
        amount = self.amount_fen
        if amount:
            account = chart().account(self.account or "")
            side = self.side or (account.side if account else "debit")
            amount = {"debit": amount, "credit": -amount, "even": 0}[side]
        return self.debit_fen - self.credit_fen + amount

    @property
    def contradicts_itself(self) -> bool:
        """Tell whether amounts stand on both sides, or one where the row says 平."""
        given = [self.debit_fen, self.credit_fen, self.amount_fen]
        return sum(map(bool, given)) > 1 or (self.side == "even" and any(given))


def leg_of(union: str, row: BalanceRow, bank: str | None) -> Leg:
    """Return a row as a leg, filled in where a form is silent; it may still be wrong.

    `bank`: where money lies whose row names no account.
    """
    code = row.account or ""
    account = chart().account(code)
    needed = account.dimensions if account else frozenset()
    is_cash = code.startswith(CASH)
    custody, project = row.custody, row.project
    if custody is None and code.startswith(CUSTODIAL):
        custody, project = project, None
    return Leg(
        union=union, account=code[:3] if is_cash else code, fen=row.fen, budget=row.line,
        bank=row.bank or (bank if is_cash else None), custody=custody, project=project,
        kind=row.expense_kind or usual_kind(project) if "kind" in needed else None,
        source=row.fund_source if "source" in needed else None,
        economic=row.economic_class or (usual_economic(code) if account else None),
        functional=row.functional_class, counterparty=row.counterparty,
        restriction=row.restriction or _restriction(project) if "restriction" in needed else None,
    )  # fmt: skip


def on_line(leg: Leg, line: LineState) -> Leg:
    """Return a leg with the dimensions of the budget line that it names."""
    return replace(
        leg, kind=line.kind, project=line.project, source=line.source, economic=line.economic,
        functional=line.functional,
    )  # fmt: skip


def _restriction(project: str | None) -> str:
    """Return what income is where a form is silent: a project's is restricted."""
    return "restricted" if project else "unrestricted"
