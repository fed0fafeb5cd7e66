"""Money or allotments for unions below: one of them, in fields of its own, or many, from a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import StrictInt, model_validator
from pydantic_core import PydanticCustomError

from commands._income import positive
from commands._listed import Row, union_stands
from commands._verb import Amount, Command, Id, arg
from ledger.rejections import Rejection, reject
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import Self

    from ledger.world import World


class LowerRow(Row):
    """One union below and its amount. Unit: fen."""

    lower: Id
    amount_fen: StrictInt


class ToLower(Command):
    """A message for one union below or for many, never both."""

    ROW: ClassVar[type[LowerRow]] = LowerRow

    union: Id = arg("工会", "the union")
    lower: Id | None = arg("下级工会", "the union below", default=None)
    amount: Amount | None = arg("金额", "its amount, in yuan", default=None)
    rows: tuple[LowerRow, ...] = arg("下级工会清单", "a list of unions below", default=())

    @model_validator(mode="after")
    def _one_or_many(self) -> Self:
        for name in ("lower", "amount"):
            given = getattr(self, name) is not None
            if self.rows and given:
                raise PydanticCustomError(
                    "fields_and_rows", "{fields}: not together with a file", {"fields": name}
                )
            if not self.rows and not given:
                raise PydanticCustomError("missing", "{field}: missing", {"field": name})
        return self

    def listed(self) -> tuple[LowerRow, ...]:
        """Return the rows, or the fields as the only one."""
        return self.rows or (self.ROW.model_validate(self._own()),)

    def _own(self) -> dict[str, Any]:
        """Return the fields of the only row."""
        return {"lower": self.lower, "amount_fen": self.amount}

    @property
    def total(self) -> int:
        """Return the sum of the rows."""
        return sum(row.amount_fen for row in self.listed())


def rows_stand(command: ToLower, world: World) -> Iterator[Rejection]:
    """Every row names a union right below, and an amount."""
    for row in command.listed():
        yield from is_below(world, command.union, row.lower, command.on, row.row)
        yield from positive(row.amount_fen, row.row)


def is_below(
    world: World, union: str, lower: str, on: date, row: int | None = None
) -> Iterator[Rejection]:
    """The lower union stands, and this one is right above it."""
    objections = list(union_stands(world, lower, on, row))
    yield from objections
    if not objections and world[Union(lower)].upper != union:
        yield reject("union.not_below", row=row, lower=lower, union=union)
