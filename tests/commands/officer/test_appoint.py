from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from commands._duties import ROLES_MAX, compatible
from commands.officer.appoint import VERB, AppointOfficers, AppointRow
from ledger.events.officers import OfficerAppointed, Role
from tests import samples
from tests.samples import ADMIN, CASHIER, CITY, SCHOOL
from tests.scenario import Given

DAY = date(2023, 1, 5)


def appoint(officer: str, role: Role, union: str | None = None, by: str = ADMIN) -> AppointOfficers:
    return AppointOfficers(by=by, on=DAY, officer=officer, role=role, union=union)


def appointed(officer: str, role: Role, union: str | None = None) -> OfficerAppointed:
    return OfficerAppointed(
        command=1, by=ADMIN, occurred_on=DAY, officer=officer, role=role, union=union
    )


def test_an_officer_takes_on_a_role(given: Given) -> None:
    scenario = given(*samples.founded())

    scenario.when(VERB, appoint("zhang", "accountant", SCHOOL)).then(
        appointed("zhang", "accountant", SCHOOL)
    )
    scenario.when(VERB, appoint("li", "cashier")).then(appointed("li", "cashier"))


def test_a_list_of_appointments_is_judged_row_by_row(given: Given) -> None:
    rows = (
        AppointRow(row=2, officer="zhang", role="accountant", union=SCHOOL),
        AppointRow(row=3, officer="zhang", role="handler", union=SCHOOL),
        AppointRow(row=4, officer="zhang", role="cashier", union=SCHOOL),
    )
    scenario = given(*samples.founded())

    scenario.when(VERB, AppointOfficers(by=ADMIN, on=DAY, rows=rows)).rejected(
        "officer.incompatible", row=4, holds="accountant"
    )
    scenario.when(VERB, AppointOfficers(by=ADMIN, on=DAY, rows=rows[:2])).then(
        appointed("zhang", "accountant", SCHOOL), appointed("zhang", "handler", SCHOOL)
    )


def test_the_union_must_be_there(given: Given) -> None:
    given(*samples.founded()).when(VERB, appoint("zhang", "handler", "Z")).rejected("union.unknown")


def test_a_role_is_taken_on_once(given: Given) -> None:
    given(*samples.founded()).when(VERB, appoint(CASHIER, "cashier")).rejected(
        "officer.appointed_already", officer=CASHIER
    )


def test_who_serves_many_unions_is_appointed_for_all(given: Given) -> None:
    unions = [f"X{n}" for n in range(ROLES_MAX)]
    served = [samples.officer("zhang", "handler", u) for u in unions]

    given(*samples.founded(), *served).when(VERB, appoint("zhang", "handler", SCHOOL)).rejected(
        "officer.too_many_roles"
    )


@pytest.mark.parametrize(
    ("holds", "wanted"),
    [
        ("cashier", "accountant"),
        ("accountant", "cashier"),
        ("cashier", "finance_supervisor"),
        ("audit_committee_member", "accountant"),
        ("finance_supervisor", "audit_committee_director"),
        ("cashier", "audit_committee_member"),
    ],
)
def test_incompatible_duties_need_two_persons(given: Given, holds: Role, wanted: Role) -> None:
    held = samples.officer("zhang", holds, SCHOOL)

    given(*samples.founded(), held).when(VERB, appoint("zhang", wanted, SCHOOL)).rejected(
        "officer.incompatible", officer="zhang", role=wanted, holds=holds
    )


def test_a_role_everywhere_meets_a_role_in_one_union(given: Given) -> None:
    given(*samples.founded()).when(VERB, appoint(CASHIER, "accountant", SCHOOL)).rejected(
        "officer.incompatible", holds="cashier"
    )


def test_duties_in_two_unions_do_not_meet(given: Given) -> None:
    held = samples.officer("zhang", "cashier", CITY)

    given(*samples.founded(), held).when(VERB, appoint("zhang", "accountant", SCHOOL)).accepted()


def test_duties_go_together_in_either_order() -> None:
    roles = [*samples.ROLES.values(), "audit_committee_director", "audit_committee_member"]

    assert all(compatible(a, b) == compatible(b, a) for a, b in product(roles, roles))
    assert compatible("accountant", "finance_supervisor")


def test_only_an_administrator_appoints(given: Given) -> None:
    command = appoint("zhang", "handler", by=samples.CHAIR)

    given(*samples.founded()).when(VERB, command).rejected("officer.not_allowed")


def test_an_administrator_of_one_union_appoints_there_alone(given: Given) -> None:
    local = samples.officer("li", "administrator", SCHOOL)
    scenario = given(*samples.founded(), local, samples.union("None"))

    scenario.when(VERB, appoint("zhang", "handler", SCHOOL, by="li")).accepted()
    scenario.when(VERB, appoint("zhang", "handler", CITY, by="li")).rejected("officer.not_allowed")
    scenario.when(VERB, appoint("zhang", "handler", by="li")).rejected("officer.not_allowed")


def test_a_union_called_none_gives_no_power_over_all(given: Given) -> None:
    local = samples.officer("li", "administrator", "None")

    given(*samples.founded(), samples.union("None"), local).when(
        VERB, appoint("li", "administrator", by="li")
    ).rejected("officer.not_allowed")
