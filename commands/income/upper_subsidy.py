"""上级补助到账 from an upper union that keeps its books elsewhere: 40301 general, 40302 special.

Why: where the upper union is in these books, the subsidy that it paid is named instead, so that
both books tell of the same money: `uledger subsidy receive`.
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from commands._guards import first_of
from commands._income import Receive, in_books, income_legs, income_scopes, may_receive
from commands._subsidies import INCOME, fits_kind
from commands._verb import FINANCE, Decision, Groups, Id, Title, Verb, arg
from ledger.events.income import UpperSubsidyReceived
from ledger.rejections import Rejection, reject
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World


class ReceiveUpperSubsidy(Receive):
    """An upper union has paid a subsidy. `document`: the number of its notice."""

    kind: Literal["general", "special"] = arg("补助类别", "general, or special for a project")
    project: Id | None = arg("专项", "the project of a special subsidy", default=None)


def more_scopes(command: ReceiveUpperSubsidy, world: World) -> Groups:
    """Name the upper union."""
    upper = world[Union(command.union)].upper
    return () if upper is None else (Union(upper),)


def decide(command: ReceiveUpperSubsidy, world: World) -> Decision:
    """Book the subsidy as income."""
    income = INCOME[command.kind]
    objections = first_of(
        _from_elsewhere(command, world),
        may_receive(command, world, income),
        fits_kind(command.kind, command.project),
    )
    yield from objections
    if not objections:
        legs = income_legs(command, world, income, command.project)
        yield UpperSubsidyReceived(
            **in_books(command, world, legs, f"收上级补助 {command.document}".strip()),
            kind=command.kind, project=command.project,
        )  # fmt: skip


def _from_elsewhere(command: ReceiveUpperSubsidy, world: World) -> Iterator[Rejection]:
    upper = world[Union(command.union)].upper
    if upper is not None and world[Union(upper)].opened_on is not None:
        yield reject("subsidy.in_these_books", union=command.union, upper=upper)


def scopes(command: ReceiveUpperSubsidy) -> Iterator[Scope[Any]]:
    """Name what every income is judged by."""
    return income_scopes(command)


VERB = Verb(
    ReceiveUpperSubsidy,
    Title("收取上级补助", "receive a subsidy of an upper union that is not in these books"),
    FINANCE,
    scopes,
    decide,
    more_scopes,
)
