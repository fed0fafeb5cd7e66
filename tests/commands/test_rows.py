"""Rows: lines, totals and signatures told apart; every fault told with its place."""

from __future__ import annotations

import csv
from datetime import date, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from commands._forms import built_in
from commands._headings import find
from commands._reading import read
from commands._rejects import write_rejects
from commands._rows import Rows
from commands._sheet import Cell, Sheet
from ledger.rejections import Rejection
from tests.commands._lists import ID, ROSTER, codes, reading, roster


def test_every_bad_cell_is_told_with_its_place(tmp_path: Path) -> None:
    of = roster(
        tmp_path,
        (1, "张三", 5.3e17, "春节", "abc", ""),
        (2, "", ID, "春节", 500, ""),
        (3, "李四", "", "春节", 12.345, ""),
        (4, "王五", "", "春节", "", ""),
        (5, "赵六", "", "春节", -5, ""),
        (6, "钱七", "", "春节", 500, ""),
    )

    assert codes(of) == [
        ("cell.id_damaged", 3, "身份证号码"),
        ("cell.amount", 3, "慰问金（元）"),
        ("cell.empty", 4, "姓名"),
        ("cell.amount_precision", 5, "慰问金（元）"),
        ("cell.empty", 6, "慰问金（元）"),
        ("cell.amount_negative", 7, "慰问金（元）"),
    ]
    assert (of.read, [row.row for row in of.rows]) == (6, [8])
    assert {(error.file, error.sheet) for error in of.errors} == {(str(of.file), "Sheet1")}


def test_a_total_that_is_not_the_sum_is_an_error(tmp_path: Path) -> None:
    of = roster(tmp_path, (1, "张三", "", "", 500, ""), ("总计", "2人", "", "", 600, ""))

    assert codes(of) == [
        ("total.differs", 4, "慰问金（元）"),
        ("total.count_differs", 4, None),
    ]
    assert (of.meta["totals"], of.meta["count"]) == ({"amount_fen": 60000}, 2)


@pytest.mark.parametrize(
    "foot",
    [
        ("合计（大写）：人民币壹仟零伍圆整", "", "", "", 1005, ""),
        ("合计", "大写", "壹仟零伍元正", "", 1005, ""),
        ("人民币（大写）：壹仟零伍元", "", "", "", "", ""),
        ("合计", "", "", "", "壹仟零伍元整", ""),
    ],
)
def test_a_total_in_words_is_held_against_the_lines(tmp_path: Path, foot: tuple[object]) -> None:
    line = (1, "张三", "", "", 505, "")

    assert roster(tmp_path, line, (2, "李四", "", "", 500, ""), foot).errors == []
    wrong = roster(tmp_path, line, (2, "李四", "", "", 600, ""), foot)
    assert ("total.words_differ", 5, None) in codes(wrong)


def test_subtotals_count_from_the_one_before(tmp_path: Path) -> None:
    of = roster(
        tmp_path,
        (1, "张三", "", "", 500, ""),
        ("小计", "", "", "", 500, ""),
        (2, "李四", "", "", 300, ""),
        ("小 计", "", "", "", 300, ""),
        ("合计", "", "", "", 800, ""),
    )

    assert (of.errors, of.read) == ([], 2)


def test_a_line_below_the_total_is_an_error_and_a_signature_is_not(tmp_path: Path) -> None:
    of = roster(
        tmp_path,
        (1, "张三", "", "", 500, ""),
        ("合计", "", "", "", 500, ""),
        (2, "李四", "", "", 300, ""),
        ("经办人：", "甲", "", "证明人：", "", "乙"),
        ("说明：本表一式三份",),
    )

    assert codes(of) == [("row.after_total", 5, None)]
    assert [row.row for row in of.rows] == [3]


def test_a_total_above_its_lines_closes_nothing(tmp_path: Path) -> None:
    of = roster(tmp_path, ("合计", "", "", "", 500, ""), (1, "张三", "", "", 500, ""))

    assert (of.errors, len(of.rows)) == ([], 1)


