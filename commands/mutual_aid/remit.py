"""互助金上缴: premiums go to the body that runs the scheme.

Why: money that came for benefits is not remitted.
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands._custody import MovesCustody, custody_scopes, enough_held, may_move, moved
from commands._guards import first_of
from commands._listed import Text
from commands._verb import FINANCE, Decision, Title, Verb, arg
from ledger.events.mutual_aid import PremiumRemitted

if TYPE_CHECKING:
    from ledger.world import World


class RemitPremium(MovesCustody):
    """Premiums leave the union's custody."""

    to: Text = arg("上缴单位", "the body that is paid")


def decide(command: RemitPremium, world: World) -> Decision:
    """Remit no more than lies in custody."""
    objections = may_move(command, world) or first_of(
        enough_held(command, world, command.amount, reserved="benefits")
    )
    yield from objections
    if not objections:
        fields = moved(command, world, "premium_remitted", "上缴互助金")
        yield PremiumRemitted(**fields, payee_body=command.to, document=command.document)


VERB = Verb(
    RemitPremium,
    Title("上缴互助金", "remit mutual-aid premiums"),
    (*FINANCE, "cashier"),
    custody_scopes,
    decide,
)
