"""A small ledger that real verbs made: from its creation to a paid roster, with a claimed key."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from commands._verb import Command, Verb
from commands.bank import open as opening_account
from commands.budget import approve as approving
from commands.ledger import create as creating
from commands.officer import appoint as appointing
from commands.opening import load as loading
from commands.standard import adopt as adopting
from commands.union import register as registering
from projections._catch_up import catch_up
from tests import rosters
from tests.rosters import KIND, LINE
from tests.samples import ADMIN, BANK, CITY, ROLES, SCHOOL
from tests.scenario import LEDGER, Scenario

DAY = date(2023, 1, 1)
CREATION = "the beginning"
"""The idempotency key of the first command."""


def founding() -> list[tuple[Verb[Any, Any], Command]]:
    """Return what is asked before there can be a roster."""
    by_admin: dict[str, Any] = {"by": ADMIN, "on": DAY}
    appointments = [
        {"row": n, "officer": name, "role": role}
        for n, (name, role) in enumerate(ROLES.items(), 1)
        if name != ADMIN
    ]
    unions = [
        {"row": 1, "union": CITY, "name": "区总工会", "tier": "county_plus"},
        {"row": 2, "union": SCHOOL, "name": "学校工会", "tier": "grassroots", "upper": CITY},
    ]
    by_accountant: dict[str, Any] = {"by": "kuaiji", "on": DAY}
    money: list[dict[str, Any]] = [
        {"row": 1, "account": "102", "debit_fen": 10_000_000, "bank": BANK},
        {"row": 2, "account": "32205", "credit_fen": 10_000_000},
    ]
    lines: list[dict[str, Any]] = [
        {"row": 1, "account": "402", "amount_fen": 5_000_000},
        {"row": 2, "account": LINE, "amount_fen": 5_000_000},
    ]
    asked: list[tuple[Any, type[Command], dict[str, Any]]] = [
        (creating, creating.CreateLedger,
         {**by_admin, "key": CREATION, "name": "呈贡区总工会", "first_year": 2023}),
        (appointing, appointing.AppointOfficers, {**by_admin, "rows": appointments}),
        (registering, registering.RegisterUnions, {**by_admin, "rows": unions}),
        (opening_account, opening_account.OpenBank,
         {**by_accountant, "union": SCHOOL, "bank": BANK, "bank_name": "工商银行"}),
        (loading, loading.LoadOpening, {**by_accountant, "union": SCHOOL, "rows": money}),
        (approving, approving.ApproveBudget,
         {**by_accountant, "union": SCHOOL, "year": 2023, "document": "1号", "rows": lines}),
        (adopting, adopting.AdoptStandard,
         {**by_admin, "standard": "S1", "document": "1号", "title": "标准", "jurisdiction": "区",
          "valid_from": DAY, "limits": [{"subject": KIND, "each": "1000"}]}),
    ]  # fmt: skip
    return [(module.VERB, message.model_validate(fields)) for module, message, fields in asked]


def make(folder: Path, url: str) -> tuple[int, int]:
    """Make the ledger at a URL; return the first payment's position, and the last position."""
    scenario = Scenario(folder, url)
    for verb, command in founding():
        scenario.when(verb, command).accepted()
    payment = rosters.paid(scenario, *(rosters.row(n) for n in range(1, 5)))
    catch_up(scenario.store, LEDGER)
    last = scenario.store.head(LEDGER).size
    scenario.close()
    return payment, last
