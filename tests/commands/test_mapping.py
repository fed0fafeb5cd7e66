"""Mappings: what may be said, and how a fault is told."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from commands._mapping import FIELDS, Mapping, load_mapping
from commands._reading import read
from ledger.money import yuan

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("UNION_LEDGER_SHARED", ROOT.parent / "shared"))
REGISTER = SHARED / "data" / "welfare-register"
EXAMPLE = ROOT / "docs" / "examples" / "welfare-register.toml"

GOOD = """
form = "register"
[columns]
name = "Payee"
amount_fen = { title = ["Net", "Amount"], required = true }
"""


def mapping(tmp_path: Path, content: str) -> Mapping:
    path = tmp_path / "map.toml"
    path.write_text(content, encoding="utf-8")
    loaded = load_mapping(path)
    assert isinstance(loaded, Mapping), [fault.message("en") for fault in loaded]
    return loaded


def faults(tmp_path: Path, content: str) -> list[str]:
    path = tmp_path / "map.toml"
    path.write_text(content, encoding="utf-8")
    loaded = load_mapping(path)
    assert isinstance(loaded, list)
    assert {fault.code for fault in loaded} == {"mapping.invalid"}
    return [fault.message("en") for fault in loaded]


def test_a_title_may_be_one_word_or_several(tmp_path: Path) -> None:
    columns = mapping(tmp_path, GOOD).columns

    assert columns["name"].title == ("Payee",)
    assert columns["amount_fen"].title == ("Net", "Amount")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ('colums = "x"', "map.toml, columns.colums"),
        ('nickname = "x"', "no such field"),
        ('goods_fen = { title = "x", sgin = "as_is" }', "columns.goods_fen.sgin"),
        ('goods_fen = { title = "x", join = "-" }', "only text can be joined"),
        ('[constants]\nname = "x"', "both a column and a constant: name"),
        ("[values.kind]\na = 'b'", "named without a column: kind"),
        ("=", "Invalid"),
    ],
)
def test_every_fault_names_its_key(tmp_path: Path, more: str, says: str) -> None:
    assert any(says in fault for fault in faults(tmp_path, GOOD + more))


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert len(faults(tmp_path, 'sign = "up"\n' + GOOD + 'nickname = "x"')) == 2


def test_a_mapping_that_is_not_there_is_a_missing_file(tmp_path: Path) -> None:
    loaded = load_mapping(tmp_path / "none.toml")

    assert isinstance(loaded, list)
    assert [fault.code for fault in loaded] == ["file.missing"]


def table(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_signs_units_constants_values_joins_and_dates(tmp_path: Path) -> None:
    layout = mapping(
        tmp_path,
        """
        form = "register"
        sign = "negate"
        unit = "fen"
        negative = "recovery"
        dates = ["%d/%m/%Y"]
        constants = { kind = "other", system = "x" }
        [columns]
        payee = "Ref"
        occurred_on = "Paid"
        amount_fen = "Net"
        union = "Dept"
        reason = { title = ["Why", "What"], join = "; " }
        [values.union]
        "Children, Young" = "U0001"
        """,
    )
    path = table(
        tmp_path,
        "Net,Ref,Paid,Dept,What,Why",
        '-1250,7,08/03/2023,"Children, Young",coat,cold',
        '300,7,09/03/2023,"Children, Young",,cold',
        "-1,8,09/03/2023,Elsewhere,coat,cold",
    )
    [reading] = read([path], layout)

    first, second = reading.rows
    assert first.values["amount_fen"] == 1250
    assert first.values["direction"] == "payout"
    assert first.values["union"] == "U0001"
    assert first.values["kind"] == "other"
    assert first.values["reason"] == "cold; coat"
    assert str(first.values["occurred_on"]) == "2023-03-08"
    assert (second.values["amount_fen"], second.values["direction"]) == (-300, "recovery")
    assert second.values["reason"] == "cold"
    [error] = reading.errors
    assert (error.code, error.row, error.column) == ("cell.unknown_value", 4, "Dept")


def test_a_mapping_whose_columns_are_not_there_names_them(tmp_path: Path) -> None:
    [reading] = read([table(tmp_path, "Payee,Sum", "a,1")], mapping(tmp_path, GOOD))

    [error] = reading.errors
    assert error.code == "heading.missing"
    assert "Net" in error.message("en")


def test_a_mapping_for_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    layout = mapping(tmp_path, 'sheet = "Two"\n' + GOOD)
    [reading] = read([table(tmp_path, "Payee,Net", "a,1")], layout)

    assert [error.code for error in reading.errors] == ["sheet.unknown"]


def test_the_documentation_shows_the_example_and_every_field() -> None:
    page = (ROOT / "docs" / "mapping.md").read_text(encoding="utf-8")
    example = EXAMPLE.read_text(encoding="utf-8")

    assert example[example.index("form =") :] in page
    assert [field for field in FIELDS if f"`{field}`" not in page] == []


def test_the_register_of_the_documentation_agrees_with_its_control_totals() -> None:
    if not REGISTER.is_dir():
        pytest.skip("shared material is not here: set UNION_LEDGER_SHARED")
    layout = load_mapping(EXAMPLE)
    assert isinstance(layout, Mapping)
    [reading] = read(sorted(REGISTER.glob("welfare_register_*.csv.gz")), layout)
    with (REGISTER / "control_totals_by_file.csv").open(encoding="utf-8") as file:
        controls = {line["source_file_month"]: line for line in csv.DictReader(file)}

    months = Counter(str(row.values["source_document"])[:7] for row in reading.rows)
    sums: Counter[str] = Counter()
    for row in reading.rows:
        sums[str(row.values["source_document"])[:7]] += row.fen("amount_fen")
    assert reading.errors == []
    assert len(reading.rows) == reading.read == 43_266
    assert yuan(sums.total()) == "10481546.98"
    assert months == {month: int(line["rows"]) for month, line in controls.items()}
    assert {m: yuan(fen) for m, fen in sums.items()} == {m: c["sum"] for m, c in controls.items()}
