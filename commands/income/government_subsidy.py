"""政府补助到账: the treasury of the union's own level (40401), or of another one (40402), pays.

Why: 财政拨款 is shown apart to the last (331, 332), by functional class; other money is not.
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import StringConstraints

from commands._guards import first_of
from commands._income import Receive, in_books, income_legs, income_scopes, may_receive
from commands._listed import Text
from commands._verb import FINANCE, Decision, Id, Title, Verb, arg
from ledger.events.income import GovernmentSubsidyReceived
from ledger.rejections import Rejection, reject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.world import World

INCOME = {"own_level": "40401", "other_level": "40402"}


class ReceiveGovernmentSubsidy(Receive):
    """A treasury has paid in money. `functional`: the item (项) of the functional class."""

    treasury: Literal["own_level", "other_level"] = arg("财政级次", "whose treasury pays")
    purpose: Text = arg("用途", "what it is for")
    project: Id | None = arg("专项", "the project that it is restricted to", default=None)
    functional: Annotated[str, StringConstraints(pattern=r"^\d{7}$")] | None = arg(
        "支出功能分类", "functional class, for money of the own level's treasury", default=None
    )


def decide(command: ReceiveGovernmentSubsidy, world: World) -> Decision:
    """Book the subsidy as income."""
    income = INCOME[command.treasury]
    objections = first_of(may_receive(command, world, income), _classed(command, income))
    yield from objections
    if not objections:
        legs = income_legs(command, world, income, command.project, command.functional)
        yield GovernmentSubsidyReceived(
            **in_books(command, world, legs, f"收政府补助：{command.purpose}"),
            treasury=command.treasury, purpose=command.purpose,
        )  # fmt: skip


def _classed(command: ReceiveGovernmentSubsidy, income: str) -> Iterator[Rejection]:
    """财政拨款 has its functional class, and nothing else has one."""
    if command.treasury == "own_level" and command.functional is None:
        yield reject("entry.dimension_missing", account=income, dimension="functional")
    elif command.treasury == "other_level" and command.functional is not None:
        yield reject("income.not_fiscal", account=income)


VERB = Verb(
    ReceiveGovernmentSubsidy,
    Title("收取政府补助", "receive a government's subsidy"),
    FINANCE,
    income_scopes,
    decide,
)
