"""补录: record payouts that already happened outside, as they were.

Why: what has happened is never refused for policy; each rule that it broke is stamped on the fact
(`breaches`) and found by the audit. It is refused only where it is malformed, known, or where the
day it is booked on is not open.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from commands._claims import claim_groups, standard_scopes
from commands._guards import first_of, may_post, posting_scopes
from commands._sources import approved_by_another, met_before
from commands._supplement import Ask, Recorder, prepared
from commands._verb import Command, Decision, Fen, Groups, Id, Name, Title, Verb, arg
from ledger.payouts import kinds
from ledger.rejections import reject
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.cash import Cash
from ledger.scopes.officer import Officer
from ledger.scopes.source_row import SourceRow
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.world import World


class SupplementRow(BaseModel):
    """One payout, or, with a negative amount, one recovery. `payee`: a foreign person reference."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=500)

    row: int
    union: Id
    kind: str
    occurred_on: date
    amount_fen: Fen
    name: str = ""
    national_id: str | None = None
    member_no: str | None = None
    payee: str | None = None
    occasion: str | None = None
    variant: str | None = None
    line: str | None = None
    bank_account: str | None = None
    bank_name: str | None = None
    phone: str | None = None
    reason: str | None = None
    source_document: str | None = None
    source_row: str | None = None


class RecordSupplement(Command):
    """Payouts that happened outside, booked on one open day, each with its own date."""

    system: Name = arg("来源系统", "the system or paper that the rows come from")
    evidence: str = arg("依据", "the evidence: file, minutes, letter")
    approved_by: Id = arg("批准人", "the officer who approved the 补录")
    bank: Id = arg("付款账户", "the account that paid, in each union")
    booked_on: date | None = arg("记账日期", "the voucher's date", default=None)
    form: Literal["bank", "cash", "goods", "voucher"] = arg("发放形式", "the form", default="bank")
    rows: tuple[SupplementRow, ...] = arg("补录文件", "the files", default=())

    @property
    def booked(self) -> date:
        """Return the voucher's date."""
        return self.booked_on or self.on


def prepare(command: RecordSupplement, edge: Edge) -> Ask:
    """Find or make the persons, seal what is personal, and key each source row."""
    return prepared(command, edge)


def scopes(ask: Ask) -> Iterable[Scope[Any]]:
    """Name the approver, the unions with their period and account, the source rows."""
    command = ask.command
    yield Officer(command.approved_by)
    for union in ask.unions:
        yield from posting_scopes(union, command.booked)
        yield from (BankAccount(union, command.bank), Cash(union, command.bank))
    for union, year, line in {
        (r.union, command.booked.year, ask.line(r)) for r in command.rows if r.kind in kinds()
    }:
        yield BudgetLine(union, year, line)
    for source in ask.sources:
        yield SourceRow(source.system, source.document, source.row)
    for code in sorted({r.kind for r in command.rows} & set(kinds())):
        yield from standard_scopes(kinds()[code])


def more_scopes(ask: Ask, world: World) -> Groups:
    """Name the persons and what they have been paid before."""
    for (code, year), claims in ask.grouped.items():
        yield from claim_groups(world, kinds()[code], year, claims)


def decide(ask: Ask, world: World) -> Decision:
    """Record what happened, every row or none."""
    command = ask.command
    objections = first_of(
        approved_by_another(world, command.by, command.approved_by),
        (reject("union.unknown", union=u) for u in ask.unions if not world[Union(u)].exists),
        (o for u in ask.unions for o in may_post(world, u, command.booked)),
        (
            reject("bank_account.unknown", union=u, bank=command.bank)
            for u in ask.unions
            if not world[BankAccount(u, command.bank)].exists
        ),
    )
    if objections:
        yield from objections
        return
    recorder = Recorder(ask, world)
    for n, (row, source) in enumerate(zip(command.rows, ask.sources, strict=True)):
        met = met_before(world, row.row, source)
        if met is not None:
            yield met
        elif row.kind not in kinds():
            yield reject("payout.unknown_kind", row=row.row, kind=row.kind)
        elif row.amount_fen == 0:
            yield reject("payout.zero", row=row.row)
        elif row.occurred_on > command.booked:
            yield reject("date.in_future", row=row.row, on=row.occurred_on.isoformat())
        else:
            yield recorder.fact(n)


VERB = Verb(
    RecordSupplement,
    Title("补录已发放款项", "record payouts that already happened outside"),
    ("supplementer",),
    scopes,
    decide,
    more_scopes,
    prepare,
)
