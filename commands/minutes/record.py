"""会议纪要: record what a meeting decided on, and up to what sum.

Why: 重大收支须集体研究决定; large payments are approved with reference to the minutes.
Unit: fen; typed in yuan.
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import StringConstraints

from commands._guards import first_of
from commands._listed import Text
from commands._verb import CHAIR, FINANCE, Amount, Command, Decision, Id, Title, Verb, arg
from ledger.events.minutes import MinutesRecorded
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.minutes import Minutes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World

Number = Annotated[str, StringConstraints(pattern=r"^[^/\s]{1,40}$")]
"""As the office writes it: 党组会〔2023〕3号."""


class RecordMinutes(Command):
    """A meeting held on `held_on` (else on `on`) decided on spending."""

    union: Id = arg("工会", "the union")
    minutes: Number = arg("纪要编号", "number of the minutes")
    meeting: Text = arg("会议", "which body met")
    resolution: Text = arg("决议", "what it decided")
    amount: Amount = arg("金额", "the sum decided on, in yuan")
    attendees: int = arg("出席人数", "how many attended", ge=1)
    held_on: date | None = arg("会议日期", "the day of the meeting", default=None)


def scopes(command: RecordMinutes) -> Iterable[Scope[Any]]:
    """Name the minutes."""
    return (Minutes(command.union, command.minutes),)


def decide(command: RecordMinutes, world: World) -> Decision:
    """Record minutes under a number of their own."""
    objections = first_of(_new(command, world), _held(command), _positive(command))
    yield from objections
    if not objections:
        yield MinutesRecorded(
            command=world.command, by=command.by, occurred_on=command.held_on or command.on,
            union=command.union, minutes=command.minutes, meeting=command.meeting,
            resolution=command.resolution, amount_fen=command.amount,
            attendees=command.attendees,
        )  # fmt: skip


def _new(command: RecordMinutes, world: World) -> Iterator[Rejection]:
    if world[Minutes(command.union, command.minutes)].exists:
        yield reject("minutes.exists", union=command.union, minutes=command.minutes)


def _held(command: RecordMinutes) -> Iterator[Rejection]:
    if command.held_on is not None and command.held_on > command.on:
        yield reject("minutes.not_held_yet", held_on=command.held_on.isoformat())


def _positive(command: RecordMinutes) -> Iterator[Rejection]:
    if command.amount <= 0:
        yield reject("minutes.no_amount", amount=yuan(command.amount))


VERB = Verb(
    RecordMinutes,
    Title("登记会议纪要", "record minutes"),
    ("handler", *FINANCE, *CHAIR),
    scopes,
    decide,
)
