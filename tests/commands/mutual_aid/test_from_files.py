"""The lists as offices have them: one of persons, and one of stays that goes all the way."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from commands.scheme.adopt import VERB, AdoptScheme
from ledger.benefits import benefit_of
from ledger.money import fen_of, yuan
from ledger.scopes.scheme import Scheme
from tests import samples
from tests.commands._lists import sheet
from tests.commands._uledger import Uledger
from tests.conftest import ROOT
from tests.rosters import id_number
from tests.samples import DAY, SUPERVISOR
from tests.scenario import Given

GUIDE = (ROOT / "docs" / "mutual-aid.md").read_text(encoding="utf-8")
TERM = "--union U0001 --scheme mutual-aid --term 99"
NAMES = ("张三", "李四", "王五")
OFFICERS = {"jb": "handler", "kj": "accountant", "zg": "finance_supervisor", "cn": "cashier"}


def example() -> str:
    found = re.search(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_of_the_documentation_can_be_adopted(given: Given) -> None:
    command = {"by": SUPERVISOR, "on": DAY, **tomllib.loads(example())}
    scenario = given(*samples.founded())
    scenario.when(VERB, AdoptScheme.model_validate(command)).accepted()

    scheme = scenario.edge().state(Scheme("mutual-aid", 99))
    rows = re.findall(r"^\| ([\d.]+) \| .* \| ([\d.]+) \|$", GUIDE, re.MULTILINE)
    assert len(rows) == 5
    for eligible, benefit in rows:
        assert yuan(benefit_of(scheme, fen_of(eligible)).fen) == benefit


@pytest.fixture
def office(uledger: Uledger) -> Uledger:
    """Return the program in a ledger with officers, an account for custody, and the scheme."""
    uledger.begin()
    uledger.file("scheme.toml", example())
    for officer, role in OFFICERS.items():
        assert uledger(f"officer appoint --officer {officer} --role {role}").status == 0
    opening = "account,bank,custody,debit,credit\n102,B9,old,1,\n221,,old,,1\n"
    uledger.file("opening.csv", opening)
    for line in (
        "bank open --union U0001 --bank B9 --bank-name ICBC --purpose custody --as kj",
        "opening load --union U0001 --on 2023-01-01 opening.csv --as kj",
        "scheme adopt scheme.toml --on 2023-01-01",
    ):
        ran = uledger(line)
        assert ran.status == 0, ran.err
    return uledger


def persons(folder: Path, kinds: tuple[str, ...] = ("续参", "新参互", "续参")) -> str:
    rows: list[tuple[Any, ...]] = [
        (n, "一中", name, id_number(n), f"YN{n}", kind, "20.00" if kind == "新参互" else "10.00")
        for n, (name, kind) in enumerate(zip(NAMES, kinds, strict=True), 1)
    ]
    heads = ("序号", "单位", "姓名", "身份证号", "参互编号", "参互类别", "互助金（元）")
    total = ("合计", "", "", "", "", "", "40.00")
    return sheet(folder / "persons.xlsx", [("参互名册",), heads, *rows, total]).name


def stays(folder: Path, first: str = "250.00") -> str:
    heads = ("期次", "单位", "姓名", "身份证号", "住院起止", "医院/级别", "个人自付", "可补助额",
             "补助金额", "开户行/账号", "领取签名")  # fmt: skip
    rows = [
        ("99", "一中", name, id_number(n), f"2023.5.1-2023.6.{n}", "某医院/三级", "2000", eligible,
         benefit, "工商银行 62220202001122330" + str(n), "")
        for n, (name, eligible, benefit) in enumerate(
            zip(NAMES, ("600.00", "3000.00", "20000"), (first, "1700.00", "5000"), strict=True), 1
        )
    ]  # fmt: skip
    return sheet(folder / "stays.xlsx", [("互助补助金发放表",), heads, *rows]).name


def test_one_list_is_filed_assessed_and_paid(office: Uledger) -> None:
    people, claims = persons(office.folder), stays(office.folder)
    for line in (
        f"mutual-aid enrol {TERM} {people} --on 2023-01-05 --as jb",
        f"mutual-aid collect {TERM} --bank B9 --amount 40 --persons 3 --on 2023-01-06 --as kj",
        f"mutual-aid remit {TERM} --bank B9 --amount 40.00 --to 市总 --on 2023-01-07 --as cn",
        f"mutual-aid file {TERM} {claims} --on 2023-06-20 --as jb",
        f"mutual-aid assess {TERM} {claims} --on 2023-06-21 --as zg",
        f"mutual-aid receive {TERM} --bank B9 --amount 7000 --payer 省总 --on 2023-06-22 --as kj",
        f"mutual-aid pay {TERM} --bank B9 {claims} --on 2023-06-23 --as cn",
    ):
        ran = office(line)
        assert ran.status == 0, ran.err

    assert "benefit paid 3" in ran.out
    assert "6,950.00" in ran.out
    [row, _] = office("-O json report custody").answer["rows"]
    told = {name: row[name] for name in ("collected", "remitted", "paid", "payments", "balance")}
    assert told == {"collected": "40.00", "remitted": "40.00", "paid": "6950.00", "payments": 3,
                    "balance": "50.00"}  # fmt: skip


def test_what_is_wrong_is_told_by_row_and_nothing_is_recorded(office: Uledger) -> None:
    people, claims = persons(office.folder), stays(office.folder, first="250.01")
    office(f"mutual-aid enrol {TERM} {people} --on 2023-01-05 --as jb")
    office(f"mutual-aid file {TERM} {claims} --on 2023-06-20 --as jb")

    ran = office(f"mutual-aid assess {TERM} {claims} --on 2023-06-21 --as zg -O json")

    assert ran.status == 3
    assert [(r["row"], r["code"]) for r in ran.error["rows"]] == [
        (3, "mutual_aid_claim.benefit_differs")
    ]
    names = [row["name"] for row in office("-O json log").answer["rows"]]
    assert not [name for name in names if "assessed" in name]


def test_import_knows_both_lists(office: Uledger) -> None:
    told = "--set union=U0001 --set scheme=mutual-aid --set term=99 --as jb"
    people = office(f"-O json import {persons(office.folder)} {told} --on 2023-01-05")
    claims = office(f"-O json import {stays(office.folder)} {told} --on 2023-06-20")

    assert [(r["form"], r["accepted"]) for ran in (people, claims) for r in ran.answer["rows"]] == [
        ("mutual_aid_enrolment", 3), ("mutual_aid_benefits", 3)
    ]  # fmt: skip


def test_caps_and_figures_are_shown_as_yuan(uledger: Uledger) -> None:
    shown = uledger("scheme adopt --help").out

    assert "--per-claim-cap YUAN" in shown
    assert "--deductible YUAN" in shown
