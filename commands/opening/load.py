"""期初余额: what each union has on the day its books here begin; before it nothing is posted.

Why: without it the cash guard would refuse every payment, or officers would book income that
never was.
Unit: fen.
Rejects: for each union and row, in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import StrictInt

from commands._accounts import account_of, complete, in_chart
from commands._guards import first_of
from commands._listed import Project, UnionRow, UnionRows, by_union, union_scopes, union_stands
from commands._verb import FINANCE, Decision, Id, Title, Verb, arg
from ledger.accounts import CHART
from ledger.calendar import period_of
from ledger.entry import Leg, balanced
from ledger.events import Voucher
from ledger.events.opening import OpeningLoaded
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from ledger.scopes._scope import Scope
    from ledger.world import World

VOUCHER_TYPE: Final = "期初"
"""Apart from 记, so that the first voucher of the books is 记-1."""
CASH: Final = ("101", "102")
CUSTODIAL: Final = "221"
OF_THE_YEAR: Final = ("income", "expenditure")


class BalanceRow(UnionRow):
    """One balance; a line without an account says that the union begins with nothing."""

    account: str | None = None
    debit_fen: StrictInt = 0
    credit_fen: StrictInt = 0
    bank: Id | None = None
    custody: Project | None = None
    kind: Literal["basic", "project"] | None = None
    project: Project | None = None
    source: Literal["union", "fiscal"] | None = None
    economic: str | None = None
    functional: str | None = None
    restriction: Literal["restricted", "unrestricted"] | None = None
    counterparty: str | None = None

    @property
    def fen(self) -> int:
        """Return the balance, debit positive."""
        return self.debit_fen - self.credit_fen


class LoadOpening(UnionRows):
    """Books begin on `on`, the cut-over date; `none`: with nothing in them."""

    union: Id | None = arg("工会", "the union, unless every row names its own", default=None)
    none: bool = arg("无余额", "the union begins with nothing", default=False)
    rows: tuple[BalanceRow, ...] = arg("期初余额表", "the balances", default=())


def scopes(command: LoadOpening) -> Iterable[Scope[Any]]:
    """Name the unions and the accounts where their money lies."""
    for union, rows in by_union(command.union, command.rows).items():
        yield from union_scopes((union,))
        yield from (BankAccount(union, row.bank) for row in rows if row.bank is not None)


def decide(command: LoadOpening, world: World) -> Decision:
    """Open every union's books or none."""
    if bool(command.rows) == command.none:
        yield reject("opening.empty")
        return
    for union, listed in by_union(command.union, command.rows).items():
        rows = [row for row in listed if row.account is not None or row.fen]
        objections = first_of(
            union_stands(world, union, command.on),
            _first(union, world),
            _rows(union, rows, world, command.on),
            _balance(union, rows),
        )
        yield from objections
        if not objections:
            yield _loaded(command, union, [_leg(union, row, world) for row in rows], world)


def _loaded(command: LoadOpening, union: str, legs: Sequence[Leg], world: World) -> OpeningLoaded:
    entry = balanced(tuple(legs), tier_of={union: world[Union(union)].tier}) if legs else ()
    voucher = Voucher(union=union, type=VOUCHER_TYPE, period=period_of(command.on), no=1)
    return OpeningLoaded(
        command=world.command, by=command.by, occurred_on=command.on, union=union,
        booked_on=command.on, voucher=voucher, legs=entry, chart=CHART, summary="期初余额",
    )  # fmt: skip


def _first(union: str, world: World) -> Iterator[Rejection]:
    opened_on = world[Union(union)].opened_on
    if opened_on is not None:
        yield reject("opening.exists", union=union, opened_on=opened_on.isoformat())


def _rows(union: str, rows: Iterable[BalanceRow], world: World, on: date) -> Iterator[Rejection]:
    tier = world[Union(union)].tier
    for row in rows:
        yield from first_of(
            _one_side(row),
            in_chart(row.account or "", tier, row.row),
            _of_the_balance_sheet(row, on),
            _complete(row),
            _money(union, row, world),
        )


