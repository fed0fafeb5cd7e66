"""The custody view shows the sub-ledger of 221, term by term, whatever was undone meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.accounts import CHART
from ledger.entry import Leg
from ledger.events import CustodyFlow, Event, Payout, Posted, Voucher
from ledger.events.corrections import EntryPosted, EntryReversed
from ledger.events.mutual_aid import (
    BenefitFundReceived,
    BenefitPaid,
    EnrolmentRecorded,
    PremiumCollected,
    PremiumRemitted,
)
from ledger.events.opening import OpeningLoaded
from projections import view
from projections._columns import as_record
from tests.projections.conftest import Shown, Told
from tests.projections.histories import DAYS, FEN, UNIONS, created, opening

OLD, NEW = "mutual-aid-18", "mutual-aid-19"
MAY, JUNE = date(2023, 5, 10), date(2023, 6, 10)
INCOMING = {"premium_collected": True, "premium_remitted": False, "benefit_received": True,
            "benefit_paid": False}  # fmt: skip


def legs(union: str, project: str, fen: int) -> tuple[Leg, Leg]:
    return (
        Leg(union=union, account="102", fen=fen, bank="B9", custody=project),
        Leg(union=union, account="221", fen=-fen, custody=project),
    )


def base(union: str, on: date) -> dict[str, object]:
    voucher = Voucher(union=union, type="记", period=f"{on:%Y-%m}", no=1)
    return {"command": 1, "by": "O1", "occurred_on": on, "union": union, "booked_on": on,
            "voucher": voucher, "chart": CHART}  # fmt: skip


def moved(flow: str, fen: int, on: date = MAY, union: str = "U0001", project: str = NEW) -> Posted:
    part = CustodyFlow(
        project=project, bank="B9", flow=flow, amount_fen=fen,
        persons=2 if flow == "premium_collected" else 0,
    )  # fmt: skip
    fields = base(union, on) | {
        "legs": legs(union, project, fen if INCOMING[flow] else -fen), "custody": part,
    }  # fmt: skip
    match flow:
        case "premium_collected":
            return PremiumCollected(**fields)
        case "premium_remitted":
            return PremiumRemitted(**fields, payee_body="市总")
        case "benefit_received":
            return BenefitFundReceived(**fields, payer="省总")
        case _:
            payout = Payout(person="P1", kind="mutual_aid_benefit", occasion="C1", amount_fen=fen,
                            year=on.year)  # fmt: skip
            return BenefitPaid(**fields, claim="C1", payout=payout)


def undone(original: Posted, position: int, on: date = JUNE) -> EntryReversed:
    assert original.custody is not None
    fields = base(original.union, on) | {
        "legs": tuple(Leg(**{f: getattr(leg, f) for f in ("union", "account", "bank", "custody")},
                          fen=-leg.fen) for leg in original.legs),
        "custody": original.custody.reversed(),
        "payout": original.payout and original.payout.reversed(),
    }  # fmt: skip
    return EntryReversed(**fields, reverses=position, reason="错")


def enrolled(person: str, fen: int = 12_000, on: date = MAY) -> EnrolmentRecorded:
    return EnrolmentRecorded(
        command=1, by="O1", occurred_on=on, union="U0001", project=NEW, person=person,
        identity="proven", kind="renewal", premium_fen=fen, version=1, row=1, sealed={},
    )  # fmt: skip


def held_before(fen: int, on: date = date(2023, 1, 1)) -> OpeningLoaded:
    return OpeningLoaded(**base("U0001", on) | {"legs": legs("U0001", OLD, fen)})


def posted(fen: int, on: date = MAY) -> EntryPosted:
    return EntryPosted(**base("U0001", on) | {"legs": legs("U0001", OLD, fen)})


PAID = moved("benefit_paid", 30_000)
YEAR: list[Event] = [
    created(), held_before(100_000), enrolled("P1"), enrolled("P2", 15_000),
    moved("premium_collected", 27_000), moved("premium_remitted", 20_000, JUNE),
    moved("benefit_received", 90_000), PAID, moved("benefit_paid", 40_000, JUNE), posted(-1_000),
    undone(PAID, 8),
]  # fmt: skip
NAMES = (
    "opening", "enrolled", "premiums", "collected_persons", "collected", "remitted", "received",
    "payments", "paid", "other", "balance",
)  # fmt: skip


def told_of(rows: Sequence[tuple[object, ...]], project: str) -> dict[str, object]:
    [row] = [r for r in rows if r[1] == project]
    return dict(zip(NAMES, row[2:], strict=True))


def test_a_year_by_term(told: Told, shown: Shown) -> None:
    rows = shown("custody", told(YEAR))

    assert told_of(rows, OLD) == dict.fromkeys(NAMES, 0) | {
        "opening": 100_000, "other": -1_000, "balance": 99_000
    }  # fmt: skip
    assert told_of(rows, NEW) == {
        "opening": 0, "enrolled": 2, "premiums": 27_000, "collected_persons": 2,
        "collected": 27_000, "remitted": 20_000, "received": 90_000, "payments": 1,
        "paid": 40_000, "other": 0, "balance": 57_000,
    }  # fmt: skip


def test_a_month_begins_with_what_was_left(told: Told, shown: Shown) -> None:
    rows = shown("custody", told(YEAR), period="2023-06")

    assert told_of(rows, NEW) == dict.fromkeys(NAMES, 0) | {
        "opening": 87_000, "remitted": 20_000, "paid": 10_000, "balance": 57_000
    }  # fmt: skip
    assert told_of(rows, OLD)["opening"] == 99_000


def test_as_known_before_the_reversal(told: Told, shown: Shown) -> None:
    row = told_of(shown("custody", told(YEAR), known_at=10), NEW)

    assert (row["payments"], row["paid"], row["balance"]) == (2, 70_000, 27_000)


def test_a_reversed_collection_is_owed_again(told: Told, shown: Shown) -> None:
    collected = moved("premium_collected", 27_000)
    row = told_of(shown("custody", told([created(), collected, undone(collected, 2)])), NEW)

    assert (row["collected_persons"], row["collected"], row["balance"]) == (0, 0, 0)


def test_it_is_written_in_yuan(told: Told, shown: Shown) -> None:
    columns = view("custody").columns
    [_, record] = [as_record(columns, row) for row in shown("custody", told(YEAR))]

    assert (record["union"], record["project"]) == ("U0001", NEW)
    assert (record["collected"], record["enrolled"]) == ("270.00", 2)


def test_benefits_stand_in_the_registers_of_payouts(told: Told, shown: Shown) -> None:
    ledger = told(YEAR)
    [first, second, back] = shown("payouts", ledger)

    assert first[:5] == ("U0001", "mutual_aid_benefit", "C1", "P1", 30_000)
    assert (second[4], back[4], back[8:10]) == (40_000, -30_000, ("reversed", 8))
    [summary] = shown("payout_summary", ledger)
    assert summary[:6] == (2023, "U0001", "mutual_aid_benefit", 1, 1, 40_000)
    [year] = shown("person_year", ledger)
    assert year == (2023, "P1", "mutual_aid_benefit", "", 1, 1, 40_000)


MOVES = st.builds(
    moved, st.sampled_from(sorted(INCOMING)), FEN, DAYS, st.sampled_from(UNIONS),
    st.sampled_from([OLD, NEW]),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(moves=st.lists(MOVES | st.builds(opening, st.sampled_from(UNIONS)), max_size=10), on=DAYS)
def test_the_balances_are_those_of_221(
    told: Told, shown: Shown, moves: list[Event], on: date
) -> None:
    ledger = told([created(), *moves])

    for asked in ({}, {"as_of": on}, {"period": f"{on:%Y-%m}"}, {"year": on.year}):
        sums: dict[str, int] = {}
        for row in shown("custody", ledger, **asked):
            held = told_of([row], row[1])
            sums[row[0]] = sums.get(row[0], 0) + held["balance"]
            assert held["balance"] == (
                held["opening"] + held["collected"] - held["remitted"] + held["received"]
                - held["paid"] + held["other"]
            )  # fmt: skip
        until = {"as_of": on} if "as_of" in asked else asked
        counted = {r[0]: r[-1] for r in shown("balances", ledger, account="221", **until)}
        assert sums == counted
