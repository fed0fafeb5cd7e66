"""标准启用: adopt a standard (限额) with its document number, article and dates.

Why: limits are provincial and dated; they are data that a union adopts, never code.
Unit: fen; typed in yuan.
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from commands._figures import Yuan
from commands._guards import first_of
from commands._listed import Text
from commands._verb import Command, Decision, Id, Title, Verb, arg
from ledger.events.policies import Limit, StandardAdopted
from ledger.payouts import kinds
from ledger.rejections import Rejection, reject
from ledger.scopes.standard import Standard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World

GROUP = "group:"


class LimitRow(BaseModel):
    """One limit: of a payout kind, or, as `group:<cap group>`, of kinds that share one a year."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    subject: Text
    each: Yuan | None = None
    year: Yuan | None = None
    count_per_year: int | None = Field(default=None, ge=1)
    variant: Literal["surgery"] | None = None
    article: Text | None = None


class AdoptStandard(Command):
    """A standard is in force from `valid_from`, for every union of the ledger."""

    standard: Id = arg("标准编号", "an id for the standard")
    document: Text = arg("文号", "number of the document")
    title: Text = arg("文件名称", "title of the document")
    jurisdiction: Text = arg("适用地区", "where it applies")
    valid_from: date = arg("启用日期", "first day in force")
    valid_to: date | None = arg("停用日期", "last day in force", default=None)
    limits: tuple[LimitRow, ...] = arg("限额", "the limits", default=())


def scopes(command: AdoptStandard) -> Iterable[Scope[Any]]:
    """Name the subjects that are limited."""
    return [Standard(limit.subject) for limit in command.limits]


def decide(command: AdoptStandard, world: World) -> Decision:
    """Adopt the standard with all its limits, or not at all."""
    objections = first_of(_whole(command), _limits(command), _each_once(command))
    yield from objections
    if not objections:
        yield StandardAdopted(
            command=world.command, by=command.by, occurred_on=command.on,
            standard=command.standard, document=command.document, title=command.title,
            jurisdiction=command.jurisdiction, valid_from=command.valid_from,
            valid_to=command.valid_to, limits=tuple(_limit(row) for row in command.limits),
        )  # fmt: skip


def _whole(command: AdoptStandard) -> Iterator[Rejection]:
    if not command.limits:
        yield reject("standard.empty", standard=command.standard)
    ends = command.valid_to
    if ends is not None and ends < command.valid_from:
        yield reject(
            "date.ends_before_it_begins", begins=command.valid_from.isoformat(),
            ends=ends.isoformat(),
        )  # fmt: skip


def _limits(command: AdoptStandard) -> Iterator[Rejection]:
    """Every subject exists, every limit says something, and no amount is below zero."""
    groups = {GROUP + kind.cap_group for kind in kinds().values() if kind.cap_group}
    for number, row in enumerate(command.limits, 1):
        if row.subject not in kinds() and row.subject not in groups:
            yield reject("standard.unknown_subject", row=number, subject=row.subject)
        elif row.each is None and row.year is None and row.count_per_year is None:
            yield reject("standard.says_nothing", row=number, subject=row.subject)
        elif (row.each or 0) < 0 or (row.year or 0) < 0:
            yield reject("standard.negative", row=number, subject=row.subject)


def _each_once(command: AdoptStandard) -> Iterator[Rejection]:
    """One limit a subject and variant."""
    first: dict[tuple[str, str | None], int] = {}
    for number, row in enumerate(command.limits, 1):
        earlier = first.setdefault((row.subject, row.variant), number)
        if earlier != number:
            yield reject("standard.twice", row=number, subject=row.subject, earlier=earlier)


def _limit(row: LimitRow) -> Limit:
    return Limit(
        subject=row.subject, each_fen=row.each, year_fen=row.year, variant=row.variant,
        count_per_year=row.count_per_year, article=row.article,
    )  # fmt: skip


VERB = Verb(
    AdoptStandard,
    Title("启用发放标准", "adopt a standard"),
    ("administrator", "finance_supervisor", "chairperson"),
    scopes,
    decide,
)
