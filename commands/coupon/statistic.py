"""拉动消费统计: what a campaign is said to have moved, as a memo.

Why: turnover that shops report is no expenditure of the union's: it is never posted.
Unit: fen; typed in yuan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands._coupons import OfCampaign, in_campaign
from commands._listed import Text
from commands._verb import HANDLERS, Amount, Decision, Title, Verb, arg
from ledger.events.coupons import StatisticReported
from ledger.scopes.campaign import Campaign

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.scopes._scope import Scope
    from ledger.world import World


class ReportStatistic(OfCampaign):
    """The figures as reported."""

    stimulated: Amount = arg("拉动消费", "consumption stimulated, in yuan", ge=0)
    persons: int = arg("参与人数", "how many persons took part", ge=0)
    reported_by: Text = arg("填报单位", "the body that reported it; never a person's name")


def scopes(command: ReportStatistic) -> Iterable[Scope[Any]]:
    """Name the campaign."""
    return (Campaign(command.campaign),)


def decide(command: ReportStatistic, world: World) -> Decision:
    """Note the figures."""
    objections = list(in_campaign(command, world))
    yield from objections
    if not objections:
        yield StatisticReported(
            command=world.command, by=command.by, occurred_on=command.on, union=command.union,
            campaign=command.campaign, stimulated_fen=command.stimulated, persons=command.persons,
            reported_by=command.reported_by,
        )  # fmt: skip


VERB = Verb(
    ReportStatistic,
    Title("登记拉动消费", "note the consumption that a campaign stimulated"),
    HANDLERS,
    scopes,
    decide,
)
