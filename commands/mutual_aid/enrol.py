"""参互登记: persons take part in a term of mutual aid, each once, through whichever union.

Rejects: for each row, in the guards' order, see `decide`; the list is taken whole or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import BeforeValidator, StrictInt

from commands._claims import aliases
from commands._guards import first_of
from commands._listed import Text, UnionRow, UnionRows, by_union, union_scopes, union_stands
from commands._payees import identify, seal_rows
from commands._verb import HANDLERS, Decision, Id, Title, Verb, arg
from ledger.events.mutual_aid import EnrolmentRecorded
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.enrolment import Enrolment
from ledger.scopes.person import Person
from ledger.scopes.premium import Premium
from ledger.scopes.scheme import Scheme, project_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.scopes.scheme import State as SchemeState
    from ledger.sealed import Sealed
    from ledger.vault import Identity
    from ledger.world import World

_KINDS: Final = {
    "新参互": "new", "新参": "new", "新增": "new", "新": "new",
    "续参互": "renewal", "续参": "renewal", "续": "renewal",
}  # fmt: skip


def _kind(value: Any) -> Any:
    return _KINDS.get(value.strip(), value.strip()) if isinstance(value, str) else value


Kind = Annotated[Literal["new", "renewal"], BeforeValidator(_kind)]


class EnrolmentRow(UnionRow):
    """One person. `amount_fen`: the premium as the list states it, held against the scheme's."""

    row: int
    name: Text
    national_id: str | None = None
    member_no: str | None = None
    mutual_aid_no: str | None = None
    phone: str | None = None
    kind: Kind | None = None
    amount_fen: StrictInt | None = None


class EnrolPersons(UnionRows):
    """Persons take part through a union, or through the union that each row names."""

    union: Id | None = arg("工会", "the union, unless every row names its own", default=None)
    scheme: Id = arg("互助方案编号", "the scheme")
    term: int = arg("期次", "number of the term", ge=1)
    kind: Kind = arg("参互类别", "of rows that do not say", default="renewal")
    rows: tuple[EnrolmentRow, ...] = arg("参互名册", "the list of persons", default=())


@dataclass(frozen=True, slots=True)
class Entry:
    """A row with its person and sealed fields."""

    union: str
    row: EnrolmentRow
    who: Identity
    sealed: dict[str, Sealed]


@dataclass(frozen=True, slots=True)
class Ask:
    """The message with every row's person, in the order of the list."""

    command: EnrolPersons
    project: str
    entries: list[Entry]


def prepare(command: EnrolPersons, edge: Edge) -> Ask:
    """Find or make the persons, union by union, and seal what is personal."""
    entries: list[Entry] = []
    for union, rows in by_union(command.union, command.rows).items():
        people, _ = identify(union, rows, edge)
        sealed = seal_rows(rows, people, edge)
        entries += map(Entry, [union] * len(rows), rows, people, sealed)
    project = project_of(command.scheme, command.term)
    return Ask(command, project, sorted(entries, key=lambda entry: entry.row.row))


def scopes(ask: Ask) -> Iterable[Scope[Any]]:
    """Name the term, the unions with their premiums, and the persons."""
    yield Scheme(ask.command.scheme, ask.command.term)
    unions = list(dict.fromkeys(entry.union for entry in ask.entries))
    yield from union_scopes(unions)
    yield from (Premium(union, ask.project) for union in unions)
    yield from (Person(entry.who.person) for entry in ask.entries)


def more_scopes(ask: Ask, world: World) -> Iterator[Iterable[Scope[Any]]]:
    """Name those that persons were merged into; then all ids' part in the term."""
    people = list(dict.fromkeys(entry.who.person for entry in ask.entries))
    yield [Person(root) for p in people if (root := world[Person(p)].into) is not None]
    yield [Enrolment(alias, ask.project) for p in people for alias in aliases(world, p)]


def decide(ask: Ask, world: World) -> Decision:
    """Enrol everybody, or nobody."""
    command = ask.command
    scheme = world[Scheme(command.scheme, command.term)]
    if objections := first_of(_term_open(ask, scheme)):
        yield from objections
        return
    for entry in ask.entries:
        kind = entry.row.kind or command.kind
        premium = scheme.premium(kind)
        objections = first_of(
            union_stands(world, entry.union, command.on, entry.row.row),
            _premium_as_adopted(entry.row, premium),
            _first_time(entry, ask.project, world),
        )
        if objections:
            yield from objections
        else:
            yield EnrolmentRecorded(
                command=world.command, by=command.by, occurred_on=command.on, union=entry.union,
                project=ask.project, person=entry.who.person, identity=entry.who.grade,
                kind=kind, premium_fen=premium, version=scheme.version, row=entry.row.row,
                sealed=entry.sealed,
            )  # fmt: skip


def _term_open(ask: Ask, scheme: SchemeState) -> Iterator[Rejection]:
    """There is somebody; the term has been adopted and is not over."""
    command = ask.command
    if not ask.entries:
        yield reject("mutual_aid.empty")
    elif not scheme.version:
        yield reject("scheme.unknown", scheme=command.scheme, term=command.term)
    elif command.on > scheme.valid_to:
        yield reject("scheme.over", term=command.term, ends=scheme.valid_to.isoformat())


def _premium_as_adopted(row: EnrolmentRow, premium: int) -> Iterator[Rejection]:
    if row.amount_fen is not None and row.amount_fen != premium:
        yield reject(
            "mutual_aid.other_premium", row=row.row, stated=yuan(row.amount_fen),
            premium=yuan(premium),
        )  # fmt: skip


def _first_time(entry: Entry, project: str, world: World) -> Iterator[Rejection]:
    """Nobody takes part twice, in any union, under any id."""
    for person in aliases(world, entry.who.person):
        if union := world[Enrolment(person, project)].union:
            yield reject("mutual_aid.enrolled_already", row=entry.row.row, union=union)
            return


VERB = Verb(
    EnrolPersons,
    Title("参互登记", "enrol persons in mutual aid from a list"),
    HANDLERS,
    scopes,
    decide,
    more_scopes,
    prepare,
)
