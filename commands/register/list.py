"""外部台账登记: take in another body's register of payouts as memo facts; nothing is posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from commands._guards import first_of
from commands._sources import approved_by_another, met_before
from commands._verb import Command, Decision, Fen, Id, Name, Title, Verb, arg
from ledger.events import Source, Supplement
from ledger.events.registers import RegisterPayoutListed
from ledger.rejections import reject
from ledger.scopes.officer import Officer
from ledger.scopes.source_row import SourceRow
from ledger.vault import PersonClaim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.vault import Identity
    from ledger.world import World


class RegisterRow(BaseModel):
    """One line of the register. `payee`: the body's own reference of the person."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=500)

    row: int
    union: str
    payee: str
    kind: str
    occurred_on: date
    amount_fen: Fen
    source_document: str
    source_row: str
    reference: str | None = None


class ListRegister(Command):
    """A register of `body`; each line is one memo fact."""

    body: Name = arg("登记单位", "the body that kept the register")
    evidence: str = arg("依据", "what the register is evidence of, or where it came from")
    approved_by: Id = arg("批准人", "the officer who approved taking it in")
    rows: tuple[RegisterRow, ...] = arg("台账文件", "the register's files", default=())


@dataclass(frozen=True, slots=True)
class Ask:
    """The message, with each line's person and source."""

    command: ListRegister
    people: list[Identity]
    sources: list[Source]


def prepare(command: ListRegister, edge: Edge) -> Ask:
    """Find or make the persons by the body's own references."""
    at = f"register:{command.body}"
    claims = [PersonClaim(None, at, r.payee, None) for r in command.rows]
    digests = edge.digests([r.model_dump_json(exclude={"row"}) for r in command.rows])
    sources = [
        Source(system=command.body, document=r.source_document, row=r.source_row, digest=d)
        for r, d in zip(command.rows, digests, strict=True)
    ]
    return Ask(command, edge.identify(claims), sources)


def scopes(ask: Ask) -> Iterable[Scope[Any]]:
    """Name the approver and each line."""
    yield Officer(ask.command.approved_by)
    for source in ask.sources:
        yield SourceRow(source.system, source.document, source.row)


def decide(ask: Ask, world: World) -> Decision:
    """List the register's lines, every one or none."""
    command = ask.command
    objections = first_of(approved_by_another(world, command.by, command.approved_by))
    if objections:
        yield from objections
        return
    supplement = Supplement(evidence=command.evidence, approved_by=command.approved_by)
    for row, who, source in zip(command.rows, ask.people, ask.sources, strict=True):
        met = met_before(world, row.row, source)
        if met is not None:
            yield met
        elif row.amount_fen == 0:
            yield reject("payout.zero", row=row.row)
        else:
            yield RegisterPayoutListed(
                command=world.command, by=command.by, occurred_on=row.occurred_on,
                body=command.body, union=row.union, person=who.person, kind=row.kind,
                amount_fen=row.amount_fen, source=source, supplement=supplement,
                reference=row.reference,
            )  # fmt: skip


VERB = Verb(
    ListRegister,
    Title("登记外部台账", "take in another body's register as memo facts"),
    ("supplementer",),
    scopes,
    decide,
    prepare=prepare,
)
