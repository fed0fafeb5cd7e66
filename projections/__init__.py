"""What we know: one file a view; any view can be dropped and rebuilt from the events.

A view's module has `TITLE`, `COLUMNS`, `rows(tables, query)`; one that keeps tables of its own has
`TABLES`, `FOLD` and `apply(events, tables)` too; one that reads other views' tables names those
views in `READS`. Its line below is all that is needed besides; modules are imported when used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ledger.events import Event
    from projections._columns import Column, Row
    from projections._query import Query
    from projections._tables import Table, Tables

    Recorded = tuple[int, str, Event]
    """Position, recorded_at, and the fact."""


class Listed(NamedTuple):
    """Where a view is, and what it is called."""

    module: str
    zh: str
    en: str


VIEWS = {
    "postings": Listed("projections.postings", "明细账", "Postings"),
    "balances": Listed("projections.balances", "科目余额", "Balances"),
    "trial_balance": Listed("projections.trial_balance", "科目余额表", "Trial balance"),
    "vouchers": Listed("projections.vouchers", "序时账（凭证清单）", "Vouchers"),
    "budget": Listed("projections.budget", "预算执行情况表", "Budget execution"),
    "payouts": Listed("projections.payouts", "慰问（补助）发放登记", "Payouts"),
    "payout_summary": Listed("projections.payout_summary", "慰问资金汇总表", "Payouts by kind"),
    "person_year": Listed(
        "projections.person_year", "个人累计领取表", "Received by person and year"
    ),
    "coupons": Listed("projections.coupons", "消费券发放核销情况表", "Coupons"),
    "in_transit": Listed("projections.in_transit", "在途补助", "Subsidies in transit"),
    "custody": Listed("projections.custody", "职工医疗互助收支结存表", "Mutual-aid custody"),
    "unions": Listed("projections.unions", "编制单位", "Unions"),
    "members": Listed("projections.members", "会员", "Members"),
    "coverage": Listed("projections.coverage", "会员实名制覆盖情况", "Registry coverage"),
    "event_log": Listed("projections.event_log", "操作日志", "Event log"),
}


@dataclass(frozen=True)
class View:
    """A view's parts. `fold`: version of its fold; `reads`: views whose tables it reads."""

    name: str
    title: tuple[str, str]
    columns: tuple[Column, ...]
    rows: Callable[[Tables, Query], Iterable[Row]]
    reads: tuple[str, ...]
    fold: int = 0
    tables: tuple[Table, ...] = ()
    apply: Callable[[Sequence[Recorded], Tables], None] | None = None


@cache
def view(name: str) -> View:
    """Import a view. Rejects: KeyError for a name that is not in `VIEWS`."""
    module = import_module(VIEWS[name].module)
    tables = getattr(module, "TABLES", ())
    reads = getattr(module, "READS", ())
    return View(
        name, module.TITLE, module.COLUMNS, module.rows,
        (name, *reads) if tables else reads,
        getattr(module, "FOLD", 0), tables, getattr(module, "apply", None),
    )  # fmt: skip


def folded() -> list[View]:
    """Return the views that keep tables of their own, in the order of `VIEWS`."""
    return [found for name in VIEWS if (found := view(name)).tables]
