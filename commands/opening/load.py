"""期初余额: what each union has on the day its books here begin; before it nothing is posted.

Why: without it the cash guard would refuse every payment, or officers would book income that
never was.
Unit: fen.
Rejects: for each union and row, in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from commands._accounts import account_of, complete, in_chart
from commands._balances import CASH, CUSTODIAL, BalanceRow, leg_of, on_line
from commands._guards import first_of
from commands._listed import UnionRows, by_union, union_scopes, union_stands
from commands._verb import FINANCE, Decision, Id, Title, Verb, arg
from ledger.accounts import CHART
from ledger.calendar import period_of
from ledger.entry import Leg, Legs, balanced
from ledger.events import Voucher
from ledger.events.opening import OpeningLoaded
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from ledger.scopes._scope import Scope
    from ledger.world import World

VOUCHER_TYPE: Final = "期初"
"""Apart from 记, so that the first voucher of the books is 记-1."""
OF_THE_YEAR: Final = ("income", "expenditure")


class LoadOpening(UnionRows):
    """Books begin on `on`, the cut-over date; `none`: with nothing in them."""

    union: Id | None = arg("工会", "the union, unless every row names its own", default=None)
    none: bool = arg("无余额", "the union begins with nothing", default=False)
    bank: Id | None = arg("账户编号", "where money lies whose row names no account", default=None)
    rows: tuple[BalanceRow, ...] = arg("期初余额表", "the balances", default=())

    def balances(self) -> dict[str, list[tuple[BalanceRow, Leg]]]:
        """Return the rows of each union that are not zero, each with the leg that it means."""
        return {
            union: [
                (row, leg_of(union, row, self.bank))
                for row in rows
                if row.fen or row.contradicts_itself
            ]
            for union, rows in by_union(self.union, self.rows).items()
        }


def scopes(command: LoadOpening) -> Iterable[Scope[Any]]:
    """Name the unions, the accounts where their money lies, and the budget lines."""
    for union, rows in command.balances().items():
        yield from union_scopes((union,))
        for _, leg in rows:
            if leg.bank is not None:
                yield BankAccount(union, leg.bank)
            if leg.budget is not None:
                yield BudgetLine(union, command.on.year, leg.budget)


def decide(command: LoadOpening, world: World) -> Decision:
    """Open every union's books or none."""
    if bool(command.rows) == command.none or (command.none and command.union is None):
        yield reject("opening.empty")
        return
    for union, typed in command.balances().items():
        rows = [(row, _on_line(leg, world, command.on)) for row, leg in typed]
        legs = tuple(leg for _, leg in rows)
        objections = first_of(
            union_stands(world, union, command.on),
            _first(union, world),
            _rows(rows, world, command.on),
            _balance(union, legs),
            _within_budget(legs, world, command.on),
        )
        yield from objections
        if not objections:
            yield _loaded(command, union, legs, world)


def _on_line(leg: Leg, world: World, on: date) -> Leg:
    if leg.budget is None:
        return leg
    line = world[BudgetLine(leg.union, on.year, leg.budget)]
    return on_line(leg, line) if line.exists else leg


def _loaded(command: LoadOpening, union: str, legs: Legs, world: World) -> OpeningLoaded:
    entry = balanced(legs, tier_of={union: world[Union(union)].tier}) if legs else ()
    voucher = Voucher(union=union, type=VOUCHER_TYPE, period=period_of(command.on), no=1)
    return OpeningLoaded(
        command=world.command, by=command.by, occurred_on=command.on, union=union,
        booked_on=command.on, voucher=voucher, legs=entry, chart=CHART, summary="期初余额",
    )  # fmt: skip


def _first(union: str, world: World) -> Iterator[Rejection]:
    opened_on = world[Union(union)].opened_on
    if opened_on is not None:
        yield reject("opening.exists", union=union, opened_on=opened_on.isoformat())


def _rows(rows: Iterable[tuple[BalanceRow, Leg]], world: World, on: date) -> Iterator[Rejection]:
    for row, leg in rows:
        yield from first_of(
            _one_side(row),
            in_chart(row.account or "", world[Union(leg.union)].tier, row.row),
            _of_the_balance_sheet(leg, row.row, on),
            _line(leg, row.row, world, on),
            _complete(leg, row),
            _money(leg, row.row, world),
        )


def _one_side(row: BalanceRow) -> Iterator[Rejection]:
    if row.contradicts_itself:
        yield reject("opening.two_sides", row=row.row, account=row.account)


