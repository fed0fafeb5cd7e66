"""What basic unions had paid outside the ledger, and wrongly: it comes in by 补录, and is found.

docs/demo.md lists each with the rule that finds it. Unit: yuan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from commands._demo_files import Cell, Form
from commands._demo_lists import BY, SIGNED, admission, heads

if TYPE_CHECKING:
    from commands._demo_people import District, Person

FESTIVAL: Final = "节日慰问"
OPEN_CASE: Final = "HMC-2023-03"
"""The federation's roster whose first payee was paid for the same stay by a basic union."""


@dataclass(frozen=True)
class Paid:
    """One line of a log: on which day of 2023 a union paid whom for what."""

    union: str
    day: str
    person: Person
    kind: str
    amount: int
    occasion: str = ""
    account: str = ""


def planted(district: District, paid_before: Person) -> dict[str, list[Paid]]:
    """Return what each rule shall find. `paid_before`: whom the federation paid for a stay."""
    last = district.unions[-1].id

    def some(union: str, count: int, *, registered: bool = True) -> list[Person]:
        return district.members(union, registered=registered)[:count]

    couple = some("U013", 2)
    one = some("U011", 1)[0]
    return {
        "R43": [Paid("U002", "2023.4.3", paid_before, "住院慰问", 500,
                     admission(OPEN_CASE, paid_before))],
        "R31": [Paid("U009", "2023.5.16", some("U009", 1)[0], "住院慰问", 1800, "住院号ZYB0007")],
        "R32": [Paid("U011", day, one, FESTIVAL, 500, name) for day, name in (
            ("2023.1.18", "2023年春节"), ("2023.6.20", "2023年端午节"),
            ("2023.9.25", "2023年中秋节"), ("2023.9.28", "2023年国庆节"))],
        "R44": [Paid("U013", "2023.5.20", couple[0], "结婚慰问", 500, account=couple[0].account),
                Paid("U013", "2023.10.12", couple[1], "生育慰问", 500, account=couple[0].account)],
        "R23": [Paid(last, "2023.7.3", p, "生日慰问", 100) for p in some(last, 4)],
        "R24": [Paid("U015", "2023.6.21", p, FESTIVAL, 400, "2023年端午节")
                for p in some("U015", 5)],
        "R34": [Paid("U017", "2023.8.10", p, FESTIVAL, 200, "2023年中秋节")
                for p in some("U017", 6)],
        "R48": [Paid("U019", "2023.11.2", p, "生日慰问", 60)
                for p in some("U019", 8, registered=False)],
        "R63": [Paid("U021", "2023.11.20", p, "结婚慰问", 500) for p in some("U021", 5)],
    }  # fmt: skip


def in_order(district: District) -> list[Paid]:
    """Return what was paid outside and is in order."""
    people = district.members("U023")[:12]
    return [Paid("U023", "2023.11.27", p, "退休慰问", 300) for p in people]


def log(lines: list[Paid]) -> Form:
    """Return the log of condolences as the unions kept it."""
    rows = list(_rows(lines))
    names = ("序号", "工会编号", "慰问日期", "被慰问人", "身份证号码", "会员证号", "慰问类型",
             "事由", "慰问金额", "收款账号", "备注")  # fmt: skip
    return Form(
        "2023年基层工会慰问台账（系统外已发放，补录用）", BY, heads(*names), rows, (8,), SIGNED
    )


def _rows(lines: list[Paid]) -> Iterator[list[Cell]]:
    for n, paid in enumerate(lines, 1):
        p = paid.person
        number = p.national_id if p.has_id else ""
        yield [n, paid.union, paid.day, p.name, number, p.member_no, paid.kind, paid.occasion,
               paid.amount, paid.account or p.account, "系统外已发放"]  # fmt: skip
