from __future__ import annotations

from datetime import date

from commands.union.dissolve import VERB, DissolveRow, DissolveUnions
from ledger.events.unions import UnionDissolved
from tests import samples
from tests.samples import ADMIN, CITY, SCHOOL
from tests.scenario import Given

DAY = date(2023, 6, 30)


def ended(union: str, on: date = DAY) -> UnionDissolved:
    return UnionDissolved(command=1, by=ADMIN, occurred_on=on, union=union, reason="单位撤并")


def many(*unions: str) -> DissolveUnions:
    rows = tuple(DissolveRow(row=n, union=u, reason="单位撤并") for n, u in enumerate(unions, 2))
    return DissolveUnions(by=ADMIN, on=DAY, rows=rows)


def test_a_union_is_dissolved(given: Given) -> None:
    command = DissolveUnions(by=ADMIN, on=DAY, union=SCHOOL, reason="单位撤并")

    given(*samples.founded()).when(VERB, command).then(ended(SCHOOL))


def test_several_are_dissolved_at_once(given: Given) -> None:
    given(*samples.founded()).when(VERB, many(SCHOOL, CITY)).then(ended(SCHOOL), ended(CITY))


def test_only_what_is_registered_ends(given: Given) -> None:
    given(*samples.founded()).when(VERB, many(SCHOOL, "Z")).rejected("union.unknown", row=3)


def test_a_union_ends_once(given: Given) -> None:
    scenario = given(*samples.founded())

    scenario.when(VERB, many(SCHOOL, SCHOOL)).rejected("union.dissolved", row=3)


def test_an_end_that_is_announced_is_not_moved(given: Given) -> None:
    later = ended(SCHOOL, on=date(2023, 12, 31))

    given(*samples.founded(), later).when(VERB, many(SCHOOL)).rejected(
        "union.dissolved", on="2023-12-31"
    )
