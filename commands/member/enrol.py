"""会员登记: take members from a list; persons through the vault, personal fields as ciphertext.

Why: the registry is never complete, so an ID number that does not hold is graded and not refused.
Whoever is a member of that union already, under any of their ids, is known and skipped.
Rejects: for each row, in the guards' order, see `decide`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from commands._claims import aliases
from commands._guards import first_of
from commands._listed import Text, UnionRow, UnionRows, union_scopes, union_stands
from commands._payees import identify_across, seal_rows
from commands._verb import HANDLERS, Decision, Id, Known, Title, Verb, arg
from ledger.events.members import MemberEnrolled
from ledger.rejections import Rejection, reject
from ledger.scopes.person import UNIONS_MAX, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.sealed import Sealed
    from ledger.vault import Identity
    from ledger.world import World


NEW_EMPLOYMENT: Final = "新就业"


class MemberRow(UnionRow):
    """One member as listed. `registered`: stands in the real-name registry (实名制数据库)."""

    row: int
    name: Text
    national_id: str | None = None
    member_no: str | None = None
    phone: str | None = None
    bank_account: str | None = None
    bank_name: str | None = None
    employment: str | None = None
    left_on: date | None = None
    registered: bool = False
    new_employment: bool = False

    @property
    def is_newly_employed(self) -> bool:
        """Tell whether the list says so, in a column of its own or among forms of employment."""
        return self.new_employment or NEW_EMPLOYMENT in (self.employment or "")


class EnrolMembers(UnionRows):
    """Persons become members of a union, or of the union that each row names."""

    union: Id | None = arg("工会", "the union, unless every row names its own", default=None)
    rows: tuple[MemberRow, ...] = arg("会员名册", "the list of members", default=())


@dataclass(frozen=True, slots=True)
class Entry:
    """A row with its person and sealed fields."""

    union: str
    row: MemberRow
    who: Identity
    sealed: dict[str, Sealed]


@dataclass(frozen=True, slots=True)
class Ask:
    """The message with every row's person, in the order of the list."""

    command: EnrolMembers
    entries: list[Entry]


def prepare(command: EnrolMembers, edge: Edge) -> Ask:
    """Find or make the persons, and seal what is personal."""
    rows = command.rows
    unions = [row.union or command.union or "" for row in rows]
    people = identify_across(unions, rows, edge)
    sealed = seal_rows(rows, people, edge)
    return Ask(command, [Entry(*each) for each in zip(unions, rows, people, sealed, strict=True)])


def scopes(ask: Ask) -> Iterable[Scope[Any]]:
    """Name the unions and persons."""
    yield from union_scopes(entry.union for entry in ask.entries)
    yield from (Person(entry.who.person) for entry in ask.entries)


def more_scopes(ask: Ask, world: World) -> Iterator[Iterable[Scope[Any]]]:
    """Name those that persons were merged into; then all their other ids."""
    people = {entry.who.person for entry in ask.entries}
    yield [Person(root) for p in sorted(people) if (root := world[Person(p)].into) is not None]
    yield [Person(alias) for p in sorted(people) for alias in aliases(world, p)]


def decide(ask: Ask, world: World) -> Decision:
    """Enrol everybody who is not a member yet, or nobody."""
    command = ask.command
    if not ask.entries:
        yield reject("member.empty")
    for entry in ask.entries:
        row = entry.row
        objections = first_of(
            union_stands(world, entry.union, command.on, row.row),
            _stays(entry, command.on),
            _room(entry, world),
        )
        if objections:
            yield from objections
        elif _is_member(entry, world):
            yield Known(row.row)
        else:
            yield MemberEnrolled(
                command=world.command, by=command.by, occurred_on=command.on, union=entry.union,
                person=entry.who.person, identity=entry.who.grade, row=row.row,
                sealed=entry.sealed, registered=row.registered,
                new_employment=row.is_newly_employed,
            )  # fmt: skip


def _is_member(entry: Entry, world: World) -> bool:
    people = aliases(world, entry.who.person)
    return any(entry.union in world[Person(person)].unions for person in people)


def _stays(entry: Entry, on: date) -> Iterator[Rejection]:
    left_on = entry.row.left_on
    if left_on is not None and left_on <= on:
        yield reject("member.has_left", row=entry.row.row, left_on=left_on.isoformat())


def _room(entry: Entry, world: World) -> Iterator[Rejection]:
    unions = world[Person(entry.who.person)].unions
    if len(unions) >= UNIONS_MAX and entry.union not in unions:
        yield reject("member.too_many_unions", row=entry.row.row, most=UNIONS_MAX)


VERB = Verb(
    EnrolMembers,
    Title("登记会员", "enrol members from a list"),
    (*HANDLERS, "administrator"),
    scopes,
    decide,
    more_scopes,
    prepare,
)
