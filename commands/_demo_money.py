"""The demo's money between levels: remittances, dues, allotments, subsidies, and what is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from commands._demo import ACCOUNTANT, CASHIER, CHAIR, SUPERVISOR
from commands._demo_figures import YEAR
from commands._demo_files import write_plain
from commands._demo_people import FEDERATION, picked
from commands._demo_rosters import minutes_for
from commands._demo_setup import BANK

if TYPE_CHECKING:
    from commands._demo import Office
    from commands._demo_people import District, Union

GENERAL: Final[dict[str, Any]] = {"line": "50801", "kind": "general"}
SPECIAL: Final[dict[str, Any]] = {"line": "50802/送温暖", "kind": "special", "project": "送温暖"}
NEW_EACH, ORDINARY_EACH, SPECIAL_EACH = 300, 5_000, 3_000
IN_TRANSIT: Final = 5
"""So many subsidies of December have not been booked by their receivers yet."""


def from_above(office: Office, half: int) -> None:
    """The treasury passes on the employers' remittances; the city's federation pays a subsidy."""
    office.ask("income remittance", ACCOUNTANT, union=FEDERATION, bank=BANK, amount="2000000.00",
               months=f"{YEAR}H{half}", collection_mode="fiscal_transfer", payer="示范区财政局",
               document=f"示例拨〔{YEAR}〕{half}号")  # fmt: skip
    if half == 1:
        office.ask("income upper-subsidy", ACCOUNTANT, union=FEDERATION, bank=BANK,
                   amount="300000.00", kind="special", project="送温暖", payer="示范市总工会",
                   document=f"示例市总〔{YEAR}〕6号")  # fmt: skip
    office.ask("income interest", ACCOUNTANT, union=FEDERATION, bank=BANK,
               amount="4136.27", payer="示范农村商业银行")  # fmt: skip


def remittances(office: Office, district: District, half: int) -> None:
    """The tax office collects for some unions; their shares are passed down, others paid up."""
    shares = []
    for union in remitting(district):
        yuan = 600 * union.size + 100 * picked(range(20), "wages", union.id, half)
        office.ask("income remittance", ACCOUNTANT, union=FEDERATION, bank=BANK, lower=union.id,
                   amount=f"{yuan}.00", months=f"{YEAR}H{half}", collection_mode="tax_collected",
                   base=f"{50 * yuan}.00", payer="示范区税务局")  # fmt: skip
        shares.append((union.id, yuan * 60 // 100))
    name = f"拨缴经费转拨清单-{half}.xlsx"
    write_plain(office.file(name), ("lower", "amount"), shares)
    office.take_in("remittance pass-down", CASHIER, name, union=FEDERATION, bank=BANK,
                   notice=f"示例转拨〔{YEAR}〕{half}号")  # fmt: skip
    for lower, share in shares:
        office.ask("income remittance", ACCOUNTANT, union=lower, bank=BANK, amount=f"{share}.00",
                   months=f"{YEAR}H{half}", collection_mode="tax_collected", via="upper",
                   payer="示范区总工会")  # fmt: skip
    office.ask("remittance pay-up", CASHIER, union=FEDERATION, bank=BANK, upper="示范市总工会",
               amount="900000.00", months=f"{YEAR}H{half}")  # fmt: skip


def remitting(district: District) -> list[Union]:
    """Return the unions whose remittances the tax office collects."""
    return district.unions[24 : 24 + district.figures.remitting]


def dues(office: Office, district: District) -> None:
    """Some unions book a quarter's dues."""
    for union in remitting(district):
        office.ask("income dues", ACCOUNTANT, union=union.id, bank=BANK, month=f"{office.on:%Y-%m}",
                   amount=f"{15 * union.size}.00", members=union.size)  # fmt: skip


def allot(office: Office, district: District) -> None:
    """Tell the unions below what they may count on."""
    new = [(u.id, NEW_EACH) for u in district.unions if u.is_new]
    rows = [*new, *((u.id, ORDINARY_EACH) for u in subsidised(district))]
    write_plain(office.file("经费补助指标.xlsx"), ("lower", "amount"), rows)
    office.take_in("allotment release", SUPERVISOR, "经费补助指标.xlsx", union=FEDERATION,
                   **GENERAL, document=f"示例补〔{YEAR}〕1号")  # fmt: skip


