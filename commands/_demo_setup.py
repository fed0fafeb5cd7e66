"""January of the demo: the ledger begins, with its unions, officers, accounts, members, budgets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from commands._demo import (
    ACCOUNTANT,
    ADMIN,
    CASHIER,
    CHAIR,
    CLERK,
    HANDLER,
    SUPERVISOR,
    example,
)  # fmt: skip
from commands._demo_figures import YEAR
from commands._demo_files import write_csv, write_form, write_plain
from commands._demo_lists import audited, budgets, members, opening, unions
from commands._demo_people import FEDERATION, FEDERATION_NAME

if TYPE_CHECKING:
    from commands._demo import Office
    from commands._demo_people import District

ROLES: Final = (
    (HANDLER, "handler"), (ACCOUNTANT, "accountant"), (SUPERVISOR, "finance_supervisor"),
    (CHAIR, "chairperson"), (CASHIER, "cashier"), (CLERK, "supplementer"),
    ("吴主任", "audit_committee_director"),
)  # fmt: skip
FEDERATION_LIMIT, COMMON_LIMIT = "50000", "10000"
STRICT_UNION, STRICT_LIMIT = "U021", "1000"
BANK, CUSTODY = "B1", "B2"
SHARES: Final = {
    "tax_collected": ("national=5", "province=10", "city=15", "county=10", "grassroots=60"),
    "fiscal_transfer": ("national=5", "province=10", "city=30", "county=55"),
}


def write_files(office: Office, district: District) -> None:
    """Write the lists that the year begins with."""
    people = district.people
    write_form(office.file("工会名册.xlsx"), unions(district), tidy=True)
    write_form(office.file("期初余额表.xlsx"), opening(district))
    write_form(office.file(f"{YEAR}年预算表.xlsx"), budgets(district))
    ordinary = [p for p in people if not p.union.is_new]
    new = [p for p in people if p.union.is_new]
    write_form(office.file("会员名册-一般单位.xlsx"), members(ordinary, "一般单位"), tidy=True)
    write_csv(office.file("会员名册-新就业形态.csv"), members(new, "新就业形态"))
    write_plain(office.file("任职名单.xlsx"), ("officer", "role"), ROLES)
    accounts = [(u.id, BANK, "示范农村商业银行") for u in district.unions]
    first = [(FEDERATION, BANK, "示范农村商业银行")]
    write_plain(
        office.file("银行账户清单.xlsx"), ("union", "bank", "bank_name"), [*first, *accounts]
    )
    f = district.figures
    below = district.unions
    scopes = "经费收缴、预算执行、资产管理、行政补助"
    plan = audited(below[: f.audited], "经审审计计划", scopes)
    write_form(office.file("经审审计计划.xlsx"), plan, tidy=True)
    checked = below[f.audited : f.audited + f.inspected]
    plan = audited(checked, "财务大检查计划", "自查与抽查")
    write_form(office.file("财务大检查计划.xlsx"), plan, tidy=True)


def begin(office: Office) -> None:
    """Found the ledger and take in the lists."""
    office.day(1, 1)
    office.ask("ledger create", ADMIN, name=FEDERATION_NAME, first_year=YEAR)
    office.take_in("union register", ADMIN, "工会名册.xlsx")
    office.take_in("officer appoint", ADMIN, "任职名单.xlsx")
    office.take_in("bank open", ACCOUNTANT, "银行账户清单.xlsx")
    office.ask("bank open", ACCOUNTANT, union=FEDERATION, bank=CUSTODY, purpose="custody",
               bank_name="示范农村商业银行（代管专户）")  # fmt: skip
    office.take_in("opening load", ACCOUNTANT, "期初余额表.xlsx", bank=BANK)
    office.tell("members")
    office.day(1, 4)
    office.take_in("member enrol", HANDLER, "会员名册-一般单位.xlsx", "会员名册-新就业形态.csv")
    office.tell("rules")
    office.ask("standard adopt", CHAIR, **example("standard"))
    for mode, shares in SHARES.items():
        office.ask("split-rule adopt", CHAIR, rule=f"FC-{mode}", collection_mode=mode,
                   document="示例〔2023〕2号", valid_from=office.on, shares=shares)  # fmt: skip
    limits = ((None, COMMON_LIMIT), (FEDERATION, FEDERATION_LIMIT), (STRICT_UNION, STRICT_LIMIT))
    for union, limit in limits:
        office.ask("policy adopt", CHAIR, policy="collective_decision_above", value=limit,
                   document="示例〔2023〕3号", union=union)  # fmt: skip
    office.day(1, 10)
    office.take_in("budget approve", SUPERVISOR, f"{YEAR}年预算表.xlsx", year=YEAR,
                   document="示例预〔2023〕1号", approved_by=FEDERATION_NAME)  # fmt: skip
