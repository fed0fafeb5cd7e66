"""补助金到账: money for benefits comes into custody from the body that runs the scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands._custody import MovesCustody, custody_scopes, may_move, moved
from commands._listed import Text
from commands._verb import FINANCE, Decision, Title, Verb, arg
from ledger.events.mutual_aid import BenefitFundReceived

if TYPE_CHECKING:
    from ledger.world import World


class ReceiveBenefitFund(MovesCustody):
    """Money to be paid on to persons; it is never income."""

    payer: Text = arg("拨付单位", "the body that paid; never a person's name")


def decide(command: ReceiveBenefitFund, world: World) -> Decision:
    """Take the money into custody."""
    objections = may_move(command, world)
    yield from objections
    if not objections:
        fields = moved(command, world, "benefit_received", "收到互助补助金")
        yield BenefitFundReceived(**fields, payer=command.payer, document=command.document)


VERB = Verb(
    ReceiveBenefitFund,
    Title("收到互助补助金", "receive money for mutual-aid benefits"),
    (*FINANCE, "cashier"),
    custody_scopes,
    decide,
)
