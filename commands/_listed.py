"""One thing or many: what a message names by its own fields, or row by row from a file.

Why: one union is typed, 655 come from a list; either way the same guards judge every row, and a
list is taken as a whole or not at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from commands._verb import Command
from ledger.rejections import Rejection, reject
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from typing import Self

    from ledger.scopes.union import State as UnionState
    from ledger.world import World

Text = Annotated[str, StringConstraints(min_length=1)]
"""Something that must be said."""

Project = Annotated[str, StringConstraints(pattern=r"^[^/\x00-\x1f]{1,60}$")]
"""A project as the office names it; it becomes a part of names that `/` takes apart."""


class Row(BaseModel):
    """One line of a list. `row`: its row in the file; None where it was typed."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    row: int | None = None


class UnionRow(Row):
    """A line that may name its own union, by code where the list has one; else the message's."""

    union: str | None = None
    union_code: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _by_code(cls, values: Any) -> Any:
        if isinstance(values, dict) and values.get("union_code"):
            return {**values, "union": values["union_code"]}
        return values


R = TypeVar("R", bound=Row)
U = TypeVar("U", bound=UnionRow)


class OneOrMany(Command):
    """A message for one thing, in fields of its own, or for many, in `rows`; never both."""

    ROW: ClassVar[type[Row]]

    @model_validator(mode="after")
    def _one_or_many(self) -> Self:
        own = [name for name in self.ROW.model_fields if name in type(self).model_fields]
        if getattr(self, "rows", ()):
            both = [name for name in own if name in self.model_fields_set]
            if both:
                raise PydanticCustomError(
                    "fields_and_rows", "{fields}: not together with a file", {"fields": both[0]}
                )
            return self
        for name in own:
            if self.ROW.model_fields[name].is_required() and getattr(self, name) is None:
                raise PydanticCustomError("missing", "{field}: missing", {"field": name})
        return self

    def listed(self, kind: type[R]) -> tuple[R, ...]:
        """Return the rows, or the fields as the only one. `kind`: the class of a row."""
        rows: tuple[R, ...] = getattr(self, "rows", ())
        if rows:
            return rows
        own = [name for name in kind.model_fields if name in type(self).model_fields]
        return (kind.model_validate({name: getattr(self, name) for name in own}),)


class UnionRows(Command):
    """A message with rows of one union, named once, or of many, named in every row.

    Why one or the other: who may ask is judged by the union that the message names.
    """

    union: str | None
    rows: tuple[Any, ...]

    @model_validator(mode="after")
    def _each_has_a_union(self) -> Self:
        for row in self.rows:
            if self.union is None and row.union is None:
                raise PydanticCustomError("missing", "row {row}: no union", {"row": row.row})
            if self.union is not None and row.union not in (None, self.union):
                raise PydanticCustomError(
                    "union_differs", "row {row}: another union than {union}",
                    {"row": row.row, "union": self.union},
                )  # fmt: skip
        return self


def by_union(union: str | None, rows: Sequence[U]) -> dict[str, list[U]]:
    """Return the rows of each union, in order of appearance; of the one named even if none."""
    grouped: dict[str, list[U]] = {} if union is None else {union: []}
    for row in rows:
        name = row.union or union
        assert name is not None, "the message has checked that every row has a union"
        grouped.setdefault(name, []).append(row)
    return grouped


def union_scopes(unions: Iterable[str | None]) -> Iterator[Union]:
    """Name the unions, each once."""
    return (Union(u) for u in dict.fromkeys(unions) if u is not None)


def union_stands(world: World, union: str, on: date, row: int | None = None) -> Iterator[Rejection]:
    """The union is registered and not dissolved."""
    state: UnionState = world[Union(union)]
    if not state.exists:
        yield reject("union.unknown", row=row, union=union)
    elif state.dissolved_on is not None and state.dissolved_on <= on:
        yield reject("union.dissolved", row=row, union=union, on=state.dissolved_on.isoformat())
