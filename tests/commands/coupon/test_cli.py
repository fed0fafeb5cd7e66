"""A campaign from the command line, with the register as an office keeps it (form D)."""

from __future__ import annotations

import pytest

from tests.commands._lists import sheet
from tests.commands._uledger import Ran, Uledger

TITLES = ("序号", "活动名称", "券码", "面值", "领券人", "会员标识", "手机", "领取时间",
          "核销商户", "核销时间", "订单金额", "核销金额", "状态")  # fmt: skip
OFFICERS = {
    "jingban": "handler", "zhuxi": "chairperson", "chuna": "cashier", "kuaiji": "accountant",
}  # fmt: skip


class County(Uledger):
    """A county union, asked as one of its officers on a day."""

    def asked(self, by: str, on: str, line: str, *more: str) -> Ran:
        return self(f"-O json {line} --union U0001 --as {by} --on {on}", *more)

    def done(self, by: str, on: str, line: str, *more: str) -> None:
        ran = self.asked(by, on, line, *more)
        assert ran.status == 0, ran.err


@pytest.fixture
def county(uledger: Uledger) -> County:
    """Return a county union with money, a budget, and a campaign of three coupons."""
    uledger.begin()
    for officer, role in OFFICERS.items():
        ran = uledger(f"officer appoint --officer {officer} --role {role} --on 2023-01-01")
        assert ran.status == 0, ran.err
    county = County(uledger.folder, uledger._capture)
    county.file("open.csv", "account,side,amount,bank\n102,debit,900.00,B1\n32205,credit,900.00,\n")
    county.file("budget.csv", "account,amount,economic_class\n402,900.00,\n50305,900.00,30399\n")
    county.done("kuaiji", "2023-01-01", "bank open --bank B1 --bank-name 工商银行")
    county.done("kuaiji", "2023-01-01", "opening load open.csv")
    county.done("kuaiji", "2023-01-02", "budget approve --year 2023 --document D1 budget.csv",
                "--approved-by", "市总工会")  # fmt: skip
    county.done(
        "jingban", "2023-04-10", "coupon approve --campaign XH --title 鲜花券 --kind flowers "
        "--face 50.00 --min-spend 100.00 --quantity 3 --union-ppm 600000 --platform 某平台 "
        "--valid-from 2023-05-01 --valid-to 2023-06-30 --line 50305 --approved-by zhuxi "
        "--document D2",
    )  # fmt: skip
    return county


def register(county: County) -> str:
    """Write the register: two coupons, claimed and redeemed; its total row is passed over."""
    rows = [
        (n, "鲜花券", f"XH{n:06}", 50, name, f"M{n}", "13800000000", "2023-05-02", "花店",
         "2023-05-03", 188, 50, "已核销")
        for n, name in ((1, "张三"), (2, "李四"))
    ]  # fmt: skip
    total = ("合计", *[""] * 10, 100, "")
    return sheet(county.folder / "d.xlsx", [("消费券发放核销表",), TITLES, *rows, total]).name


def test_a_campaign_from_approval_to_refund(county: County) -> None:
    listed = register(county)
    county.file("codes.csv", "coupon_code\nXH000001\nXH000002\n")
    in_may = ("jingban", "2023-05-10")

    county.done("chuna", "2023-05-01", "coupon prepay --campaign XH --bank B1 --amount 90.00",
                "--approved-by", "zhuxi")  # fmt: skip
    county.done(*in_may, "coupon issue --campaign XH codes.csv")
    county.done(*in_may, f"coupon claim --campaign XH {listed}")
    county.done(*in_may, f"coupon redeem --campaign XH {listed}")
    county.done("kuaiji", "2023-06-01", "coupon settle --campaign XH --statement S1 --count 2",
                "--amount", "60.00")  # fmt: skip
    county.done("jingban", "2023-07-01", "coupon expire --campaign XH")
    county.done("chuna", "2023-07-02", "coupon refund --campaign XH --bank B1 --amount 30.00")

    [row] = county("report coupons -O json").answer["rows"]
    assert (row["redeemed"], row["settled"], row["refundable"]) == (2, "60.00", "0.00")
    assert county("verify").status == 0


def test_each_bad_row_is_told_by_its_place_and_no_code_is_repeated(county: County) -> None:
    county.file("bad.csv", "coupon_code,merchant,order,redeemed\nXH9,花店,120,50\nXH8,花店,120,x\n")
    unread = county.asked("jingban", "2023-05-10", "coupon redeem --campaign XH bad.csv")
    county.file("bad.csv", "coupon_code,merchant,order,redeemed\nXH9,花店,120,50\nXH8,花店,120,5\n")
    refused = county.asked("jingban", "2023-05-10", "coupon redeem --campaign XH bad.csv")

    assert unread.status == 2
    assert refused.status == 3
    errors = refused.error["rows"]
    assert [(e["code"], e["row"]) for e in errors] == [("coupon.unknown", 2), ("coupon.unknown", 3)]
    assert "XH9" not in refused.err
