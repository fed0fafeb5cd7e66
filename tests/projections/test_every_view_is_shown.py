"""Every view is listed, titled in both languages, and shows one small year as reviewed."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from ledger.events.budgets import BudgetAdjusted
from ledger.events.corrections import EntryReversed
from ledger.events.rosters import PaymentReturned, PayoutRecovered
from ledger.store import Store
from projections import VIEWS, view
from projections._columns import as_record
from projections._query import Query
from projections._reading import report
from tests.conftest import ROOT, Golden
from tests.projections.described import described
from tests.projections.histories import (
    LEDGER,
    approved,
    budget,
    created,
    enrolled,
    merged,
    opening,
    paid,
    payout,
    recorded,
    registered,
    roster_paid,
    signed,
    undone,
)

MAY = date(2023, 5, 10)
FIRST = paid(no=1)
GOODS = paid("U0002", "P3", 20_000, date(2023, 7, 1), payout=payout("P3", 20_000, form="goods"))
YEAR = [
    created(),
    registered("U0001", "呈贡区总工会"),
    registered("U0002", "某某学校工会", upper="U0001"),
    opening(),
    opening("U0002", 500_000),
    enrolled("U0001", "P1", in_registry=True),
    enrolled("U0001", "P2"),
    enrolled("U0002", "P3", in_registry=True),
    budget(fen=300_000),
    budget(fen=-100_000, on=date(2023, 4, 1), kind=BudgetAdjusted),
    approved(fen=150_000, on=MAY),
    roster_paid(fen=100_000, on=MAY),
    FIRST,
    paid(person="P2", no=1, payout=payout("P2", 50_000, roster="R1", row=2)),
    signed(13),
    undone(FIRST, 13, date(2023, 6, 1), PaymentReturned),
    paid(person="P9", no=1, on=date(2023, 6, 2)),
    merged("P9", "P1", on=date(2023, 6, 3)),
    GOODS,
    undone(GOODS, 19, date(2023, 7, 2), EntryReversed),
    undone(paid(person="P2", fen=10_000), 14, date(2023, 8, 1), PayoutRecovered),
]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store.open(str(tmp_path_factory.mktemp("year") / "union-ledger.db"), create=True)
    minutes = count()

    def clock() -> datetime:
        return datetime(2024, 1, 2, tzinfo=UTC) + timedelta(minutes=next(minutes))

    for event in YEAR:
        recorded([event], store, clock=clock)
    return store


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_shows_the_year_as_reviewed(year: Store, golden: Golden, name: str) -> None:
    with report(year, name, Query(LEDGER)) as answer:
        lines = [
            json.dumps(as_record(answer.columns, row), ensure_ascii=False) for row in answer.rows
        ]

    golden(f"views/{name}.jsonl", "".join(f"{line}\n" for line in lines))


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_titled_as_it_is_listed(name: str) -> None:
    listed = VIEWS[name]

    assert view(name).title == (listed.zh, listed.en)
    assert listed.module == f"projections.{name}"
    names = [column.name for column in view(name).columns]
    assert len(names) == len(set(names))
    assert all(column.zh and column.en for column in view(name).columns)


def test_every_module_without_an_underscore_is_a_view() -> None:
    files = {path.stem for path in (ROOT / "projections").glob("[!_]*.py")}

    assert files == set(VIEWS)


def test_every_view_is_described(golden: Golden) -> None:
    golden("../../docs/reference/reports.md", described())


def test_the_list_of_views_imports_none_of_them() -> None:
    program = (
        "import sys, projections; assert projections.VIEWS;"
        "print(*[name for name in sys.modules if name.startswith(('projections.', 'ledger'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert done.stdout.split() == []


def test_amounts_are_written_in_yuan_and_rates_as_decimals(year: Store) -> None:
    with report(year, "budget", Query(LEDGER, union="U0001")) as answer:
        (record,) = [as_record(answer.columns, row) for row in answer.rows]

    assert record == {
        "union": "U0001", "year": 2023, "account": "50405", "account_name": "送温暖支出",
        "line": "50405", "original": "3000.00", "adjustment": "-1000.00", "adjusted": "2000.00",
        "executed": "900.00", "committed": "500.00", "available": "600.00",
        "execution_rate": "0.4500",
    }  # fmt: skip
