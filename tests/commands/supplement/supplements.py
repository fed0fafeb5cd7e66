"""补录 for tests: rows of an old register, recorded by an officer with the role."""

from __future__ import annotations

from datetime import date
from typing import Any

from commands.supplement.record import VERB, RecordSupplement, SupplementRow
from ledger.events import Event, Posted
from tests import samples
from tests.rosters import KIND, id_number, in_business
from tests.samples import BANK, CHAIR, SCHOOL
from tests.scenario import Result, Scenario

MAKER = "bulu"
BOOKED = date(2023, 6, 30)
HAPPENED = date(2023, 3, 4)
OTHER = "U0008"


def ready(*more: Event) -> tuple[Event, ...]:
    return in_business(samples.officer(MAKER, "supplementer"), *more)


def other_union() -> tuple[Event, ...]:
    return (samples.union(OTHER), samples.bank(OTHER), samples.opened(OTHER))


def row(n: int, fen: int = 50_000, **more: Any) -> SupplementRow:
    who = {"name": f"职工{n}", "national_id": id_number(n)}
    fields = {"union": SCHOOL, "kind": KIND, "occurred_on": HAPPENED, "amount_fen": fen}
    return SupplementRow(row=n, **who | fields | more)


def record(*rows: SupplementRow, **more: Any) -> RecordSupplement:
    fields = {
        "by": MAKER, "on": BOOKED, "system": "旧台账", "evidence": "2023年台账", "bank": BANK,
        "approved_by": CHAIR,
    }  # fmt: skip
    return RecordSupplement(rows=rows, **fields | more)


def recording(scenario: Scenario, *rows: SupplementRow, **more: Any) -> Result:
    return scenario.when(VERB, record(*rows, **more))


def breaches(done: Result) -> list[tuple[str, ...]]:
    """Return what each fact was stamped with."""
    assert done.refusals() == []
    return [fact.breaches for fact in done.outcome.facts if isinstance(fact, Posted)]
