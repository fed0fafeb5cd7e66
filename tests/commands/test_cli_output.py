"""What is shown: tables for people, JSON and CSV for programs, workbooks for offices."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import python_calamine as calamine

from commands._output import Answer, replaced, write
from commands._table import separated
from commands._workbook import write_workbook
from projections import VIEWS
from projections._columns import Column
from tests.commands._uledger import Uledger

COLUMNS = (
    Column("union", "工会", "Union", "union"),
    Column("amount", "金额", "Amount", "amount"),
    Column("rate", "执行率", "Rate", "rate"),
    Column("positions", "序号", "Positions"),
)
ROWS = [("呈贡区总工会", 113_000_000, 9_950, (1, 2)), ("=一中", -5, None, ())]
ANSWER = Answer("report_test", "标题", "cg", COLUMNS, ROWS, position=7)


def written(form: str) -> str:
    file = io.StringIO()
    write(ANSWER, form, file)
    return file.getvalue()


def test_json_has_amounts_in_yuan_as_text() -> None:
    answer = json.loads(written("json"))

    assert answer == {
        "schema": "uledger.report_test/1",
        "ledger": "cg",
        "position": 7,
        "as_of": None,
        "known_at": None,
        "rows": [
            {
                "union": "呈贡区总工会",
                "amount": "1130000.00",
                "rate": "0.9950",
                "positions": [1, 2],
            },
            {"union": "=一中", "amount": "-0.05", "rate": None, "positions": []},
        ],
    }


def test_json_without_rows_is_whole() -> None:
    file = io.StringIO()
    write(Answer("log", "", None, COLUMNS, ()), "json", file)

    assert json.loads(file.getvalue())["rows"] == []


def test_csv_has_the_same_values_and_runs_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(written("csv"))))

    assert rows == [
        ["union", "amount", "rate", "positions"],
        ["呈贡区总工会", "1130000.00", "0.9950", "1 2"],
        ["'=一中", "-0.05", "", ""],
    ]


def test_a_table_separates_thousands_and_aligns_chinese() -> None:
    lines = written("table").splitlines()

    assert "1,130,000.00" in lines[3]
    assert "99.50%" in lines[3]
    # A Chinese sign is two columns wide: both amounts end in the same column of the screen.
    ends = [len(line[: line.index(" ", line.index("."))].encode("gb18030")) for line in lines[3:]]
    assert ends[0] == ends[1]


@pytest.mark.parametrize(
    ("plain", "shown"),
    [("0.05", "0.05"), ("-1130000.00", "-1,130,000.00"), ("-0.05", "-0.05"), ("999.00", "999.00")],
)
def test_separators(plain: str, shown: str) -> None:
    assert separated(plain) == shown


def test_a_workbook_holds_numbers_and_no_formula(tmp_path: Path) -> None:
    write_workbook(ANSWER, tmp_path / "answer.xlsx")
    sheet = calamine.CalamineWorkbook.from_path(tmp_path / "answer.xlsx").get_sheet_by_index(0)

    assert sheet.to_python()[2:] == [
        ["呈贡区总工会", 1130000.0, 0.995, "1 2"],
        ["=一中", -0.05, "", ""],
    ]


def test_the_suffix_names_the_format(uledger: Uledger) -> None:
    uledger.begin()
    for name in ("log.json", "log.csv", "log.txt", "log.xlsx"):
        ran = uledger(f"log -o {name}")
        assert (ran.status, ran.out, ran.err) == (0, "", "")

    assert json.loads((uledger.folder / "log.json").read_text(encoding="utf-8"))["position"] == 5
    assert (uledger.folder / "log.csv").read_text(encoding="utf-8").startswith("position,name,")
    assert (uledger.folder / "log.xlsx").read_bytes().startswith(b"PK")
    assert "union.registered/1" in (uledger.folder / "log.txt").read_text(encoding="utf-8")


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_text("before", encoding="utf-8")

    def half(path: Path) -> None:
        path.write_text("half", encoding="utf-8")
        raise KeyError

    with pytest.raises(KeyError), replaced(file) as path:
        half(path)

    assert file.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [file]


def test_the_log_is_narrowed_by_each_option(uledger: Uledger) -> None:
    uledger.begin()
    uledger("union register --on 2024-03-01 --union U2 --name 一 --tier grassroots")

    def positions(options: str) -> list[int]:
        return [row["position"] for row in uledger(f"log -O json {options}").answer["rows"]]

    assert positions("") == [1, 2, 3, 4, 5, 6, 7]
    assert positions("--name union.registered") == [5, 7]
    assert positions("--union U2") == [7]
    assert positions("--to 2024-03-01 --from 2024-03-01") == [6, 7]
    assert positions("--known-at 2") == [1, 2]
    assert positions("--known-at 2000-01-01") == []
    assert positions("--by nobody") == []
    assert positions("--person P1") == []


def test_every_report_is_listed_in_both_languages(uledger: Uledger) -> None:
    rows = uledger("report list -O json").answer["rows"]

    assert {"name": "balances", "title_zh": "科目余额", "title_en": "Balances"} in rows


def test_a_replay_prints_one_digest_of_what_was_recorded(uledger: Uledger) -> None:
    uledger.begin()
    whole, part = uledger("replay --digest"), uledger("replay --to 3 --digest")

    assert len(whole.out.strip()) == 64
    assert whole.out != part.out
    assert uledger("replay -O json").answer["rows"] == [
        {"position": 5, "digest": whole.out.strip()}
    ]
    assert uledger("replay --to 2000-01-01 -O json").answer["position"] == 0
    assert uledger("replay --to yesterday").status == 2


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_a_report_that_can_be_asked(uledger: Uledger, view: str) -> None:
    uledger.begin()
    ran = uledger(f"report {view.replace('_', '-')} --union U0001 --year 2023 -O json")

    assert (ran.status, ran.err) == (0, "")
    assert ran.answer["schema"] == f"uledger.report_{view}/1"
    assert ran.answer["ledger"] == "cg"
