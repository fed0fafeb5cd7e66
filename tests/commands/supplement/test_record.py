from __future__ import annotations

from datetime import date
from typing import Any

from ledger.entry import Leg
from ledger.events import Payout, Posted, Source, Supplement, Voucher
from ledger.events.rosters import CondolencePaid, PayoutRecovered
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.cash import Cash
from ledger.scopes.paid import Paid
from ledger.scopes.year_total import YearTotal
from tests import samples
from tests.commands.supplement.supplements import (
    BOOKED,
    HAPPENED,
    MAKER,
    OTHER,
    other_union,
    ready,
    recording,
    row,
)
from tests.rosters import KIND, LINE, id_number
from tests.samples import BANK, CHAIR, CITY, SCHOOL
from tests.scenario import Given


def test_what_happened_is_recorded_as_it_was(given: Given) -> None:
    scenario = given(*ready())

    done = recording(scenario, row(1))

    [fact] = done.outcome.facts
    assert isinstance(fact, CondolencePaid)
    assert fact.source is not None
    done.then(
        CondolencePaid(
            command=1, by=MAKER, occurred_on=HAPPENED, union=SCHOOL, booked_on=BOOKED,
            voucher=Voucher(union=SCHOOL, type="记", period="2023-06", no=1), chart="2021/1",
            legs=(
                Leg(union=SCHOOL, account=LINE, fen=50_000, kind="basic", source="union",
                    economic="30399", budget=LINE),
                Leg(union=SCHOOL, account="102", fen=-50_000, bank=BANK),
            ),
            payout=Payout(person="P0001", kind=KIND, occasion="2023-03-04", amount_fen=50_000,
                          year=2023, cap_group=KIND, row=1),
            source=Source(system="旧台账", document="2023年台账", row="1",
                          digest=fact.source.digest),
            supplement=Supplement(evidence="2023年台账", approved_by=CHAIR),
        )
    )  # fmt: skip
    assert scenario.edge().state(Paid("P0001", KIND, "2023-03-04")).live == 1
    assert scenario.edge().state(BudgetLine(SCHOOL, 2023, LINE)).paid == 50_000


def test_there_is_one_voucher_a_union(given: Given) -> None:
    scenario = given(*ready(*other_union()))

    facts = recording(scenario, row(1), row(2, union=OTHER), row(3), row(4, -1)).outcome.facts

    assert [
        (f.voucher.union, f.voucher.no, f.voucher.entry) for f in facts if isinstance(f, Posted)
    ] == [(SCHOOL, 1, 1), (OTHER, 1, 1), (SCHOOL, 1, 2), (SCHOOL, 1, 3)]
    again = recording(scenario, row(5)).outcome.facts[0]
    assert isinstance(again, Posted)
    assert again.voucher.no == 2


def test_money_that_came_back_is_a_recovery_and_the_occasion_stays_paid(given: Given) -> None:
    scenario = given(*ready())
    one = {"national_id": id_number(1), "occasion": "ZY1"}

    facts = recording(scenario, row(1, **one), row(2, -20_000, **one)).outcome.facts

    back = facts[1]
    assert isinstance(back, PayoutRecovered)
    assert back.payout is not None
    assert (back.payout.amount_fen, back.payout.claim, back.breaches) == (-20_000, 0, ())
    assert [(leg.account, leg.fen) for leg in back.legs] == [(LINE, -20_000), ("102", 20_000)]
    assert scenario.edge().state(Paid("P0001", KIND, "ZY1")).live == 1
    assert scenario.edge().state(YearTotal("P0001", KIND, 2023)).total == 30_000
    assert scenario.edge().state(Cash(SCHOOL, BANK)).balance == 10_000_000 - 30_000


def keyed_as(source_row: str) -> dict[str, Any]:
    """Return a row's own words for where it came from, wherever it stands in the file."""
    who = {"national_id": id_number(1), "name": "甲"}
    return {**who, "source_document": "册一", "source_row": source_row}


# --- known, conflict -----------------------------------------------------------------------------


