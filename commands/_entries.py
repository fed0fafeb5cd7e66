"""Entries typed leg by leg: general vouchers and the blue entries of corrections."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from commands._verb import Amount
from ledger.accounts import chart, required_dimensions
from ledger.entry import Leg
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.cash import Cash
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ledger.scopes._scope import Scope
    from ledger.world import World


class TypedLeg(BaseModel):
    """One leg as typed; amounts in yuan as text, one of debit and credit."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=500)

    row: int
    account: str
    debit: Amount = 0
    credit: Amount = 0
    bank: str | None = None
    custody: str | None = None
    line: str | None = None
    restriction: str | None = None
    project: str | None = None
    counterparty: str | None = None

    @property
    def fen(self) -> int:
        """Return the signed amount."""
        return self.debit - self.credit


def entry_scopes(union: str, booked_on: date, rows: Iterable[TypedLeg]) -> Iterator[Scope[Any]]:
    """Name the accounts, the money and the budget lines of the legs."""
    for row in rows:
        if row.bank:
            yield BankAccount(union, row.bank)
            yield Cash(union, row.bank, row.custody)
        if row.line:
            yield BudgetLine(union, booked_on.year, row.line)


def legs_of(union: str, booked_on: date, rows: Iterable[TypedLeg], world: World) -> tuple[Leg, ...]:
    """Return the legs; those on a budget line carry its dimensions."""
    legs = []
    for row in rows:
        shape = world[BudgetLine(union, booked_on.year, row.line)] if row.line else None
        legs.append(
            Leg(
                union=union, account=row.account, fen=row.fen, bank=row.bank,
                custody=row.custody, counterparty=row.counterparty, budget=row.line,
                restriction=row.restriction,
                kind=shape.kind if shape else None,
                project=(shape.project if shape else None) or row.project,
                source=shape.source if shape else None,
                economic=shape.economic if shape else None,
                functional=shape.functional if shape else None,
            )
        )  # fmt: skip
    return tuple(legs)


def is_entry(
    union: str, booked_on: date, rows: Sequence[TypedLeg], world: World
) -> Iterator[Rejection]:
    """The legs make an entry: accounts of the union's chart, one side each, sums equal."""
    tier = world[Union(union)].tier
    for row in rows:
        account = chart().account(row.account)
        if account is None:
            yield reject("account.unknown", row=row.row, account=row.account)
        elif not account.open_to(tier):
            yield reject("account.wrong_tier", row=row.row, account=row.account, tier=tier)
        elif row.fen == 0 or (row.debit and row.credit) or min(row.debit, row.credit) < 0:
            yield reject("entry.one_side", row=row.row, account=row.account)
        elif row.account[:3] in ("101", "102") and not row.bank:
            yield reject("entry.bank_missing", row=row.row, account=row.account)
        elif account.element == "expenditure" and not row.line:
            yield reject("entry.line_missing", row=row.row, account=row.account)
        elif row.line and not _of_account(world[BudgetLine(union, booked_on.year, row.line)], row):
            line = world[BudgetLine(union, booked_on.year, row.line)]
            yield reject("budget.wrong_line", row=row.row, line=row.line, account=row.account,
                         expected=line.account)  # fmt: skip
        else:
            missing = _missing(row, tier)
            if missing:
                yield reject("entry.dimension_missing", row=row.row, account=row.account,
                             dimension=", ".join(missing))  # fmt: skip
    debit, credit = sum(r.debit for r in rows), sum(r.credit for r in rows)
    if debit != credit or not rows:
        yield reject("entry.unbalanced", debit=yuan(debit), credit=yuan(credit))


def affordable(
    union: str, booked_on: date, rows: Iterable[TypedLeg], world: World
) -> Iterator[Rejection]:
    """No budget line is overspent and no account overdrawn by the legs together."""
    spent: dict[str, int] = {}
    moved: dict[Cash, int] = {}
    for row in rows:
        if row.line:
            spent[row.line] = spent.get(row.line, 0) + row.fen
        if row.bank:
            cash = Cash(union, row.bank, row.custody)
            moved[cash] = moved.get(cash, 0) + row.fen
    for name, fen in spent.items():
        line = world[BudgetLine(union, booked_on.year, name)]
        if not line.exists:
            yield reject("budget.no_line", line=name, union=union, year=booked_on.year)
        elif fen > line.free:
            yield reject("budget.short", line=name, free=yuan(line.free), asked=yuan(fen),
                         short_by=yuan(fen - line.free))  # fmt: skip
    for cash, fen in moved.items():
        balance = world[cash].balance
        if fen < 0 and balance + fen < 0:
            yield reject("cash.short", bank=cash.split("/")[1], balance=yuan(balance),
                         asked=yuan(-fen), short_by=yuan(-fen - balance))  # fmt: skip


def _of_account(line: Any, row: TypedLeg) -> bool:
    return not line.exists or line.account == row.account


def _missing(row: TypedLeg, tier: str) -> list[str]:
    """Name the dimensions that the account needs and the row lacks; a line brings its own."""
    if row.line:
        return []
    needed = required_dimensions(row.account, tier)
    lacking = [d for d in needed if d == "restriction" and not row.restriction]
    if row.restriction == "restricted" and not row.project:
        lacking.append("project")
    return lacking
