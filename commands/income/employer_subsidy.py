"""行政补助到账: the employer's administration supports a basic union beyond the remittance (405).

Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands._income import Receive, in_books, income_legs, income_scopes, may_receive
from commands._listed import Text
from commands._verb import FINANCE, Decision, Id, Title, Verb, arg
from ledger.events.income import EmployerSubsidyReceived

if TYPE_CHECKING:
    from ledger.world import World

INCOME = "405"


class ReceiveEmployerSubsidy(Receive):
    """An employer has paid a subsidy. `project`: where it may be used for that alone."""

    purpose: Text = arg("用途", "what it is for")
    project: Id | None = arg("专项", "the project that it is restricted to", default=None)


def decide(command: ReceiveEmployerSubsidy, world: World) -> Decision:
    """Book the subsidy as income."""
    objections = may_receive(command, world, INCOME)
    yield from objections
    if not objections:
        legs = income_legs(command, world, INCOME, command.project)
        yield EmployerSubsidyReceived(
            **in_books(command, world, legs, f"收行政补助：{command.purpose}"),
            purpose=command.purpose,
        )  # fmt: skip


VERB = Verb(
    ReceiveEmployerSubsidy,
    Title("收取行政补助", "receive an employer's subsidy"),
    FINANCE,
    income_scopes,
    decide,
)
