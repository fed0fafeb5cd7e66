"""其他收入: donations and the rest (408), what affiliated bodies hand in (406), returns (407).

Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from commands._income import Receive, in_books, income_legs, income_scopes, may_receive
from commands._listed import Text
from commands._verb import FINANCE, Decision, Id, Title, Verb, arg
from ledger.events.income import OtherIncomeReceived

if TYPE_CHECKING:
    from ledger.world import World


class ReceiveOther(Receive):
    """Income that no other command is for. `project`: where it may be used for that alone."""

    purpose: Text = arg("事由", "what it is")
    account: Literal["406", "407", "408"] = arg(
        "收入科目", "406 from affiliated bodies, 407 from investments, 408 the rest", default="408"
    )
    project: Id | None = arg("专项", "the project that it is restricted to", default=None)


def decide(command: ReceiveOther, world: World) -> Decision:
    """Book the income."""
    objections = may_receive(command, world, command.account)
    yield from objections
    if not objections:
        legs = income_legs(command, world, command.account, command.project)
        yield OtherIncomeReceived(
            **in_books(command, world, legs, f"收{command.purpose}"), purpose=command.purpose
        )


VERB = Verb(
    ReceiveOther, Title("收取其他收入", "receive other income"), FINANCE, income_scopes, decide
)
