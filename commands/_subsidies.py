"""Subsidies (补助下级): general ones name no use, special ones a project.

Why: 50801 and 50802 above mirror 40301 and 40302 below.
Source: 工会会计制度, accts 403, 508.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from ledger.accounts import CHART
from ledger.entry import balanced
from ledger.events.subsidies import SubsidyReceived
from ledger.postings import Place, received
from ledger.rejections import Rejection, reject
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from commands._verb import Command
    from ledger.events import Transfer, Voucher
    from ledger.scopes.budget_line import State as LineState
    from ledger.world import World

Kind = Literal["general", "special"]
EXPENSE: Final[dict[Kind, str]] = {"general": "50801", "special": "50802"}
INCOME: Final[dict[Kind, str]] = {"general": "40301", "special": "40302"}


def fits_kind(kind: Kind, project: str | None) -> Iterator[Rejection]:
    """A special subsidy has a project, a general one none."""
    if kind == "special" and project is None:
        yield reject("subsidy.project_missing")
    elif kind == "general" and project is not None:
        yield reject("subsidy.general_has_project", project=project)


def line_pays(
    world: World, union: str, year: int, line: str, kind: Kind, project: str | None
) -> Iterator[Rejection]:
    """The budget line is one of subsidies of this kind, and of this project if of any."""
    state: LineState = world[BudgetLine(union, year, line)]
    if not state.exists:
        yield reject("budget.no_line", line=line, union=union, year=year)
    elif not state.account.startswith(EXPENSE[kind]):
        yield reject("budget.wrong_line", line=line, account=state.account, expected=EXPENSE[kind])
    elif kind == "special" and state.project not in (None, project):
        yield reject("subsidy.other_project", line=line, project=state.project, said=project or "-")


def receipt(
    command: Command, world: World, moved: Transfer, *, bank: str, voucher: Voucher,
    booked_on: date,
) -> SubsidyReceived:  # fmt: skip
    """Return the lower union's side of a subsidy that was paid, in its own books."""
    union = moved.lower
    place = Place(union, bank, world[BankAccount(union, bank)])
    legs = received(place, INCOME[moved.kind], moved.amount_fen, project=moved.project)
    return SubsidyReceived(
        command=world.command, by=command.by, occurred_on=command.on, union=union,
        booked_on=booked_on, voucher=voucher, chart=CHART, transfer=moved,
        legs=balanced(legs, tier_of={union: world[Union(union)].tier}),
        summary=f"收上级补助 {moved.number}",
    )  # fmt: skip
