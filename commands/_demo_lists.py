"""What stands in the demo's files: unions, members, budgets, balances, rosters. Unit: yuan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from commands._demo_figures import YEAR, Campaign
from commands._demo_files import Cell, Form, dotted
from commands._demo_people import FEDERATION, FEDERATION_NAME, picked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commands._demo_people import District, Person, Union

BY: Final = (f"编制单位：{FEDERATION_NAME}（盖章）", "单位：元")
SIGNED: Final = (
    "制表人：张静怡    审核人：王思远    主席：陈国安",
    "经办人：张静怡    证明人：李晓梅、杨帆",
)

FEDERATION_BUDGET: Final = (
    ("402", "拨缴经费收入", "", 2_600_000), ("40302", "专项转移支付补助", "送温暖", 300_000),
    ("408", "其他收入", "", 12_000),
    ("50305", "其他服务支出", "", 60_000), ("50305", "其他服务支出", "普惠消费券", 150_000),
    ("50404", "困难职工帮扶支出", "困难职工帮扶", 160_000),
    ("50405", "送温暖支出", "", 150_000), ("50405", "送温暖支出", "送温暖", 480_000),
    ("50405", "送温暖支出", "新就业形态", 200_000), ("50405", "送温暖支出", "夏送清凉", 130_000),
    ("50405", "送温暖支出", "金秋助学", 150_000),
    ("50601", "工资福利支出", "", 620_000), ("50602", "商品和服务支出", "", 180_000),
    ("50801", "一般性转移支付补助", "", 700_000), ("50802", "专项转移支付补助", "送温暖", 90_000),
)  # fmt: skip
"""Account, its name, project, amount."""
LINE_OF_UNION: Final = {"U015": 1_500}
"""What a union's line 50105 has, where it is not the usual; U015's is overspent by 补录."""


def heads(*names: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return headings without groups."""
    return tuple((name, ()) for name in names)


def unions(district: District) -> Form:
    """Return the list of unions, the federation first."""
    rows: list[list[Cell]] = [[1, FEDERATION, FEDERATION_NAME, "县级以上工会", "", "", "否", ""]]
    for n, union in enumerate(district.unions, 2):
        keeper = FEDERATION if union.is_new else ""
        is_new = "是" if union.is_new else "否"
        rows.append([n, union.id, union.name, "基层工会", FEDERATION, keeper, is_new, union.size])
    names = (
        "序号",
        "工会编号",
        "工会名称",
        "工会级别",
        "上级工会",
        "代账工会",
        "新就业形态",
        "会员人数",
    )
    return Form(f"{FEDERATION_NAME}所属工会名册", BY[:1], heads(*names), rows, (7,), SIGNED[:1])


def members(people: Sequence[Person], what: str) -> Form:
    """Return a list of members."""
    rows = [
        [n, p.union.id, p.union.name, p.name, p.national_id if p.has_id else "", p.member_no,
         p.phone, "是" if p.registered else "否",
         "新就业形态劳动者" if p.union.is_new else "合同制职工"]
        for n, p in enumerate(people, 1)
    ]  # fmt: skip
    names = (
        "序号",
        "工会编号",
        "所属工会",
        "姓名",
        "身份证号码",
        "会员编号",
        "联系电话",
        "实名认证",
        "用工形式",
    )
    return Form(f"会员名册（{what}）", BY[:1], heads(*names), rows)


def opening(district: District) -> Form:
    """Return every union's balances on the first day."""
    rows: list[list[Cell]] = []
    for union, name, fund in [(FEDERATION, FEDERATION_NAME, 3_260_000), *_funds(district)]:
        rows.append([union, name, "102", "银行存款", "借", fund])
        rows.append([union, name, "32205", "累计结余", "贷", fund])
    names = ("工会编号", "工会名称", "科目编码", "科目名称", "方向", "期初余额")
    return Form(f"{YEAR}年1月1日期初余额表", BY, heads(*names), rows, (), SIGNED[:1])


