"""The 问题清单 as people read it, and the same findings as programs read them."""

from __future__ import annotations

import pytest

from ledger.store import Store
from tests.commands._uledger import Uledger
from tests.forged import forge, merged, paid
from tests.samples import CITY, union

HISTORY = [
    union(), union(CITY, "county_plus", None), paid("P1"), paid("P2", union=CITY),
    merged("P2", "P1"),
]  # fmt: skip
HEADINGS = "序号 被审计单位 问题类别 问题描述 涉及金额 涉及人次 定性依据 证据位置".split()


@pytest.fixture
def books(uledger: Uledger) -> Uledger:
    """Return the program in a folder whose ledger has one double payment."""
    with Store.open(str(uledger.folder / "union-ledger.db"), create=True) as store:
        forge(store, "cg", HISTORY)
    return uledger


def test_the_list_has_the_columns_of_an_audit_report(books: Uledger) -> None:
    ran = books("audit run --rule R43 --lang zh")
    title, headings, *rest = [line for line in ran.out.splitlines() if line.strip()]

    assert ran.status == 1
    assert "问题清单" in title
    assert headings.split() == HEADINGS
    row = next(line for line in rest if "重复发放" in line)
    assert "U0001工会 U0001" in row
    assert "重复发放（R43 E）" in row
    assert "500.00" in row
    assert row.rstrip().endswith("3–4")


def test_programs_get_ids_amounts_and_positions(books: Uledger) -> None:
    ran = books("audit run --rule R43 -O json")
    (row,) = ran.answer["rows"]

    assert ran.answer["schema"] == "uledger.audit_run/1"
    assert ran.answer["position"] == len(HISTORY)
    assert row["id"].startswith("R43-")
    assert (row["union"], row["amount"], row["persons"]) == (CITY, "500.00", ["P1"])
    assert row["positions"] == [3, 4]


@pytest.mark.parametrize(
    ("narrowed", "status"),
    [("--union U0007", 1), ("--union U9999", 0), ("--year 2023", 1), ("--year 2022", 0),
     ("--known-at 4", 0)],
)  # fmt: skip
def test_the_list_is_narrowed_by_union_year_and_knowledge(
    books: Uledger, narrowed: str, status: int
) -> None:
    assert books(f"audit run --rule R43 {narrowed}").status == status


def test_the_list_goes_into_a_workbook(books: Uledger) -> None:
    ran = books("audit run --rule R43 -o list.xlsx")

    assert ran.status == 1
    assert (books.folder / "list.xlsx").read_bytes()[:2] == b"PK"
