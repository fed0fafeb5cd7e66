from __future__ import annotations

from datetime import date

from commands.officer.dismiss import VERB, DismissOfficers, DismissRow
from ledger.events.officers import OfficerDismissed, Role
from tests import samples
from tests.samples import ACCOUNTANT, ADMIN, CASHIER, SCHOOL
from tests.scenario import Given

DAY = date(2023, 6, 1)


def dismiss(officer: str, role: Role, union: str | None = None, by: str = ADMIN) -> DismissOfficers:
    return DismissOfficers(by=by, on=DAY, officer=officer, role=role, union=union)


def dismissed(officer: str, role: Role, by: str = ADMIN) -> OfficerDismissed:
    return OfficerDismissed(command=1, by=by, occurred_on=DAY, officer=officer, role=role)


def test_an_officer_gives_up_a_role(given: Given) -> None:
    given(*samples.founded()).when(VERB, dismiss(CASHIER, "cashier")).then(
        dismissed(CASHIER, "cashier")
    )


def test_only_a_role_that_is_held_is_taken(given: Given) -> None:
    scenario = given(*samples.founded())

    scenario.when(VERB, dismiss(CASHIER, "handler")).rejected("officer.not_appointed")
    scenario.when(VERB, dismiss(CASHIER, "cashier", SCHOOL)).rejected("officer.not_appointed")


def test_a_role_in_a_list_is_taken_once(given: Given) -> None:
    rows = tuple(DismissRow(row=n, officer=ACCOUNTANT, role="accountant") for n in (2, 3))

    given(*samples.founded()).when(VERB, DismissOfficers(by=ADMIN, on=DAY, rows=rows)).rejected(
        "officer.not_appointed", row=3
    )


def test_one_administrator_always_remains(given: Given) -> None:
    second = samples.officer("li", "administrator")
    scenario = given(*samples.founded(), second)

    scenario.when(VERB, dismiss(ADMIN, "administrator")).rejected("officer.own_administration")
    scenario.when(VERB, dismiss(ADMIN, "administrator", by="li")).then(
        dismissed(ADMIN, "administrator", by="li")
    )
    scenario.when(VERB, dismiss("li", "administrator", by="li")).rejected(
        "officer.own_administration"
    )


def test_who_was_dismissed_may_no_more(given: Given) -> None:
    gone = dismissed(ADMIN, "administrator")

    given(*samples.founded(), gone).when(VERB, dismiss(CASHIER, "cashier")).rejected(
        "officer.unknown"
    )
