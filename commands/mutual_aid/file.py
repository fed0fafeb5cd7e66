"""补助申请: persons who take part claim for stays in hospital, each stay once.

Why: hospital, days of admission and costs are 敏感个人信息; they are sealed, and the fact holds the
day of discharge and the eligible amount, which the benefit is counted from.
Rejects: for each row, in the guards' order, see `decide`; the list is taken whole or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pydantic import StrictInt

from commands._claims import aliases
from commands._custody import InTerm, in_term
from commands._guards import first_of
from commands._income import positive
from commands._listed import Row, Text
from commands._payees import identify, seal_rows
from commands._verb import HANDLERS, Decision, Title, Verb, arg
from ledger.events.mutual_aid import ClaimFiled
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.enrolment import Enrolment
from ledger.scopes.person import Person
from ledger.scopes.scheme import Scheme
from ledger.scopes.stay import Stay

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.scopes.scheme import State as SchemeState
    from ledger.sealed import Sealed
    from ledger.vault import Identity
    from ledger.world import World


class FiledRow(Row):
    """One stay. `eligible_fen`: 可补助额; what is known besides is sealed."""

    row: int
    name: Text
    national_id: str | None = None
    member_no: str | None = None
    mutual_aid_no: str | None = None
    phone: str | None = None
    bank_account: str | None = None
    bank_name: str | None = None
    discharged_on: date
    eligible_fen: StrictInt
    admitted_on: date | None = None
    hospital: str | None = None
    diagnosis: str | None = None
    medical_total_fen: StrictInt | None = None
    insurance_paid_fen: StrictInt | None = None
    self_paid_fen: StrictInt | None = None

    @property
    def admitted(self) -> str | None:
        """Return the day of admission, as it is sealed."""
        return None if self.admitted_on is None else self.admitted_on.isoformat()

    @property
    def costs(self) -> str | None:
        """Return 医疗总费用 / 医保支付 / 个人自付 in yuan, as they are sealed."""
        all_three = (self.medical_total_fen, self.insurance_paid_fen, self.self_paid_fen)
        if not any(fen is not None for fen in all_three):
            return None
        return " / ".join("-" if fen is None else yuan(fen) for fen in all_three)


class FileClaims(InTerm):
    """Stays are claimed for through a union, which will pay the benefits on."""

    rows: tuple[FiledRow, ...] = arg("补助申请清单", "the list of stays", default=())


@dataclass(frozen=True, slots=True)
class Ask:
    """The message with its rows' persons, payee accounts and sealed fields."""

    command: FileClaims
    people: list[Identity]
    payees: list[str | None]
    sealed: list[dict[str, Sealed]]


def prepare(command: FileClaims, edge: Edge) -> Ask:
    """Find or make the persons and payee accounts, and seal what is personal."""
    people, payees = identify(command.union, command.rows, edge)
    return Ask(command, people, payees, seal_rows(command.rows, people, edge))


def scopes(ask: Ask) -> Iterable[Scope[Any]]:
    """Name the term and the persons."""
    yield Scheme(ask.command.scheme, ask.command.term)
    yield from (Person(who.person) for who in ask.people)


def more_scopes(ask: Ask, world: World) -> Iterator[Iterable[Scope[Any]]]:
    """Name those that persons were merged into; then all ids' part in the term, and the stays."""
    people = [who.person for who in ask.people]
    yield [Person(root) for p in people if (root := world[Person(p)].into) is not None]
    project = ask.command.project
    yield [Enrolment(alias, project) for p in people for alias in aliases(world, p)]
    yield [
        Stay(alias, project, row.discharged_on)
        for p, row in zip(people, ask.command.rows, strict=True)
        for alias in aliases(world, p)
    ]


def decide(ask: Ask, world: World) -> Decision:
    """File every claim, or none."""
    command, project = ask.command, ask.command.project
    if objections := first_of(in_term(command, world), _not_empty(command)):
        yield from objections
        return
    scheme = world[Scheme(command.scheme, command.term)]
    filed = 0
    for row, who, payee, sealed in zip(
        command.rows, ask.people, ask.payees, ask.sealed, strict=True
    ):
        people = aliases(world, who.person)
        objections = first_of(
            _takes_part(row, people, project, world),
            _in_time(row, command, scheme),
            _first_claim(row, people, project, world),
            positive(row.eligible_fen, row.row),
        )
        if objections:
            yield from objections
            continue
        filed += 1
        yield ClaimFiled(
            command=world.command, by=command.by, occurred_on=command.on, union=command.union,
            project=project, claim=f"C{world.command + filed}", person=who.person,
            identity=who.grade, discharged_on=row.discharged_on, eligible_fen=row.eligible_fen,
            row=row.row, sealed=sealed, payee=payee,
        )  # fmt: skip


def _not_empty(command: FileClaims) -> Iterator[Rejection]:
    if not command.rows:
        yield reject("mutual_aid_claim.empty")


def _takes_part(
    row: FiledRow, people: Iterable[str], project: str, world: World
) -> Iterator[Rejection]:
    """The person is enrolled in the term, under one of their ids."""
    if not any(world[Enrolment(person, project)].union for person in people):
        yield reject("mutual_aid_claim.not_enrolled", row=row.row, project=project)


def _in_time(row: FiledRow, command: FileClaims, scheme: SchemeState) -> Iterator[Rejection]:
    """The stay ended within the term, and is claimed for after that and before it is too late."""
    day = row.discharged_on
    last = day + timedelta(days=scheme.filing_days)
    if not scheme.valid_from <= day <= scheme.valid_to:
        yield reject(
            "mutual_aid_claim.outside_term", row=row.row, discharged_on=day.isoformat(),
            begins=scheme.valid_from.isoformat(), ends=scheme.valid_to.isoformat(),
        )  # fmt: skip
    elif command.on < day:
        yield reject("mutual_aid_claim.too_early", row=row.row, discharged_on=day.isoformat())
    elif command.on > last:
        yield reject("mutual_aid_claim.too_late", row=row.row, last=last.isoformat())


def _first_claim(
    row: FiledRow, people: Iterable[str], project: str, world: World
) -> Iterator[Rejection]:
    """No claim for the stay stands, under any of the person's ids, nor in an earlier row."""
    for person in people:
        if claim := world[Stay(person, project, row.discharged_on)].claim:
            yield reject("mutual_aid_claim.stay_claimed", row=row.row, claim=claim)
            return


VERB = Verb(
    FileClaims,
    Title("提交互助补助申请", "file mutual-aid claims from a list"),
    HANDLERS,
    scopes,
    decide,
    more_scopes,
    prepare,
)
