"""单位登记: enter unions into the books as reporting entities, one, or hundreds from a list.

Why: an upper union stands before its lower ones, so that the tree has no holes.
Rejects: for each row, in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import model_validator

from commands._guards import first_of
from commands._listed import OneOrMany, Row, Text
from commands._verb import Decision, Id, Title, Verb, arg
from commands._words import Tier
from ledger.events.unions import UnionRegistered
from ledger.identifiers import valid_uscc
from ledger.rejections import Rejection, reject
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World


class RegisterRow(Row):
    """One union of a list.

    A list that gives names under `union` gives ids under `union_code`; without one the name is
    the id. `upper`: an id, or the name of a union of the same list.
    """

    union: Id
    union_code: Id | None = None
    name: Text
    tier: Tier
    upper: Text | None = None
    upper_union: Text | None = None
    uscc: str | None = None
    books_kept_by: Id | None = None
    new_employment: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_a_list(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        read = {**values, "upper": values.get("upper") or values.get("upper_union")}
        read.setdefault("name", values.get("union"))
        if values.get("union_code"):
            read["union"] = values["union_code"]
        return read


class RegisterUnions(OneOrMany):
    """Unions begin to exist in these books."""

    ROW: ClassVar[type[Row]] = RegisterRow

    union: Id | None = arg("工会编号", "the union's id in these books", default=None)
    name: Text | None = arg("工会名称", "its name", default=None)
    tier: Tier | None = arg("层级", "county_plus or grassroots", default=None)
    upper: Id | None = arg("上级工会", "the upper union's id", default=None)
    uscc: str | None = arg("统一社会信用代码", "its credit code (GB 32100)", default=None)
    books_kept_by: Id | None = arg("代账工会", "whose office keeps its books", default=None)
    new_employment: bool = arg("新就业形态", "of workers in new forms of employment", default=False)
    rows: tuple[RegisterRow, ...] = arg("工会名册", "a list of unions", default=())


def scopes(command: RegisterUnions) -> Iterable[Scope[Any]]:
    """Name every union that a row speaks of."""
    rows = command.listed(RegisterRow)
    ids = _ids(rows)
    for row in rows:
        upper = ids.get(row.upper or "", row.upper)
        yield from (Union(u) for u in (row.union, upper, row.books_kept_by) if u is not None)


def decide(command: RegisterUnions, world: World) -> Decision:
    """Register every union or none; a row may build on the rows before it."""
    codes: dict[str, int | None] = {}
    rows = command.listed(RegisterRow)
    ids = _ids(rows)
    for row in rows:
        upper = ids.get(row.upper or "", row.upper)
        objections = first_of(
            _new(row, world),
            _code(row, codes),
            _below(row, upper, world, command),
            _kept(row, world),
        )
        yield from objections
        if not objections:
            yield UnionRegistered(
                command=world.command, by=command.by, occurred_on=command.on, union=row.union,
                name=row.name, tier=row.tier, upper=upper, uscc=row.uscc,
                books_kept_by=row.books_kept_by, new_employment=row.new_employment,
            )  # fmt: skip


def _ids(rows: Iterable[RegisterRow]) -> dict[str, str]:
    """Return the id of each name in the list."""
    return {row.name: row.union for row in rows}


def _new(row: RegisterRow, world: World) -> Iterator[Rejection]:
    if world[Union(row.union)].exists:
        yield reject("union.exists", row=row.row, union=row.union)


def _code(row: RegisterRow, codes: dict[str, int | None]) -> Iterator[Rejection]:
    if row.uscc is None:
        return
    if not valid_uscc(row.uscc):
        yield reject("union.uscc_invalid", row=row.row, uscc=row.uscc)
    elif row.uscc in codes:
        yield reject("union.uscc_twice", row=row.row, uscc=row.uscc, earlier=codes[row.uscc])
    codes.setdefault(row.uscc, row.row)


def _below(
    row: RegisterRow, name: str | None, world: World, command: RegisterUnions
) -> Iterator[Rejection]:
    if name is None:
        return
    upper = world[Union(name)]
    if not upper.exists:
        yield reject("union.upper_unknown", row=row.row, upper=name)
    elif upper.dissolved_on is not None and upper.dissolved_on <= command.on:
        on = upper.dissolved_on.isoformat()
        yield reject("union.dissolved", row=row.row, union=name, on=on)
    elif upper.tier == "grassroots" and row.tier == "county_plus":
        yield reject("union.above_its_upper", row=row.row, union=row.union, upper=name)


def _kept(row: RegisterRow, world: World) -> Iterator[Rejection]:
    keeper = row.books_kept_by
    if keeper not in (None, row.union) and not world[Union(str(keeper))].exists:
        yield reject("union.keeper_unknown", row=row.row, keeper=keeper)


VERB = Verb(
    RegisterUnions,
    Title("登记工会", "register unions"),
    ("administrator",),
    scopes,
    decide,
    union_exists=False,
)
