"""花名册编制: list whom a union means to pay, for what, from which budget line and account.

Rejects: in the guards' order, see `decide`; every refused row is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from commands._claims import Claim, Claims, claim_groups, standard_scopes
from commands._guards import first_of, may_use_bank
from commands._payees import identify, seal_rows
from commands._verb import (
    HANDLERS,
    Amount,
    Command,
    Decision,
    Fen,
    Groups,
    Id,
    Name,
    Title,
    Verb,
    arg,
)
from ledger.events.rosters import RosterCompiled, RosterRowListed
from ledger.money import yuan
from ledger.payouts import PayoutKind, kind_named
from ledger.rejections import Rejection, reject
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.person import Person
from ledger.scopes.roster import Roster
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.sealed import Sealed
    from ledger.vault import Identity
    from ledger.world import World

Form = Literal["bank", "cash", "goods", "voucher"]


class RosterRow(BaseModel):
    """One payee as typed. `row`: the row in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=500)

    row: int
    name: str
    national_id: str | None = None
    member_no: str | None = None
    kind: str | None = None
    occasion: str | None = None
    occurred_on: date | None = None
    amount_fen: Fen
    goods_fen: Fen = 0
    goods: str | None = None
    variant: str | None = None
    bank_account: str | None = None
    bank_name: str | None = None
    phone: str | None = None
    reason: str | None = None


class CompileRoster(Command):
    """A roster of one union, one kind of payout, one budget line and one account."""

    union: Id = arg("工会", "the union that pays")
    roster: Id = arg("花名册编号", "an id for the roster")
    kind: str | None = arg("慰问类别", "the kind of payout; else the rows tell", default=None)
    line: Name = arg("预算项目", "the budget line, e.g. 50405")
    bank: Id = arg("付款账户", "the bank account that pays")
    title: str = arg("标题", "what it is called", default="")
    form: Form = arg("发放形式", "how it is given", default="bank")
    total: Amount | None = arg("合计金额", "the total stated on paper, in yuan", default=None)
    occasion: Name | None = arg("事由", "the occasion of rows without one", default=None)
    rows: tuple[RosterRow, ...] = arg("花名册文件", "the roster file", default=())


@dataclass(frozen=True, slots=True)
class Ask:
    """The message with its rows' persons, payee accounts, occasions and sealed fields."""

    command: CompileRoster
    kind: PayoutKind | None
    people: list[Identity]
    payees: list[str | None]
    claims: list[Claim | None]
    sealed: list[dict[str, Sealed]]


def prepare(command: CompileRoster, edge: Edge) -> Ask:
    """Find or make the persons and payee accounts, and seal what is personal."""
    named = command.kind or next((r.kind for r in command.rows if r.kind), None)
    kind = kind_named(named) if named else None
    people, payees = identify(command.union, command.rows, edge)
    sealed = seal_rows(command.rows, people, edge)
    claims = [
        _claim(command, kind, row, who.person)
        for row, who in zip(command.rows, people, strict=True)
    ]
    return Ask(command, kind, people, payees, claims, sealed)


def _claim(
    command: CompileRoster, kind: PayoutKind | None, row: RosterRow, person: str
) -> Claim | None:
    """Return a row's claim; None where nothing tells its occasion."""
    if kind is None:
        return None
    occurred_on = row.occurred_on or command.on
    given = row.occasion or command.occasion
    occasion = kind.occasion_key(occurred_on, given, own_date=row.occurred_on is not None)
    if occasion is None:
        return None
    return Claim(row.row, person, occasion, row.amount_fen + row.goods_fen, row.variant)


def scopes(ask: Ask) -> Iterable[Scope[Any]]:
    """Name the union, the roster, the line, the account and the standards."""
    c = ask.command
    yield from (Union(c.union), Roster(c.roster), BudgetLine(c.union, c.on.year, c.line))
    yield BankAccount(c.union, c.bank)
    if ask.kind is not None:
        yield from standard_scopes(ask.kind)


def more_scopes(ask: Ask, world: World) -> Groups:
    """Name the persons and what they have been paid before."""
    if ask.kind is not None:
        claims = [c for c in ask.claims if c is not None]
        yield from claim_groups(world, ask.kind, ask.command.on.year, claims)


def decide(ask: Ask, world: World) -> Decision:
    """List the roster's rows, every one or none."""
    command, kind = ask.command, ask.kind
    if kind is None:
        named = command.kind or next((r.kind for r in command.rows if r.kind), "")
        yield reject("payout.unknown_kind", kind=named)
        return
    objections = first_of(
        _new(command, world),
        _totals(command),
        _line(command, kind, world),
        may_use_bank(world, command.union, command.bank, command.on),
    )
    if objections:
        yield from objections
        return
    yield RosterCompiled(
        command=world.command, by=command.by, occurred_on=command.on, union=command.union,
        roster=command.roster, title=command.title or kind.zh, kind=kind.code,
        kind_version=kind.version, budget_line=command.line, year=command.on.year,
        bank=command.bank, count=len(command.rows), total_fen=_sum(command),
        rows_from=world.command + 2, form=command.form, document=command.key,
    )  # fmt: skip
    judge = Claims(world, kind, command.on)
    rows = zip(command.rows, ask.people, ask.payees, ask.claims, ask.sealed, strict=True)
    for row, who, payee, claim, sealed in rows:
        if row.kind and kind_named(row.kind) is not kind:
            yield reject("roster.mixed_kinds", row=row.row, kind=row.kind, roster=kind.zh)
        elif claim is None:
            yield reject("payout.occasion_missing", row=row.row, kind=kind.code)
        elif objections := judge.judge(claim):
            yield from objections
        else:
            judge.count(claim)
            yield RosterRowListed(
                command=world.command, by=command.by, occurred_on=row.occurred_on or command.on,
                union=command.union, roster=command.roster, row=row.row, person=who.person,
                identity=who.grade, occasion=claim.occasion, amount_fen=row.amount_fen,
                goods_fen=row.goods_fen, payee=payee, variant=row.variant, sealed=sealed,
                member=world[Person(who.person)].memberships > 0,
            )  # fmt: skip


def _new(command: CompileRoster, world: World) -> Iterator[Rejection]:
    if world[Roster(command.roster)].status != "unknown":
        yield reject("roster.exists", roster=command.roster)
    elif not command.rows:
        yield reject("roster.empty", roster=command.roster)


def _totals(command: CompileRoster) -> Iterator[Rejection]:
    for row in command.rows:
        if row.amount_fen + row.goods_fen <= 0:
            yield reject("payout.not_positive", row=row.row, amount=yuan(row.amount_fen))
    if command.total is not None and command.total != _sum(command):
        yield reject("roster.total_differs", stated=yuan(command.total), rows=yuan(_sum(command)))


def _line(command: CompileRoster, kind: PayoutKind, world: World) -> Iterator[Rejection]:
    line = world[BudgetLine(command.union, command.on.year, command.line)]
    if not line.exists:
        yield reject("budget.no_line", line=command.line, union=command.union, year=command.on.year)
        return
    account = kind.account(world[Union(command.union)].tier)
    if not line.account.startswith(account) and kind.code != "other":
        yield reject("budget.wrong_line", line=command.line, account=line.account, expected=account)
    if command.form not in kind.forms:
        yield reject("payout.form_not_allowed", form=command.form, kind=kind.code)


def _sum(command: CompileRoster) -> int:
    return sum(r.amount_fen + r.goods_fen for r in command.rows)


VERB = Verb(
    CompileRoster,
    Title("编制花名册", "compile a roster from a file"),
    HANDLERS,
    scopes,
    decide,
    more_scopes,
    prepare,
)
