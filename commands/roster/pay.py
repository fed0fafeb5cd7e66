"""发放: pay an approved roster, every row or none, under one voucher."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from commands._claims import Claim, Claims, claim_groups, standard_scopes
from commands._guards import first_of, may_post, may_use_bank, next_voucher, posting_scopes
from commands._rosters import in_status, other_hands
from commands._verb import Command, Decision, Groups, Id, Title, Verb, arg
from ledger.accounts import CHART
from ledger.entry import Leg, balanced
from ledger.events import Payout
from ledger.events.rosters import CondolencePaid, RosterPaid, RosterRowListed
from ledger.money import yuan
from ledger.payouts import kinds
from ledger.postings import spent
from ledger.rejections import Rejection, reject
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.cash import Cash
from ledger.scopes.roster import Roster
from ledger.scopes.roster import State as RosterState
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commands._edge import Edge
    from ledger.events import Voucher
    from ledger.scopes._scope import Scope
    from ledger.world import World


class PayRoster(Command):
    """An approved roster is paid on `on`, and booked on that day or on `booked_on`."""

    union: Id = arg("工会", "the union")
    roster: Id = arg("花名册编号", "the roster")
    booked_on: date | None = arg("记账日期", "the voucher's date", default=None)

    @property
    def booked(self) -> date:
        """Return the voucher's date."""
        return self.booked_on or self.on


@dataclass(frozen=True, slots=True)
class Ask:
    """The message with the roster's rows, which never change once listed."""

    command: PayRoster
    roster: RosterState
    rows: list[RosterRowListed]
    claims: list[Claim]


def prepare(command: PayRoster, edge: Edge) -> Ask:
    """Read the roster's rows."""
    state = edge.state(Roster(command.roster))
    last = state.rows_from + state.count - 1
    facts = edge.events(state.rows_from, last) if state.count else iter(())
    rows = [f for f in facts if isinstance(f, RosterRowListed)]
    claims = [
        Claim(r.row, r.person, r.occasion, r.amount_fen + r.goods_fen, r.variant) for r in rows
    ]
    return Ask(command, state, rows, claims)


def scopes(ask: Ask) -> Iterable[Scope[Any]]:
    """Name the roster, the period and voucher, the line, the account and its money."""
    c, roster = ask.command, ask.roster
    yield Roster(c.roster)
    yield from posting_scopes(c.union, c.booked)
    if roster.status != "unknown":
        yield BudgetLine(roster.union, roster.year, roster.budget_line)
        yield from (BankAccount(c.union, roster.bank), Cash(c.union, roster.bank))
        yield from standard_scopes(kinds()[roster.kind])


def more_scopes(ask: Ask, world: World) -> Groups:
    """Name the persons and what they have been paid before."""
    if ask.roster.status != "unknown":
        yield from claim_groups(world, kinds()[ask.roster.kind], ask.command.on.year, ask.claims)


def decide(ask: Ask, world: World) -> Decision:
    """Pay an approved roster, every row or none."""
    command = ask.command
    roster = world[Roster(command.roster)]
    objections = first_of(
        in_status(world, command.union, command.roster, "approved"),
        other_hands(command.by, approved=roster.approver, reviewed=roster.reviewer),
        may_post(world, command.union, command.booked),
        _same_year(roster, command),
        may_use_bank(world, command.union, roster.bank, command.on),
        _affordable(world, command.union, roster),
    )
    if objections:
        yield from objections
        return
    voucher = next_voucher(world, command.union, command.booked)
    yield RosterPaid(
        command=world.command, by=command.by, occurred_on=command.on, union=command.union,
        roster=command.roster, booked_on=command.booked, voucher=voucher, count=roster.count,
        total_fen=roster.total, budget_line=roster.budget_line, year=roster.year,
        bank=roster.bank, paid_from=world.command + 2,
    )  # fmt: skip
    judge = Claims(world, kinds()[roster.kind], command.on)
    pay = _Payments(ask, world, voucher, judge)
    for entry, (row, claim) in enumerate(zip(ask.rows, ask.claims, strict=True), 1):
        if objections := judge.judge(claim):
            yield from objections
        else:
            yield pay.one(entry, row)


class _Payments:
    """Makes the payment facts of one roster; what they share is looked up once."""

    def __init__(self, ask: Ask, world: World, voucher: Voucher, judge: Claims) -> None:
        self._ask, self._voucher, self._judge = ask, voucher, judge
        roster, union = ask.roster, ask.command.union
        self._kind = kinds()[roster.kind]
        self._line = world[BudgetLine(union, roster.year, roster.budget_line)]
        self._bank = world[BankAccount(union, roster.bank)]
        self._tier = {union: world[Union(union)].tier}
        self._command = world.command

    def one(self, entry: int, row: RosterRowListed) -> CondolencePaid:
        """Return the payment of a row."""
        command, roster = self._ask.command, self._ask.roster
        voucher = self._voucher
        fen = row.amount_fen + row.goods_fen
        return CondolencePaid(
            command=self._command, by=command.by, occurred_on=command.on, union=command.union,
            booked_on=command.booked, legs=self._legs(fen), chart=CHART,
            voucher=type(voucher)(
                union=voucher.union, type=voucher.type, period=voucher.period, no=voucher.no,
                entry=entry,
            ),
            payout=Payout(
                person=row.person, kind=roster.kind, occasion=row.occasion, amount_fen=fen,
                year=command.on.year, cap_group=self._kind.cap_group, payee=row.payee,
                form=roster.form, identity=row.identity, kind_version=roster.kind_version,
                standard=self._judge.standard(row.variant), roster=command.roster, row=row.row,
            ),
        )  # fmt: skip

    def _legs(self, fen: int) -> tuple[Leg, ...]:
        roster = self._ask.roster
        legs = spent(roster.union, roster.budget_line, self._line, roster.bank, self._bank, fen)
        return balanced(legs, tier_of=self._tier)


def _same_year(roster: RosterState, command: PayRoster) -> Iterator[Rejection]:
    if command.booked.year != roster.year:
        yield reject("budget.other_year", year=roster.year, booked_on=command.booked.isoformat())


def _affordable(world: World, union: str, roster: RosterState) -> Iterator[Rejection]:
    balance = world[Cash(union, roster.bank)].balance
    if balance < roster.total:
        yield reject(
            "cash.short",
            bank=roster.bank,
            balance=yuan(balance),
            asked=yuan(roster.total),
            short_by=yuan(roster.total - balance),
        )


VERB = Verb(
    PayRoster,
    Title("发放花名册", "pay an approved roster"),
    ("cashier",),
    scopes,
    decide,
    more_scopes,
    prepare,
)