def test_a_row_that_came_before_is_known_and_skipped(given: Given) -> None:
    scenario = given(*ready())
    recording(scenario, row(1), row(2)).accepted()
    before = scenario.store.head(scenario.books.ledger)

    done = recording(scenario, row(2), row(1))
    assert (done.outcome.known, done.outcome.skipped, done.outcome.facts) == (True, (2, 1), [])
    assert scenario.store.head(scenario.books.ledger) == before

    more = recording(scenario, row(1), row(3))
    assert (more.outcome.skipped, len(more.outcome.facts)) == ((1,), 1)


def test_the_place_in_the_file_is_not_what_makes_a_row_known(given: Given) -> None:
    scenario = given(*ready())
    keyed = {
        "national_id": id_number(1),
        "name": "甲",
        "source_document": "册一",
        "source_row": "7",
    }
    recording(scenario, row(1, **keyed)).accepted()

    assert recording(scenario, row(9, **keyed)).outcome.skipped == (9,)


def test_other_content_under_the_same_source_key_is_a_conflict(given: Given) -> None:
    scenario = given(*ready())
    recording(scenario, row(1), row(2)).accepted()

    recording(scenario, row(1, 50_001), row(2), row(3)).rejected(
        "source.conflict", row=1, document="2023年台账", source_row="1"
    )


def test_one_source_key_twice_in_a_file_is_known_or_a_conflict(given: Given) -> None:
    keyed = {
        "source_document": "册一",
        "source_row": "7",
        "name": "甲",
        "national_id": id_number(1),
    }
    scenario = given(*ready())

    assert recording(scenario, row(1, **keyed), row(2, **keyed)).outcome.skipped == (2,)
    keyed = keyed_as("8")
    recording(scenario, row(1, **keyed), row(2, 1, **keyed)).rejected("source.conflict", row=2)


# --- the guards, in their order ------------------------------------------------------------------


def test_another_officer_approves_who_may(given: Given) -> None:
    scenario = given(*ready())

    recording(scenario, row(1), approved_by=MAKER).rejected("supplement.same_hands", officer=MAKER)
    recording(scenario, row(1), approved_by="jingban").rejected(
        "supplement.approver_not_allowed", officer="jingban"
    )


def test_only_who_has_the_role_records_it(given: Given) -> None:
    recording(given(*ready()), row(1), by="kuaiji").rejected("officer.not_allowed")


def test_the_unions_are_registered(given: Given) -> None:
    recording(given(*ready()), row(1), row(2, union="U9")).rejected("union.unknown", union="U9")


def test_the_books_are_open_and_so_is_the_period(given: Given) -> None:
    scenario = given(*ready(samples.closed("2023-06")))

    recording(scenario, row(1)).rejected("period.closed", union=SCHOOL, period="2023-06")
    recording(scenario, row(1, union=CITY)).rejected("books.not_opened", union=CITY)
    recording(scenario, row(1), booked_on=date(2022, 12, 31)).rejected("date.before_opening")


def test_the_account_is_known(given: Given) -> None:
    recording(given(*ready()), row(1), bank="B9").rejected("bank_account.unknown", bank="B9")


def test_rows_make_sense_and_all_that_do_not_are_told(given: Given) -> None:
    done = recording(
        given(*ready()),
        row(1, kind="洗车"),
        row(2, 0),
        row(3, occurred_on=date(2023, 7, 1)),
        row(4),
    )

    done.rejected("payout.unknown_kind", "payout.zero", "date.in_future", row=1)
    assert [r.row for r in done.outcome.rejections] == [1, 2, 3]


def test_the_first_guard_that_objects_speaks_alone(given: Given) -> None:
    scenario = given(*ready(samples.closed("2023-06")))

    recording(scenario, row(1, union="U9"), row(2, 0), bank="B9", approved_by=MAKER).rejected(
        "supplement.same_hands"
    )
    recording(scenario, row(1, union="U9"), row(2, 0), bank="B9").rejected("union.unknown")
    recording(scenario, row(2, 0), bank="B9").rejected("period.closed")
    recording(scenario, row(2, 0), bank="B9", booked_on=date(2023, 5, 1)).rejected(
        "bank_account.unknown"
    )
