"""What the demo tells: its steps on stderr; balances, payouts and findings on stdout.

Every figure is read from the reports that anybody can ask, never from the plan.
Unit: fen.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from commands._demo import STORE, office
from commands._demo_figures import YEAR
from commands._demo_findings import findings, records
from commands._demo_people import FEDERATION, FEDERATION_NAME, District
from commands._demo_year import play
from commands._language import say, spoken
from commands._output import Answer, show
from ledger.store import Store
from projections import _columns as c
from projections._columns import Column
from projections._query import Query
from projections._reading import report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from commands._demo_figures import Figures
    from commands._options import Settings
    from projections._columns import Row

BENEFIT: Final = "mutual_aid_benefit"
LARGEST: Final = 8
BALANCES: Final = (
    Column("unions", "工会", "Unions"),
    Column("count", "家数", "Number", "count"),
    Column("opening", "年初结余", "Opening", "amount"),
    Column("income", "收入", "Income", "amount"),
    Column("expenditure", "支出", "Expenditure", "amount"),
    Column("owed", "应付上下级", "Owed to other levels", "amount"),
    Column("custody", "代管", "Custody", "amount"),
    Column("money", "货币资金", "Money", "amount"),
)
FIGURES: Final = (
    Column("figure", "项目", "Figure"),
    Column("count", "数量", "Number", "count"),
    c.AMOUNT,
)


def run(folder: Path, chosen: Settings, figures: Figures) -> None:
    """Play the year in a folder, and tell what became of it."""
    district = District(figures)
    with office(folder, _progress) as books:
        play(books, district)
    _progress("told")
    there = replace(chosen, store=str(folder / STORE), ledger=FEDERATION_NAME)
    with Store.open(there.store) as store:
        found = Told(store, district)
        if there.format != "table":
            show(found.figures({"findings": records(store)}), there)
        else:
            show(found.figures(), there)
            show(found.balances(), there)
            show(found.payouts(), there)
            lines = ["", *findings(store), "", say("demo.left", folder=folder), ""]
            sys.stdout.write("\n".join(lines))


def _progress(step: str) -> None:
    sys.stderr.write(say(f"demo.{step}") + "\n")
    sys.stderr.flush()


@dataclass(slots=True)
class Sum:
    """What the books of a union, or of several, come to. Unit: fen."""

    unions: int = 0
    opening: int = 0
    income: int = 0
    expenditure: int = 0
    owed: int = 0
    custody: int = 0
    money: int = 0

    def add(self, account: str, fen: int) -> None:
        """Count the balance of an account."""
        for start, name in _SORTS:
            if account.startswith(start):
                setattr(self, name, getattr(self, name) + fen)
                return

    def __add__(self, other: Sum) -> Sum:
        """Return both together."""
        return Sum(*(a + b for a, b in zip(self.row(), other.row(), strict=True)))

    def row(self) -> tuple[int, ...]:
        """Return it in the order of the columns."""
        return (self.unions, self.opening, self.income, self.expenditure, self.owed, self.custody,
                self.money)  # fmt: skip


_SORTS: Final = (
    ("10", "money"), ("211", "owed"), ("212", "owed"), ("221", "custody"), ("32", "opening"),
    ("4", "income"), ("5", "expenditure"),
)  # fmt: skip


class Told:
    """The answers, each from a report of the store."""

    def __init__(self, store: Store, district: District) -> None:
        self._store = store
        self._district = district
        self._sums: dict[str, Sum] = {FEDERATION: Sum(1)}
        self._sums |= {union.id: Sum(1) for union in district.unions}
        for union, account, _, _, _, fen in self._rows("balances"):
            self._sums[union].add(account, fen)

    def _rows(self, name: str, **asked: Any) -> Iterator[Row]:
        """Read a report."""
        with report(self._store, name, Query(FEDERATION_NAME, lang=spoken(), **asked)) as found:
            yield from found.rows

    def balances(self) -> Answer:
        """Return the balances, summed up by group, and the largest unions."""
        of = self._sums
        groups = [
            (say("demo.federation"), of[FEDERATION]),
            (say("demo.ordinary"), self._group(new=False)),
            (say("demo.new"), self._group(new=True)),
        ]
        total = sum((group for _, group in groups), Sum())
        groups.append((say("demo.total"), total))
        largest = sorted(
            self._district.unions, key=lambda u: (-of[u.id].income - of[u.id].expenditure, u.id)
        )
        groups += [(f"  {u.id} {u.name}", of[u.id]) for u in largest[:LARGEST]]
        rows = [(name, *group.row()) for name, group in groups]
        return Answer("demo_balances", "\n" + say("demo.balances", year=YEAR), FEDERATION_NAME,
                      BALANCES, rows, notes=(say("demo.largest", count=LARGEST),))  # fmt: skip

    def _group(self, *, new: bool) -> Sum:
        unions = [u for u in self._district.unions if u.is_new is new]
        return sum((self._sums[u.id] for u in unions), Sum())

    def payouts(self) -> Answer:
        """Return the payouts of all unions by kind."""
        kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for kind, count, fen in self._paid():
            kinds[kind][0] += count
            kinds[kind][1] += fen
        columns = (c.KIND, FIGURES[1], c.AMOUNT)
        rows = [(kind, count, fen) for kind, (count, fen) in kinds.items()]
        return Answer("demo_payouts", "\n" + say("demo.payouts"), FEDERATION_NAME, columns, rows)

    def _paid(self, **asked: Any) -> Iterator[tuple[str, int, int]]:
        """Yield kind, number and sum of what was paid, union by union."""
        for _, _, kind, _, payments, _, _, fen, _ in self._rows("payout_summary", **asked):
            yield kind, payments, fen

    def figures(self, more: Mapping[str, Any] | None = None) -> Answer:
        """Return the year's figures, named for people, or, with `more`, for programs."""
        named = more is None
        rows = [
            (say(f"demo.figure_{name}") if named else name, count, fen)
            for name, count, fen in self._figures()
        ]
        position = self._store.head(FEDERATION_NAME).size
        title = say("demo.title", year=YEAR, name=FEDERATION_NAME)
        return Answer("demo", title, FEDERATION_NAME, FIGURES, rows, position, more=more or {})

    def _figures(self) -> Iterator[tuple[str, int | None, int | None]]:
        below = self._district.unions
        yield "unions", len(self._sums) - 1, None
        yield "new_unions", sum(u.is_new for u in below), None
        members = list(self._rows("coverage"))
        new = {u.id for u in below if u.is_new}
        yield "members", sum(row[2] for row in members), None
        yield "new_members", sum(row[2] for row in members if row[0] in new), None
        yield "registered", sum(row[3] for row in members), None
        aided = _sum(self._paid(kind=BENEFIT))
        paid = _sum(self._paid())
        yield "condoled", paid[0] - aided[0], paid[1] - aided[1]
        custody = list(self._rows("custody"))
        yield "enrolled", sum(row[3] for row in custody), sum(row[6] for row in custody)
        yield "benefits", *aided
        coupons = list(self._rows("coupons"))
        yield "coupons", sum(row[6] for row in coupons), None
        yield "redeemed", sum(row[8] for row in coupons), sum(row[13] for row in coupons)
        subsidies = [row[5] for row in self._rows("balances", account="508")]
        yield "subsidies", None, sum(subsidies)
        transit = list(self._rows("in_transit"))
        yield "in_transit", len(transit), sum(row[5] for row in transit)


def _sum(paid: Iterator[tuple[str, int, int]]) -> tuple[int, int]:
    """Return number and sum of payments."""
    listed = list(paid)
    return sum(count for _, count, _ in listed), sum(fen for _, _, fen in listed)