def test_a_name_like_a_signature_with_an_amount_is_a_line(tmp_path: Path) -> None:
    of = roster(tmp_path, ("", "单位", "", "", 500, ""), ("", "经办人", "", "", 300, ""))

    assert [row.values["name"] for row in of.rows] == ["单位", "经办人"]


def test_headings_repeated_on_a_new_page_are_passed_over(tmp_path: Path) -> None:
    of = roster(tmp_path, (1, "张三", "", "", 500, ""), ROSTER, (2, "李四", "", "", 500, ""))

    assert (of.errors, of.read) == ([], 2)


def test_the_same_name_twice_is_kept_twice(tmp_path: Path) -> None:
    of = roster(tmp_path, (1, "张三", "", "", 500, ""), (2, "张三", "", "", 500, ""))

    assert len(of.rows) == 2


def test_a_merged_department_counts_for_each_row_and_a_merged_amount_for_none(
    tmp_path: Path,
) -> None:
    heads = "部门|姓名|节日/事由|品名规格|数量|单价|金额|领取日期|签名".split("|")
    of = reading(
        tmp_path,
        heads,
        ("财务部", "张三", "中秋", "月饼", 1, 100, 100, "2023.9.20", ""),
        ("", "李四", "中秋", "月饼", 1, 100, "", "", ""),
        ("审计部", "王五", "中秋", "月饼", 2, 100, 100, "", ""),
        merges=("A2:A3", "G2:G3"),
    )

    assert [row.values["department"] for row in of.rows] == ["财务部", "财务部"]
    assert "goods_fen" not in of.rows[1].values
    assert codes(of) == [("row.total_differs", 4, "金额")]


def test_half_a_line_is_told_as_one(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "慰问日期,被慰问人,慰问类型,慰问金额\n2023.1.1,张三,春节,5\n2023.1", encoding="utf-8"
    )
    [of] = read([path])

    assert ("row.short", 3, None) in codes(of)


def test_a_formula_without_a_result_is_no_empty_cell(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ("姓名", "慰问金", "慰问品折价"))
        page.write_row(1, 0, ("张三", 500))
        page.write_formula("C2", "=A9/0", None, "#REF!")
    [of] = read([path])

    assert codes(of) == [("cell.formula_error", 2, "慰问品折价")]
    assert of.rows == []


def test_cells_beyond_the_headings_are_told(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("姓名,慰问金\n张三,1,200\n李四,500,\n", encoding="utf-8")
    [of] = read([path])

    assert codes(of) == [("row.long", 2, None)]
    assert [row.values["amount_fen"] for row in of.rows] == [50000]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_rejected_rows_come_back_as_they_were(tmp_path: Path, suffix: str) -> None:
    of = roster(tmp_path, (1, "张三", ID, "", "@1", ""), (2, "李四", "", "", 500, ""))
    path = tmp_path / f"rejects{suffix}"

    assert write_rejects(path, of) == 1
    assert path.stat().st_mode & 0o777 == 0o600
    [again] = read([path])
    assert codes(again) == [("cell.amount", 2, "慰问金（元）")]
    if suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == [*ROSTER, "原行号", "退回原因"]
        assert rows[1][:7] == ["1.0", "张三", ID, "", "@1", "", "3"]


CELLS = st.sampled_from(
    ["", " ", "合计", "小计", "张三", "制表人：", "备注：5", "500", "壹元整", "x", "/", ID, *ROSTER]
) | st.sampled_from([500.0, -1.0, 1e300, True, date(2023, 1, 1), time(1), timedelta(1)])


@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=7), max_size=8))
def test_any_rows_are_read_or_told(rows: list[list[Cell]]) -> None:
    cells: list[list[Cell]] = [list(ROSTER), *rows]
    layout = find(Sheet("", cells), built_in())
    if isinstance(layout, Rejection):
        return
    found = Rows(Sheet("", cells, merged=(((1, 0), (2, 1)),)), layout).typed()

    passed_over = {row for row, _ in found.meta["passed_over"]}
    taken = {row.row for row in found.rows}
    refused = {error.row for error in found.errors} - passed_over
    assert not taken & refused
    assert found.read == len(taken | refused)
