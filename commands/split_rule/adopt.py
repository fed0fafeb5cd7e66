"""分成规则启用: how a remittance is split between the levels, by collection mode.

Why: the inner split is set by each provincial union; shares are data, and sum to the whole.
Unit: percent as typed, parts of a million as recorded.
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from commands._figures import Percent, percent
from commands._guards import first_of
from commands._listed import Text
from commands._verb import Command, Decision, Id, Title, Verb, arg
from ledger.events.policies import Share, SplitRuleAdopted
from ledger.rejections import Rejection, reject
from ledger.scopes.split_rule import SplitRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World

Mode = Literal["tax_collected", "fiscal_transfer", "self_remitted"]
WHOLE = 1_000_000


def _named(value: Any) -> Any:
    """Read "county=15" as a share."""
    if isinstance(value, str):
        level, _, share = value.partition("=")
        return {"level": level, "percent": share}
    return value


class ShareRow(BaseModel):
    """A level's share; `percent` is kept as parts of a million."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    level: Literal["national", "province", "city", "county", "grassroots"]
    percent: Percent


class AdoptSplitRule(Command):
    """Remittances collected in a mode are split so from `valid_from` on."""

    rule: Id = arg("规则编号", "an id for the rule")
    collection_mode: Mode = arg("收缴方式", "how remittances are collected")
    document: Text = arg("文号", "number of the document")
    valid_from: date = arg("启用日期", "first day in force")
    valid_to: date | None = arg("停用日期", "last day in force", default=None)
    shares: tuple[Annotated[ShareRow, BeforeValidator(_named)], ...] = arg(
        "各级比例", "level=percent, for each level", default=()
    )


def scopes(command: AdoptSplitRule) -> Iterable[Scope[Any]]:
    """Name the rules of the collection mode."""
    return (SplitRule(command.collection_mode),)


def decide(command: AdoptSplitRule, world: World) -> Decision:
    """Adopt shares that make up the whole."""
    objections = first_of(_dates(command), _each_once(command), _whole(command))
    yield from objections
    if not objections:
        yield SplitRuleAdopted(
            command=world.command, by=command.by, occurred_on=command.on, rule=command.rule,
            collection_mode=command.collection_mode, document=command.document,
            valid_from=command.valid_from, valid_to=command.valid_to,
            shares=tuple(Share(level=row.level, ppm=row.percent) for row in command.shares),
        )  # fmt: skip


def _dates(command: AdoptSplitRule) -> Iterator[Rejection]:
    ends = command.valid_to
    if ends is not None and ends < command.valid_from:
        yield reject(
            "date.ends_before_it_begins", begins=command.valid_from.isoformat(),
            ends=ends.isoformat(),
        )  # fmt: skip


def _each_once(command: AdoptSplitRule) -> Iterator[Rejection]:
    levels = [row.level for row in command.shares]
    for level in dict.fromkeys(levels):
        if levels.count(level) > 1:
            yield reject("split_rule.level_twice", level=level)


def _whole(command: AdoptSplitRule) -> Iterator[Rejection]:
    total = sum(row.percent for row in command.shares)
    if total != WHOLE:
        yield reject("split_rule.not_the_whole", total=percent(total))


VERB = Verb(
    AdoptSplitRule,
    Title("启用分成规则", "adopt a split rule"),
    ("administrator", "finance_supervisor", "chairperson"),
    scopes,
    decide,
)
