from __future__ import annotations

from datetime import date
from typing import Any

from ledger.events import Event
from tests.audits.conftest import Audit
from tests.forged import limit, merged, paid, recovered, returned, standard
from tests.samples import CITY, SCHOOL

GROUP = "collective_welfare"
CAP = standard(limit(f"group:{GROUP}", year_fen=100_000))


def of_group(n: int, fen: int = 60_000, person: str = "P1", **more: Any) -> Any:
    return paid(person, fen, no=n, occasion=f"2023-05-{n:02}", cap_group=GROUP, **more)


FIRST, SECOND = of_group(1), of_group(2)

FIRES: dict[str, list[Event]] = {
    "two payments together": [CAP, FIRST, SECOND],
    "from two unions": [CAP, FIRST, of_group(2, union=CITY)],
    "under two ids of one person": [CAP, FIRST, of_group(2, person="P2"), merged("P2", "P1")],
    "the limit of the kind, where the group has none": [
        standard(limit(year_fen=100_000)), FIRST, SECOND,
    ],
    "补录 without a stamp": [CAP, FIRST, of_group(2, outside=True)],
    "more often than allowed": [
        standard(limit(f"group:{GROUP}", count_per_year=1)), FIRST, SECOND,
    ],
    "more than came back": [CAP, FIRST, SECOND, recovered(FIRST, 10_000), of_group(3)],
}  # fmt: skip
QUIET: dict[str, list[Event]] = {
    "as much as is allowed": [CAP, FIRST, of_group(2, 40_000)],
    "another kind of the group, where only this one is limited": [
        standard(limit(year_fen=100_000)), of_group(1, kind="birthday"), SECOND,
    ],
    "one came back, where one a year is allowed": [
        standard(limit(f"group:{GROUP}", count_per_year=1)), FIRST, returned(FIRST, 2), SECOND,
    ],
    "two persons": [CAP, FIRST, of_group(2, person="P2")],
    "two years": [CAP, FIRST, of_group(2, on=date(2022, 5, 1))],
    "one sent back": [CAP, FIRST, returned(FIRST, 2), SECOND],
    "enough came back before": [CAP, FIRST, recovered(FIRST, 30_000), SECOND],
    "lowered afterwards": [
        CAP, FIRST, of_group(2, 40_000),
        standard(limit(f"group:{GROUP}", year_fen=10_000), first=date(2023, 6, 1)),
    ],
}  # fmt: skip


def test_the_finding_tells_of_all_unions(audit: Audit) -> None:
    (finding,) = audit("R32", FIRES["from two unions"])

    assert (finding.amount_fen, finding.union, finding.also) == (20_000, CITY, (SCHOOL,))
    assert finding.positions == (2, 3)
    assert finding.concerns((SCHOOL,), 2023)