def _one_side(row: BalanceRow) -> Iterator[Rejection]:
    if row.fen == 0 or (row.debit_fen and row.credit_fen):
        yield reject("opening.no_balance", row=row.row, account=row.account)


def _of_the_balance_sheet(row: BalanceRow, on: date) -> Iterator[Rejection]:
    """Income and expenditure start at zero with the year; only a later cut-over brings some."""
    if (on.month, on.day) == (1, 1) and account_of(str(row.account)).element in OF_THE_YEAR:
        yield reject("opening.not_a_balance", row=row.row, account=row.account)


def _complete(row: BalanceRow) -> Iterator[Rejection]:
    """The row has what its account needs; custodial funds name their project."""
    yield from complete(str(row.account), row, row.row)
    if str(row.account).startswith(CUSTODIAL) and row.custody is None:
        yield reject(
            "entry.dimension_missing", row=row.row, account=row.account, dimension="custody"
        )


def _money(union: str, row: BalanceRow, world: World) -> Iterator[Rejection]:
    """Money names an account that is open for it, and nothing else does."""
    account = str(row.account)
    is_cash = account.startswith(CASH)
    if row.custody is not None and not (is_cash or account.startswith(CUSTODIAL)):
        yield reject("custody.wrong_account", row=row.row, account=account)
    elif is_cash and row.bank is None:
        yield reject("entry.bank_missing", row=row.row, account=account)
    elif not is_cash and row.bank is not None:
        yield reject("opening.not_money", row=row.row, account=account, bank=row.bank)
    elif row.bank is not None:
        yield from _account_fits(union, row, row.bank, world)


def _account_fits(union: str, row: BalanceRow, bank: str, world: World) -> Iterator[Rejection]:
    state = world[BankAccount(union, bank)]
    if not state.exists:
        yield reject("bank_account.unknown", row=row.row, union=union, bank=bank)
    elif state.closed_on is not None:
        closed_on = state.closed_on.isoformat()
        yield reject("bank_account.closed", row=row.row, bank=bank, closed_on=closed_on)
    elif not str(row.account).startswith(state.account):
        yield reject(
            "bank_account.other_account", row=row.row, bank=bank, expected=state.account,
            account=row.account,
        )  # fmt: skip
    elif not state.holds(row.custody is not None):
        yield reject("bank_account.wrong_purpose", row=row.row, bank=bank, purpose=state.purpose)
    elif row.fen < 0:
        yield reject("opening.overdrawn", row=row.row, bank=bank, balance=yuan(row.fen))


def _balance(union: str, rows: Sequence[BalanceRow]) -> Iterator[Rejection]:
    """Debits equal credits; custody money equals what is owed to each custody project."""
    debit, credit = sum(r.debit_fen for r in rows), sum(r.credit_fen for r in rows)
    if debit != credit:
        yield reject(
            "opening.unbalanced", union=union, debit=yuan(debit), credit=yuan(credit),
            difference=yuan(debit - credit),
        )  # fmt: skip
    projects: dict[str, int] = {}
    for row in rows:
        if row.custody is not None:
            projects[row.custody] = projects.get(row.custody, 0) + row.fen
    for project, fen in projects.items():
        if fen:
            yield reject("custody.differs", union=union, project=project, difference=yuan(fen))


def _leg(union: str, row: BalanceRow, world: World) -> Leg:
    """Return the row as a leg; money stands on its bank account's own account (101 or 102)."""
    account = str(row.account)
    if row.bank is not None:
        account = world[BankAccount(union, row.bank)].account
    return Leg(
        union=union, account=account, fen=row.fen, bank=row.bank, custody=row.custody,
        kind=row.kind, project=row.project, source=row.source, economic=row.economic,
        functional=row.functional, restriction=row.restriction, counterparty=row.counterparty,
    )  # fmt: skip


VERB = Verb(LoadOpening, Title("录入期初余额", "load opening balances"), FINANCE, scopes, decide)
