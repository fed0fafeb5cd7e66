"""Mutual aid in the demo: enrolment, premiums, claims and benefits, all through custody.

The scheme is an example made up for the demo (examples/scheme.toml). Unit: yuan.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from commands._demo import ACCOUNTANT, CASHIER, HANDLER, SUPERVISOR, example
from commands._demo_figures import YEAR
from commands._demo_files import Cell, Form, dotted, write_csv, write_form
from commands._demo_lists import BY, SIGNED, heads
from commands._demo_people import FEDERATION, Person, picked, spread
from commands._demo_setup import CUSTODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commands._demo import Office
    from commands._demo_people import District

BODY: Final = "示范省职工医疗互助管理中心"
TERM: Final[dict[str, Any]] = {"union": FEDERATION, "scheme": "YLHZ", "term": 19}
RENEWAL, NEW = 120, 150
DEDUCTIBLE, EACH_2_YUAN = 500, 5
"""At a rate of 40 per cent, 5 yuan above the deductible give 2 of benefit."""
BATCHES: Final = ((4, 17), (7, 20), (10, 16), (12, 12))
"""On which day each quarter's claims are filed."""


def enrol(office: Office, district: District) -> None:
    """Adopt the term, enrol, collect the premiums, send them up."""
    office.ask("scheme adopt", SUPERVISOR, **example("scheme"))
    people = enrolled(district)
    write_csv(office.file("参互人员名册.csv"), _enrolments(people))
    mapping = office.example_file("enrolment", "参互名册-列对应表.toml")
    office.take_in("mutual-aid enrol", HANDLER, "参互人员名册.csv", mapping=mapping, **TERM)
    premiums = sum(_premium(person) for person in people)
    office.day(1, 18)
    office.ask("mutual-aid collect", CASHIER, **TERM, bank=CUSTODY, amount=f"{premiums}.00",
               persons=len(people))  # fmt: skip
    office.day(2, 3)
    office.ask("mutual-aid remit", CASHIER, **TERM, bank=CUSTODY, amount=f"{premiums}.00", to=BODY)


def enrolled(district: District) -> list[Person]:
    """Return who takes part: people of the registry, from all over the district."""
    wanted, people = district.figures.enrolled, district.proven
    return [
        p for n, p in enumerate(people)
        if n * wanted // len(people) < (n + 1) * wanted // len(people)
    ]  # fmt: skip


def _premium(person: Person) -> int:
    return NEW if person.number % 10 == 0 else RENEWAL


def _enrolments(people: Sequence[Person]) -> Form:
    rows: list[list[Cell]] = [
        [n, p.union.name, p.name, p.national_id, p.member_no, f"CH19{p.number + 1:06d}",
         "新参互" if _premium(p) == NEW else "续参互", _premium(p)]
        for n, p in enumerate(people, 1)
    ]  # fmt: skip
    names = ("序号", "工作单位", "姓名", "身份证号码", "会员编号", "参互编号", "参互类别", "互助金")
    return Form("职工医疗互助第19期参互人员名册", BY, heads(*names), rows, (7,), SIGNED)


def benefits(office: Office, district: District, batch: int) -> None:
    """File a quarter's claims, assess them, receive the money and pay it on."""
    filed_on, claims = office.on, _claims(district, batch)
    name = f"医疗互助补助金发放表-{batch + 1}.xlsx"
    write_form(office.file(name), _benefits(claims, filed_on))
    office.take_in("mutual-aid file", HANDLER, name, **TERM)
    office.until(filed_on + timedelta(days=1))
    office.take_in("mutual-aid assess", SUPERVISOR, name, **TERM)
    office.until(filed_on + timedelta(days=2))
    total = sum(fen for _, fen in claims)
    office.ask("mutual-aid receive", ACCOUNTANT, **TERM, bank=CUSTODY, amount=f"{total}.00",
               payer=BODY)  # fmt: skip
    office.take_in("mutual-aid pay", CASHIER, name, **TERM, bank=CUSTODY)


def _claims(district: District, batch: int) -> list[tuple[Person, int]]:
    """Return who claims in a quarter, and the benefit of each, an even number of yuan."""
    f = district.figures
    amounts = [2 * half for half in spread(f.benefits_yuan // 2, f.benefits)]
    people, each = enrolled(district), len(enrolled(district)) // f.benefits
    of_year = list(zip(people[::each], amounts, strict=False))
    return of_year[batch :: len(BATCHES)]


def _benefits(claims: Sequence[tuple[Person, int]], on: date) -> Form:
    rows = [_benefit(n, person, yuan, on) for n, (person, yuan) in enumerate(claims, 1)]
    headings = (
        *heads("序号", "期次", "单位", "姓名", "身份证号", "参互编号", "住院起止", "医院/级别"),
        ("费用（元）", ("医疗总费用", "医保支付", "个人自付", "可补助额")),
        *heads("补助比例", "补助金额", "开户行/账号"),
    )
    title = f"职工医疗互助补助金发放表（第19期，{on.year}年{on.month}月）"
    return Form(title, BY, headings, rows, (13,), SIGNED)


def _benefit(n: int, person: Person, yuan: int, on: date) -> list[Cell]:
    eligible = DEDUCTIBLE + EACH_2_YUAN * yuan // 2
    left = on - timedelta(days=picked(range(6, 80), "left", person.number))
    came = max(left - timedelta(days=picked(range(2, 15), "stay", person.number)),
               date(YEAR, 1, 1))  # fmt: skip
    own = eligible + 200
    insured = 3 * own
    return [n, "第19期", person.union.name, person.name, person.national_id,
            f"CH19{person.number + 1:06d}", f"{dotted(came)}-{dotted(left)}", "示范区人民医院/二级",
            own + insured, insured, own, eligible, "40%", yuan,
            f"示范农商行 {person.account}"]  # fmt: skip