def _of_the_balance_sheet(leg: Leg, row: int | None, on: date) -> Iterator[Rejection]:
    """Income and expenditure start at zero with the year; only a later cut-over brings some."""
    if (on.month, on.day) == (1, 1) and account_of(leg.account).element in OF_THE_YEAR:
        yield reject("opening.not_a_balance", row=row, account=leg.account)


def _line(leg: Leg, row: int | None, world: World, on: date) -> Iterator[Rejection]:
    """A budget line that a row names is there, and is of the row's account."""
    if leg.budget is None:
        return
    line = world[BudgetLine(leg.union, on.year, leg.budget)]
    if not line.exists:
        yield reject("budget.no_line", row=row, line=leg.budget, union=leg.union, year=on.year)
    elif line.account != leg.account:
        facts = {"line": leg.budget, "account": leg.account, "expected": line.account}
        yield reject("budget.wrong_line", row=row, **facts)


def _complete(leg: Leg, row: BalanceRow) -> Iterator[Rejection]:
    """The leg has what its account needs; money of others says whose it is."""
    yield from complete(leg.account, leg, row.row)
    if str(row.account).startswith(CUSTODIAL) and leg.custody is None:
        yield reject(
            "entry.dimension_missing", row=row.row, account=row.account, dimension="custody"
        )


def _money(leg: Leg, row: int | None, world: World) -> Iterator[Rejection]:
    """Money names an account that is open for it, and nothing else does."""
    account = leg.account
    is_cash = account in CASH
    if leg.custody is not None and not (is_cash or account.startswith(CUSTODIAL)):
        yield reject("custody.wrong_account", row=row, account=account)
    elif is_cash and leg.bank is None:
        yield reject("entry.bank_missing", row=row, account=account)
    elif not is_cash and leg.bank is not None:
        yield reject("opening.not_money", row=row, account=account, bank=leg.bank)
    elif leg.bank is not None:
        yield from _account_fits(leg, leg.bank, row, world)


def _account_fits(leg: Leg, bank: str, row: int | None, world: World) -> Iterator[Rejection]:
    state = world[BankAccount(leg.union, bank)]
    if not state.exists:
        yield reject("bank_account.unknown", row=row, union=leg.union, bank=bank)
    elif state.closed_on is not None:
        closed_on = state.closed_on.isoformat()
        yield reject("bank_account.closed", row=row, bank=bank, closed_on=closed_on)
    elif leg.account != state.account:
        facts = {"expected": state.account, "account": leg.account}
        yield reject("bank_account.other_account", row=row, bank=bank, **facts)
    elif not state.holds(leg.custody is not None):
        yield reject("bank_account.wrong_purpose", row=row, bank=bank, purpose=state.purpose)
    elif leg.fen < 0:
        yield reject("opening.overdrawn", row=row, bank=bank, balance=yuan(leg.fen))


def _balance(union: str, legs: Sequence[Leg]) -> Iterator[Rejection]:
    """Debits equal credits; custody money equals what is owed to each custody project."""
    debit = sum(leg.fen for leg in legs if leg.fen > 0)
    credit = -sum(leg.fen for leg in legs if leg.fen < 0)
    if debit != credit:
        yield reject(
            "opening.unbalanced", union=union, debit=yuan(debit), credit=yuan(credit),
            difference=yuan(debit - credit),
        )  # fmt: skip
    projects: dict[str, int] = {}
    for leg in legs:
        if leg.custody is not None:
            projects[leg.custody] = projects.get(leg.custody, 0) + leg.fen
    for project, fen in projects.items():
        if fen:
            yield reject("custody.differs", union=union, project=project, difference=yuan(fen))


def _within_budget(legs: Legs, world: World, on: date) -> Iterator[Rejection]:
    """What was spent before the cut-over is no more than each line has."""
    spent: dict[BudgetLine, int] = {}
    for leg in legs:
        if leg.budget is not None:
            name = BudgetLine(leg.union, on.year, leg.budget)
            spent[name] = spent.get(name, 0) + leg.fen
    for name, fen in spent.items():
        free = world[name].free
        if fen > free:
            line = name.rpartition(f"/{on.year}/")[2]
            short_by = yuan(fen - free)
            yield reject(
                "budget.short", line=line, free=yuan(free), asked=yuan(fen), short_by=short_by
            )


VERB = Verb(LoadOpening, Title("录入期初余额", "load opening balances"), FINANCE, scopes, decide)
