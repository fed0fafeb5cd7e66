"""拨缴经费到账: an employer's remittance, split between the levels by the rule in force.

Why: each level's share is what was adopted, to the fen; what is over stays with the receiver.
Source: 工会会计制度 App. 1 Pt III, accts 211, 212, 402.
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands._guards import first_of
from commands._income import Receive, in_books, income_scopes, may_receive, place_of
from commands._listed import Text, union_scopes
from commands._split import Level, Split, split
from commands._transfers import is_below
from commands._verb import FINANCE, Amount, Decision, Id, Title, Verb, arg
from ledger.events.income import CollectionMode, RemittanceReceived, Via
from ledger.postings import remitted
from ledger.rejections import Rejection, reject
from ledger.scopes.split_rule import SplitRule
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.scopes._scope import Scope
    from ledger.scopes.split_rule import Version
    from ledger.world import World


class ReceiveRemittance(Receive):
    """A remittance has arrived, whole, or without the shares of those that handed it on."""

    months: Text = arg("所属期", "the months that it is for, e.g. 2023-06")
    collection_mode: CollectionMode = arg("收缴方式", "how it was collected")
    level: Level | None = arg(
        "本级", "the union's own level; county or grassroots by its tier", default=None
    )
    lower: Id | None = arg(
        "下级工会", "the union below that a share is owed to, or that paid", default=None
    )
    base: Amount | None = arg("工资总额", "the payroll total, in yuan", default=None)
    via: Via = arg(
        "经由", "who handed it on: an upper or lower union has kept its share", default="employer"
    )
    project: Id | None = arg(
        "专项", "the project that the own share is restricted to", default=None
    )


def scopes(command: ReceiveRemittance) -> Iterator[Scope[Any]]:
    """Name the rules of the collection mode and the union below."""
    yield from income_scopes(command)
    yield SplitRule(command.collection_mode)
    yield from union_scopes((command.lower,))


def decide(command: ReceiveRemittance, world: World) -> Decision:
    """Book the own share as income and what is owed to other levels."""
    rule = world[SplitRule(command.collection_mode)].on(command.on)
    level = _level(command, world)
    objections = first_of(
        may_receive(command, world, "402"),
        _level_of_tier(level, command, world),
        _rule(rule, level, command),
    )
    yield from objections
    if objections or rule is None:
        return
    parts = split(command.amount, rule.shares, level, command.via)
    objections = list(_lower(parts, command, world))
    yield from objections
    if not objections:
        yield _received(command, world, rule.no, level, parts)


def _received(
    command: ReceiveRemittance, world: World, rule: int, level: Level, parts: Split
) -> RemittanceReceived:
    place = place_of(command, world)
    legs = remitted(
        place, parts.own, parts.up, parts.down, lower=command.lower, project=command.project
    )
    return RemittanceReceived(
        **in_books(command, world, legs, f"收{command.months}拨缴经费"),
        months=command.months, collection_mode=command.collection_mode, split_rule=rule,
        level=level, shares=parts.shares, base_fen=command.base, lower=command.lower,
        via=command.via,
    )  # fmt: skip


def _level(command: ReceiveRemittance, world: World) -> Level:
    is_basic = world[Union(command.union)].tier == "grassroots"
    return command.level or ("grassroots" if is_basic else "county")


def _level_of_tier(level: Level, command: ReceiveRemittance, world: World) -> Iterator[Rejection]:
    tier = world[Union(command.union)].tier
    if (tier == "grassroots") != (level == "grassroots"):
        yield reject("split_rule.wrong_level", union=command.union, level=level, tier=tier)


def _rule(rule: Version | None, level: Level, command: ReceiveRemittance) -> Iterator[Rejection]:
    """A rule is in force on the day, and it gives the union's level a share."""
    mode = command.collection_mode
    if rule is None:
        yield reject("split_rule.not_adopted", mode=mode, on=command.on.isoformat())
    elif not any(named == level and ppm for named, ppm in rule.shares):
        yield reject("split_rule.no_share", mode=mode, level=level)


def _lower(parts: Split, command: ReceiveRemittance, world: World) -> Iterator[Rejection]:
    """What is owed below is owed to somebody below."""
    if command.lower is not None:
        yield from is_below(world, command.union, command.lower, command.on)
    elif parts.down:
        yield reject("remittance.lower_missing", mode=command.collection_mode)


VERB = Verb(
    ReceiveRemittance,
    Title("收取拨缴经费", "receive a remittance and split it"),
    FINANCE,
    scopes,
    decide,
)