def subsidised(district: District) -> list[Union]:
    """Return the ordinary unions that are subsidised."""
    ordinary = [u for u in district.unions if not u.is_new]
    return ordinary[-district.figures.subsidised :]


def pay_new(office: Office, district: District) -> None:
    """Subsidise the unions of new employment forms; their books are kept here: both sides."""
    rows = [(u.id, NEW_EACH) for u in district.unions if u.is_new]
    _pay(office, "新就业形态工会补助清单.xlsx", rows, "BZ-N", "新就业形态工会补助",
         **GENERAL, received=True, lower_bank=BANK)  # fmt: skip


def pay_ordinary(office: Office, district: District) -> None:
    """Subsidise ordinary unions, which book it themselves a few days later."""
    unions = subsidised(district)
    rows = [(u.id, ORDINARY_EACH) for u in unions]
    _pay(office, "一般性补助清单.xlsx", rows, "BZ-A", "一般性转移支付补助", **GENERAL)
    office.until(office.on.replace(day=28))
    for n, union in enumerate(unions, 1):
        office.ask("subsidy receive", ACCOUNTANT, union=union.id, number=f"BZ-A-{n}", bank=BANK,
                   amount=f"{ORDINARY_EACH}.00", kind="general")  # fmt: skip


def pay_special(office: Office, district: District) -> None:
    """Subsidise winter relief; some have not booked it by the end of the year."""
    unions = subsidised(district)[: max(2, district.figures.subsidised // 3)]
    rows = [(u.id, SPECIAL_EACH) for u in unions]
    _pay(office, "送温暖专项补助清单.xlsx", rows, "BZ-S", "送温暖专项补助", **SPECIAL)
    office.until(office.on.replace(day=office.on.day + 5))
    late = min(IN_TRANSIT, len(unions) - 1)
    for n, union in enumerate(unions[:-late], 1):
        office.ask("subsidy receive", ACCOUNTANT, union=union.id, number=f"BZ-S-{n}", bank=BANK,
                   amount=f"{SPECIAL_EACH}.00", kind="special", project="送温暖")  # fmt: skip


def _pay(
    office: Office, name: str, rows: list[tuple[str, int]], number: str, what: str, **more: Any
) -> None:
    write_plain(office.file(name), ("lower", "amount"), rows)
    minutes = minutes_for(office, FEDERATION, sum(yuan for _, yuan in rows), what)
    office.take_in("subsidy pay", ACCOUNTANT, name, union=FEDERATION, number=number, bank=BANK,
                   approved_by=CHAIR, minutes=minutes, document=f"示例补〔{YEAR}〕{number}",
                   **more)  # fmt: skip


def salaries(office: Office) -> None:
    """Pay the federation's staff for a month."""
    legs = [{"row": 1, "account": "50601", "debit": "48600.00", "line": "50601"},
            {"row": 2, "account": "102", "credit": "48600.00", "bank": BANK}]  # fmt: skip
    office.ask("voucher post", ACCOUNTANT, union=FEDERATION, approved_by=CHAIR, rows=legs,
               summary=f"发放{office.on.month}月工资")  # fmt: skip


def correct(office: Office) -> None:
    """A wrong amount is undone by a red entry and put right by a blue one."""
    wrong = _supplies(office, "3960.00")
    office.until(office.on.replace(day=office.on.day + 3))
    office.ask("voucher reverse", ACCOUNTANT, union=FEDERATION, position=wrong,
               reason="发票金额录入有误")  # fmt: skip
    _supplies(office, "3690.00", replaces=wrong)


def _supplies(office: Office, yuan: str, **more: Any) -> int:
    legs = [{"row": 1, "account": "50602", "debit": yuan, "line": "50602"},
            {"row": 2, "account": "102", "credit": yuan, "bank": BANK}]  # fmt: skip
    done = office.ask("voucher post", ACCOUNTANT, union=FEDERATION, approved_by=CHAIR, rows=legs,
                      summary="购办公用品", **more)  # fmt: skip
    return done.first + 1


def close(office: Office, months: range, unions: list[str]) -> None:
    """Close some months of some unions."""
    rows = [{"row": n, "union": union} for n, union in enumerate(unions, 1)]
    for month in months:
        office.ask("period close", SUPERVISOR, period=f"{YEAR}-{month:02d}", rows=rows)