def _funds(district: District) -> Iterator[tuple[str, str, int]]:
    for union in district.unions:
        fund = 500 * picked(range(2, 9), "fund", union.id) if union.is_new else 12_000 + (
            1_000 * picked(range(30), "fund", union.id))  # fmt: skip
        yield union.id, union.name, fund


def budgets(district: District) -> Form:
    """Return the year's budgets of all unions; the last one has no line for condolences."""
    rows: list[list[Cell]] = [
        [FEDERATION, FEDERATION_NAME, account, name, project, amount,
         "" if account < "5" else ("项目支出" if project else "基本支出"), "工会资金"]
        for account, name, project, amount in FEDERATION_BUDGET
    ]  # fmt: skip
    last = district.unions[-1].id
    for union in district.unions:
        lines = [("40301", "一般性转移支付补助", 300 if union.is_new else 5_000)]
        if not union.is_new:
            lines += [("401", "会费收入", 4_000), ("402", "拨缴经费收入", 9_000)]
            lines += [("50105", "会员活动支出", LINE_OF_UNION.get(union.id, 12_000))]
        elif union.id != last:
            lines += [("50105", "会员活动支出", 800)]
        lines += [("50102", "文体活动支出", 300 if union.is_new else 3_000)]
        rows += [
            [union.id, union.name, account, name, "", amount,
             "" if account < "5" else "基本支出", "工会资金"]
            for account, name, amount in lines
        ]  # fmt: skip
    names = (
        "工会编号",
        "工会名称",
        "科目编码",
        "科目名称",
        "项目",
        "年初预算数",
        "支出类别",
        "资金来源",
    )
    above = (f"{YEAR}年度", *BY)
    return Form(f"{FEDERATION_NAME}及所属工会年初收支预算表", above, heads(*names), rows, (),
                SIGNED[:1])  # fmt: skip


def roster(campaign: Campaign, people: Sequence[Person]) -> Form:
    """Return a roster of one campaign; the columns of money stand under one heading."""
    day = date(YEAR, campaign.month, campaign.day)
    rows = [
        [n, _padded(p.name), p.national_id, p.union.name, p.member_no, campaign.kind,
         campaign.occasion or _admission(campaign, p), "" if campaign.goods else campaign.each,
         campaign.goods, campaign.each if campaign.goods else "", campaign.each,
         "" if campaign.goods else f"示范农商行 {p.account}", p.phone, dotted(day)]
        for n, p in enumerate(people, 1)
    ]  # fmt: skip
    headings = (
        *heads("序号", "姓名", "身份证号码", "工作单位", "会员证号", "慰问类别", "节日/事由"),
        ("慰问标准及发放", ("慰问金（元）", "慰问品名称", "慰问品折价（元）", "合计（元）")),
        *heads("开户行及账号", "联系电话", "发放日期"),
    )
    sums = (9, 10) if campaign.goods else (7, 10)
    title = f"{campaign.title}发放花名册"
    above = (f"{BY[0]}    {day.year}年{day.month}月{day.day}日", BY[1])
    return Form(title, above, headings, rows, sums, SIGNED)


def _padded(name: str) -> str:
    """Return a short name padded as lists have it: 张　三."""
    return "　".join(name) if len(name) == 2 and picked((True, False), "pad", name) else name


def _admission(campaign: Campaign, person: Person) -> str:
    """Return a stay's admission number; other occasions of persons are told by the date alone."""
    if campaign.kind != "住院慰问":
        return ""
    return admission(campaign.roster, person)


def admission(roster: str, person: Person) -> str:
    """Return an admission number."""
    return f"住院号ZY{roster[-2:]}{person.number + 1:06d}"


def audited(unions: Sequence[Union], what: str, scope: str) -> Form:
    """Return a plan: which unions are audited, or inspected, for the year before."""
    start = date(YEAR, 5, 8)
    rows: list[list[Cell]] = [
        [n, u.id, u.name, f"{YEAR - 1}年度", scope, dotted(start + timedelta(days=3 * n))]
        for n, u in enumerate(unions, 1)
    ]
    names = ("序号", "工会编号", "工会名称", "所属年度", "内容", "计划日期")
    return Form(f"{YEAR}年{what}（{len(rows)}家）", BY[:1], heads(*names), rows)
