"""A verb: one thing that people may ask of the ledger.

A verb's module holds its message (what may be typed), `scopes`, `decide`, where needed `prepare`
and `more_scopes`, and binds them in `VERB`. The path is the command: `commands/roster/pay.py` is
`uledger roster pay`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from ledger.events import Event
from ledger.money import fen_of
from ledger.rejections import Rejection
from ledger.scopes._scope import Scope
from ledger.world import World

if TYPE_CHECKING:
    from commands._edge import Edge

Id = Annotated[str, StringConstraints(pattern=r"^[\w][\w.\-]{0,39}$")]
"""An id that people give: letters (Chinese ones too), digits, `_`, `.`, `-`; at most 40."""


def _fen(value: Any) -> Any:
    return fen_of(value) if isinstance(value, str) else value


FEN_MAX: Final = 10**13
"""A hundred thousand million yuan: sums of a million such rows are still 64-bit numbers."""

Fen = Annotated[int, Field(ge=-FEN_MAX, le=FEN_MAX)]
"""An amount of a row, in fen."""

Amount = Annotated[int, BeforeValidator(_fen), Field(ge=-FEN_MAX, le=FEN_MAX)]
"""Fen; typed in yuan as text, "12.50"."""

Position = Annotated[int, Field(gt=0, lt=2**63)]
"""Where a fact stands in the log."""

Name = Annotated[str, StringConstraints(max_length=200)]
"""Text that becomes part of a tag."""

TEXT_MAX: Final = 2000


@dataclass(frozen=True, slots=True)
class Known:
    """A row that was taken in before, with equal content: skipped, and told. Not a refusal."""

    row: int


Decision = Iterator[Event | Rejection | Known]


class Command(BaseModel):
    """What every message has: who asks (`by`), the business day (`on`), an idempotency key."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, str_max_length=TEXT_MAX
    )

    by: Id
    on: date
    key: Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")] | None = None

    def typed(self) -> dict[str, Any]:
        """Return the command as typed, without defaults: what its digest is made of."""
        return self.model_dump(mode="json", exclude_unset=True, exclude={"key"})

    def recorded(self) -> dict[str, Any]:
        """Return the command as recorded: no personal plaintext, rows as their number."""
        body = self.model_dump(mode="json", exclude_unset=True, exclude={"key", "rows"})
        rows = getattr(self, "rows", None)
        return body if rows is None else {**body, "rows": len(rows)}


def arg(zh: str, en: str, **options: Any) -> Any:
    """Describe a field of a message in both languages, for the command line's help."""
    return Field(json_schema_extra={"zh": zh, "en": en}, **options)


@dataclass(frozen=True, slots=True)
class Title:
    """What a verb does, in both languages."""

    zh: str
    en: str


C = TypeVar("C", bound=Command)
A = TypeVar("A")


def as_typed(command: Any, edge: Edge) -> Any:
    """Prepare nothing: the message is all that `decide` needs."""
    return command


Groups = Iterable[Scope[Any] | Iterable[Scope[Any]]]
"""Scopes, one or a group at a time; each is loaded before the next is asked for."""


def no_more(ask: Any, world: World) -> Groups:
    """Name no further scopes."""
    return ()


@dataclass(frozen=True, slots=True)
class Verb(Generic[C, A]):
    """The parts of a verb. `A`: what `prepare` makes of the message; the message itself by default.

    `prepare(command, edge)`: before the lock; persons through the vault, sealing, immutable reads.
    `roles`: who may ask, in the union that the message names (`union`), or in every union.
    `union_exists`: the union named must be registered and not dissolved.
    """

    message: type[C]
    title: Title
    roles: tuple[str, ...]
    scopes: Callable[[A], Iterable[Scope[Any]]]
    decide: Callable[[A, World], Decision]
    more_scopes: Callable[[A, World], Groups] = no_more
    prepare: Callable[[C, Edge], A] = field(default=as_typed)
    union_exists: bool = True


HANDLERS: Final = ("handler", "accountant")
"""经办人、会计: who makes what others review, approve and pay."""
FINANCE: Final = ("accountant", "finance_supervisor")
CHAIR: Final = ("chairperson", "vice_chairperson")
