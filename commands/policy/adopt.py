"""会计政策启用: a rule that a union, or the whole ledger, sets for itself.

Unit: `collective_decision_above` is typed in yuan and kept in fen.
Rejects: policy.bad_value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from commands._listed import Text
from commands._verb import Command, Decision, Id, Title, Verb, arg
from ledger.events.policies import PolicyAdopted, PolicyName
from ledger.money import fen_of
from ledger.rejections import reject
from ledger.scopes.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.scopes._scope import Scope
    from ledger.world import World

CHOICES: Final[dict[str, tuple[str, ...]]] = {"coupon_cost": ("at_settlement", "at_payment")}
AMOUNT: Final = "yuan"


class AdoptPolicy(Command):
    """A policy holds from now on; without a union, for every union without one of its own."""

    policy: PolicyName = arg("政策", "which policy")
    value: Text = arg("内容", "yuan for collective_decision_above; else one of the choices")
    document: Text = arg("文号", "number of the document or minutes that set it")
    union: Id | None = arg("工会", "the union; every union if left out", default=None)


def scopes(command: AdoptPolicy) -> Iterable[Scope[Any]]:
    """Name the policy."""
    return (Policy(command.union, command.policy),)


def decide(command: AdoptPolicy, world: World) -> Decision:
    """Adopt a policy whose value makes sense."""
    value = _value(command)
    if value is None:
        choices = " / ".join(CHOICES.get(command.policy, (AMOUNT,)))
        yield reject(
            "policy.bad_value", policy=command.policy, value=command.value, choices=choices
        )
        return
    yield PolicyAdopted(
        command=world.command, by=command.by, occurred_on=command.on, policy=command.policy,
        value=value, document=command.document, union=command.union,
    )  # fmt: skip


def _value(command: AdoptPolicy) -> str | None:
    """Return the value as kept, or None where it is none of this policy's."""
    choices = CHOICES.get(command.policy)
    if choices is not None:
        return command.value if command.value in choices else None
    try:
        fen = fen_of(command.value)
    except ValueError:
        return None
    return str(fen) if fen >= 0 else None


VERB = Verb(
    AdoptPolicy,
    Title("启用会计政策", "adopt a policy"),
    ("administrator", "finance_supervisor", "chairperson"),
    scopes,
    decide,
)
