"""利息收入: what a bank credits (408); it is restricted to nothing.

Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands._income import Receive, in_books, income_legs, income_scopes, may_receive
from commands._verb import FINANCE, Decision, Title, Verb
from ledger.events.income import InterestReceived

if TYPE_CHECKING:
    from ledger.world import World

INCOME = "408"


class ReceiveInterest(Receive):
    """The bank has credited interest."""


def decide(command: ReceiveInterest, world: World) -> Decision:
    """Book interest as income."""
    objections = may_receive(command, world, INCOME)
    yield from objections
    if not objections:
        legs = income_legs(command, world, INCOME)
        yield InterestReceived(**in_books(command, world, legs, "收利息"))


VERB = Verb(ReceiveInterest, Title("收取利息", "receive interest"), FINANCE, income_scopes, decide)
