"""The forms that unions fill in: known by their headings, whatever stands around them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from commands._forms import built_in
from commands._headings import key
from commands._reading import read
from ledger.payouts._occasions import event_key
from tests.commands._lists import ID, ROSTER, codes, reading, roster


@pytest.mark.parametrize("form", built_in(), ids=lambda form: form.form)
def test_a_form_names_each_title_once(form: object) -> None:
    assert form in built_in()
    titles = [key(t) for m in built_in() if m is form for c in m.columns.values() for t in c.title]
    others = [key(t) for m in built_in() if m is form for t in m.other_titles]
    assert len(titles) == len(set(titles))
    assert not set(titles) & set(others)


@pytest.mark.parametrize("form", built_in(), ids=lambda form: form.form)
def test_a_form_with_all_its_first_titles_is_recognised(form: object, tmp_path: Path) -> None:
    [mapping] = [m for m in built_in() if m is form]
    titles = [column.title[0] for column in mapping.columns.values()]
    of = reading(tmp_path, titles, ["x"] * len(titles))

    assert of.form == mapping.form


FORMS = {
    "roster": "序号|姓名|性别|身份证号码|工作单位|会员证号/会员标识|慰问类别|困难类型/慰问原因|"
    "慰问标准(元)|慰问金(元)|慰问品(名称/数量/折价)|合计(元)|开户行及账号|联系电话|领取日期|"
    "领取人签名(盖章/指印)|代领人及关系|备注",
    "relief_roster": "序号|姓名|身份证号|档案编号|困难类别|救助项目|家庭人均月收入|低保标准|"
    "救助标准|资金来源|公示日期|救助金额",
    "mutual_aid_benefits": "期次|单位|姓名|身份证号|参互编号|住院起止|医院/级别|医疗总费用|"
    "医保支付|个人自付|可补助额|补助比例|补助金额|开户行/账号|经办|审核|领取签名",
    "mutual_aid_enrolment": "序号|单位|姓名|身份证号|参互编号|参互类别|互助金|联系电话|备注",
    "coupons": "序号|活动名称|券种|券码|面值|使用门槛|领券人|会员标识|手机(掩码)|领取时间|"
    "核销商户|核销时间|订单金额|核销金额|状态(已领/已核销/已过期/已作废)|资金承担(工会/商家/平台)",
    "goods_receipt": "部门|姓名|节日/事由|品名规格|数量|单价|金额|领取日期|签名",
    "condolence_log": "序号|慰问日期|被慰问人|慰问类型|慰问金额|慰问备注|是否入账",
    "unions": "序号|工会名称|上级工会|统一社会信用代码|会员人数",
    "members": "序号|姓名|性别|身份证号|所属工会|会员证号|入会时间|联系电话",
    "budget": "科目编码|科目名称|上年决算数（元）|本年预算数（元）|说明",
    "budget_adjustment": "科目编码|科目名称|年初预算数|调整数(+/−)|调整后预算数|说明",
    "opening": "科目编码|科目名称|借方余额|贷方余额|备注",
}


@pytest.mark.parametrize("form", FORMS)
def test_the_usual_headings_of_each_form_are_all_known(form: str, tmp_path: Path) -> None:
    of = reading(tmp_path, FORMS[form].split("|"), ["x"] * 18)

    assert of.form == form
    assert of.meta["unused"] == ()


def test_a_roster_with_two_heading_rows(tmp_path: Path) -> None:
    of = reading(
        tmp_path,
        ("2023年春节走访慰问(送温暖)发放花名册",),
        ("编制单位：呈贡区某某工会", "", "", "", "日期：2023年1月15日", "", "", "单位：元"),
        (
            "序号",
            "姓  名",
            "身份证\n号码",
            "慰问金\n（元）",
            "慰问品",
            "",
            "",
            "合计(元)",
            "代领人及关系",
        ),
        ("", "", "", "", "名称", "数量", "折价(元)", "", ""),
        (1, "张　三", ID, "５００元", "米面油", "1", 200, 700, "李四（配偶）"),
        (2, "王五", "", 300.5, "", "", "", "300.50", ""),
        (3, "", "", "", "", "", "", "", ""),
        ("合  计", "", "", 800.5, "", "", 200, 1000.5, ""),
        ("制表人：甲", "", "", "审核：乙", "", "", "", "工会主席：丙", ""),
        merges=("A1:I1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:G3", "H3:H4", "I3:I4", "A8:C8"),
    )

    assert (of.form, of.errors, of.read) == ("roster", [], 2)
    assert [row.row for row in of.rows] == [5, 6]
    assert of.rows[0].values == {
        "name": "张三", "national_id": ID, "amount_fen": 50000, "goods": "米面油", "quantity": 1,
        "goods_fen": 20000, "total_fen": 70000, "proxy": "李四", "relation": "配偶",
    }  # fmt: skip
    assert of.meta["union"] == "呈贡区某某工会"
    assert of.meta["date"] == date(2023, 1, 15)
    assert of.meta["year"] == 2023
    assert of.meta["totals"] == {"amount_fen": 80050, "goods_fen": 20000, "total_fen": 100050}
    assert of.meta["passed_over"] == [(8, "total"), (9, "signature")]


def test_amounts_in_ten_thousand_yuan_by_title_or_heading(tmp_path: Path) -> None:
    heads = ("科目编码", "科目名称", "本年预算数")
    for rows in (
        [("单位：万元",), heads, ("501", "职工活动支出", 1.25)],
        [(*heads[:2], "本年预算数（万元）"), ("501", "职工活动支出", "1.25")],
    ):
        [row] = reading(tmp_path, *rows).rows
        assert row.values["amount_fen"] == 1250000


BUDGET = (
    ("2023年年初收支预算表",),
    ("科目编码", "科目名称", "上年决算数（元）", "本年预算数（元）", "说明"),
    ("", "一、收入", "", 300000, ""),
    (401, "会费收入", 90000, 100000, ""),
    (402, "拨缴经费收入", "", 200000, ""),
    ("", "本年收入合计", "", 300000, ""),
    ("", "二、支出", "", 250000, ""),
    (501, "职工活动支出", "", 250000, ""),
    ("50101", "职工教育支出", "", 50000, ""),
    ("50105", "会员活动支出", "", 200000, ""),
    ("", "本年支出合计", "", 250000, ""),
    ("", "本年结余", "", 50000, ""),
)


def test_a_budget_is_its_lowest_lines(tmp_path: Path) -> None:
    of = reading(tmp_path, *BUDGET)

    assert of.errors == []
    assert [(row.values["account"], row.values["amount_fen"]) for row in of.rows] == [
        ("401", 10000000),
        ("402", 20000000),
        ("50101", 5000000),
        ("50105", 20000000),
    ]
    assert (8, "sum") in of.meta["passed_over"]


def test_a_budget_whose_sums_do_not_agree_is_told(tmp_path: Path) -> None:
    rows = [list(row) for row in BUDGET]
    rows[9][3] = 190000
    of = reading(tmp_path, *rows)

    assert codes(of) == [
        ("total.differs", 7, "本年预算数（元）"),
        ("total.differs", 8, "本年预算数（元）"),
        ("total.differs", 11, "本年预算数（元）"),
    ]


def test_an_adjustment_agrees_with_itself(tmp_path: Path) -> None:
    heads = ("科目编码", "科目名称", "年初预算数", "调整数(+/−)", "调整后预算数")
    of = reading(tmp_path, heads, ("501", "甲", 100, -20.5, 79.5), ("502", "乙", 100, "＋20", 110))

    assert of.rows[0].values["adjustment_fen"] == -2050
    assert codes(of) == [("row.total_differs", 3, "调整后预算数")]


def test_opening_balances_with_two_heading_rows(tmp_path: Path) -> None:
    of = reading(
        tmp_path,
        ("期初余额表",),
        ("科目编码", "科目名称", "期初余额", ""),
        ("", "", "借方", "贷方"),
        ("101", "库存现金", 1000, ""),
        ("301", "资产基金", "", 400),
        ("30101", "库存物品", "", 400),
        ("32205", "累计结余", "", 600),
        ("合计", "", 1000, 1000),
        merges=("A2:A3", "B2:B3", "C2:D2"),
    )

    assert of.errors == []
    assert [(r.values["account"], r.fen("debit_fen"), r.fen("credit_fen")) for r in of.rows] == [
        ("101", 100000, 0),
        ("30101", 0, 40000),
        ("32205", 0, 60000),
    ]


def test_unknown_headings_are_named_with_the_nearest_form(tmp_path: Path) -> None:
    [error] = reading(tmp_path, ("姓名", "成绩", "名次"), ("张三", 90, 1)).errors

    assert error.code in ("heading.unknown", "heading.missing")
    assert "{" not in error.message("zh") + error.message("en")


def test_a_roster_without_amounts_says_what_is_missing(tmp_path: Path) -> None:
    [error] = reading(tmp_path, ROSTER[:4], (1, "张三", "", "春节")).errors

    assert (error.code, error.row) == ("heading.missing", 1)
    assert "慰问金" in error.message("zh")


def test_two_columns_of_money_are_ambiguous(tmp_path: Path) -> None:
    [error] = reading(tmp_path, ("姓名", "慰问金", "金额"), ("张三", 1, 2)).errors

    assert error.code == "heading.ambiguous"


def test_notes_beside_the_list_are_no_list_and_a_hidden_list_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("填表说明").write("A1", "请按要求填写")
        for name in ("一", "二"):
            page = book.add_worksheet(name)
            page.write_row(0, 0, ("姓名", "慰问金"))
            page.write_row(1, 0, ("张三", 500))
        page.hide()
    first, second = read([path])

    assert (first.sheet, first.errors, len(first.rows)) == ("一", [], 1)
    assert first.meta["sheets_passed_over"] == ["填表说明"]
    assert [error.code for error in second.errors] == ["sheet.hidden"]


def test_headings_without_lines_are_told(tmp_path: Path) -> None:
    assert codes(roster(tmp_path)) == [("sheet.no_rows", None, None)]


def test_a_second_list_with_strange_headings_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, money in (("一", "慰问金"), ("二", "慰问款项一栏")):
            page = book.add_worksheet(name)
            page.write_row(0, 0, ("姓名", "身份证号码", money))
            page.write_row(1, 0, ("张三", ID, 500))
    first, second = read([path])

    assert (first.sheet, first.errors) == ("一", [])
    assert (second.sheet, second.rows) == ("二", [])
    assert [error.code for error in second.errors] == ["heading.unknown"]
    assert "慰问款项一栏" in second.errors[0].message("zh")


@pytest.mark.parametrize("heading", ["住院日期", "入院日期", "结婚登记日期"])
def test_the_day_of_an_event_is_its_occasion(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "roster.xlsx"
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["姓名", "身份证号码", heading, "慰问金额", "床位"])
        sheet.write_row(1, 0, ["张三", "110101190001010022", date(2023, 6, 1), 500, "12"])
    [reading] = read([path])

    assert reading.errors == []
    assert event_key(date(2023, 9, 9), reading.rows[0].values["occasion"]) == "2023-06-01"
    assert reading.meta["unused"] == ("床位",)
