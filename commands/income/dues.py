"""会费收取: members' dues of a month; they stay with the basic union whole (401).

Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands._income import Month, Receive, in_books, income_legs, income_scopes, may_receive
from commands._verb import FINANCE, Decision, Title, Verb, arg
from ledger.events.income import DuesReceived

if TYPE_CHECKING:
    from ledger.world import World

INCOME = "401"


class ReceiveDues(Receive):
    """A basic union has collected its members' dues."""

    month: Month = arg("所属月份", "the month that they are for")
    members: int | None = arg("缴费人数", "how many members paid", default=None, ge=1)


def decide(command: ReceiveDues, world: World) -> Decision:
    """Book the dues as income."""
    objections = may_receive(command, world, INCOME)
    yield from objections
    if not objections:
        legs = income_legs(command, world, INCOME)
        yield DuesReceived(
            **in_books(command, world, legs, f"收{command.month}会费"),
            month=command.month, members=command.members,
        )  # fmt: skip


VERB = Verb(ReceiveDues, Title("收取会费", "receive dues"), FINANCE, income_scopes, decide)
