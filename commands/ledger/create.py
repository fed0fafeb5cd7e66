"""建账: begin the books of one federation and the unions below it.

Why: the one verb that nobody has a role for yet; who asks becomes the first administrator.
Rejects: ledger.exists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from commands._verb import Command, Decision, Title, Verb, arg
from ledger.accounts import CHART
from ledger.events.ledgers import LedgerCreated
from ledger.events.officers import OfficerAppointed
from ledger.rejections import reject
from ledger.scopes.books import Books

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.scopes._scope import Scope
    from ledger.world import World

CHART_FROM = 2022
"""The first fiscal year of 财会〔2021〕7号."""


class CreateLedger(Command):
    """A ledger (账套) begins; `by` is its first administrator."""

    name: str = arg("账套名称", "the federation's name", min_length=1)
    first_year: int = arg("起始年度", "the first fiscal year", ge=CHART_FROM, le=9999)
    chart: Literal["2021/1"] = arg("科目表版本", "version of the chart of accounts", default=CHART)


def scopes(command: CreateLedger) -> Iterable[Scope[Any]]:
    """Name the ledger."""
    return (Books(),)


def decide(command: CreateLedger, world: World) -> Decision:
    """Begin, once."""
    if world[Books()].exists:
        yield reject("ledger.exists", administrator=world[Books()].administrator)
        return
    yield LedgerCreated(
        command=world.command, by=command.by, occurred_on=command.on, name=command.name,
        chart=command.chart, first_year=command.first_year,
    )  # fmt: skip
    yield OfficerAppointed(
        command=world.command, by=command.by, occurred_on=command.on, officer=command.by,
        role="administrator",
    )  # fmt: skip


VERB = Verb(CreateLedger, Title("新建账套", "start a ledger"), (), scopes, decide)
