from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from ledger.entry import Leg, negated
from ledger.events import Event, Transfer
from ledger.events.corrections import EntryReversed
from ledger.events.subsidies import SubsidyPaid, SubsidyReceived
from tests.projections.conftest import Shown, Told
from tests.projections.histories import opening, spent, voucher

JUNE, JULY = date(2023, 6, 15), date(2023, 7, 3)


def paid(number: str = "N1", lower: str = "U0002", fen: int = 300_000, on: date = JUNE) -> Event:
    moved = Transfer(
        number=number, payer="U0001", lower=lower, side="paid", kind="special", amount_fen=fen,
        project="SWN",
    )  # fmt: skip
    return SubsidyPaid(
        command=1, by="O3", occurred_on=on, booked_on=on, union="U0001", chart="2021/1",
        voucher=voucher("U0001", on), legs=spent("U0001", fen, "50802", "50802"), transfer=moved,
        approved_by="O4",
    )  # fmt: skip


def received(of: Event, on: date = JULY) -> Event:
    assert isinstance(of, SubsidyPaid)
    assert of.transfer is not None
    union, fen = of.transfer.lower, of.transfer.amount_fen
    legs = (
        Leg(union=union, account="102", fen=fen, bank="B1"),
        Leg(union=union, account="40302", fen=-fen, restriction="restricted", project="SWN"),
    )
    return SubsidyReceived(
        command=1, by="O2", occurred_on=on, booked_on=on, union=union, chart="2021/1",
        voucher=voucher(union, on), legs=legs, transfer=replace(of.transfer, side="received"),
    )  # fmt: skip


def undone(of: Event, position: int, on: date = JULY) -> Event:
    assert isinstance(of, SubsidyPaid | SubsidyReceived)
    assert of.transfer is not None
    return EntryReversed(
        command=1, by="O2", occurred_on=on, booked_on=on, union=of.union, chart="2021/1",
        voucher=voucher(of.union, on), legs=negated(of.legs), transfer=of.transfer.reversed(),
        reverses=position, reason="wrong",
    )  # fmt: skip


FIRST, SECOND = paid(), paid("N2", "U0003", 50_000, date(2023, 6, 20))
ROW = ("N1", "U0001", "U0002", "special", "SWN", 300_000, "2023-06-15", 18)


def test_what_was_paid_is_in_transit_until_it_is_received(told: Told, shown: Shown) -> None:
    ledger = told([opening(), FIRST, SECOND, received(FIRST)])

    assert [row[0] for row in shown("in_transit", ledger)] == ["N2"]
    assert [row[0] for row in shown("in_transit", ledger, known_at=3)] == ["N1", "N2"]
    assert [row[0] for row in shown("in_transit", ledger, as_of=date(2023, 7, 2))] == ["N1", "N2"]


def test_a_row_says_who_whom_what_and_for_how_long(told: Told, shown: Shown) -> None:
    ledger = told([opening(), FIRST, SECOND, received(SECOND)])

    assert shown("in_transit", ledger) == [ROW]
    assert shown("in_transit", ledger, as_of=date(2023, 6, 18)) == [(*ROW[:-1], 3)]
    assert shown("in_transit", ledger, known_at=2) == [(*ROW[:-1], 0)]


def test_what_was_undone_is_not_in_transit(told: Told, shown: Shown) -> None:
    got = received(FIRST)

    assert shown("in_transit", told([FIRST, undone(FIRST, 1)])) == []
    assert shown("in_transit", told([FIRST, undone(FIRST, 1), FIRST])) == [ROW]
    assert shown("in_transit", told([FIRST, got, undone(got, 2)])) == [ROW]


@pytest.mark.parametrize(
    ("union", "numbers"), [("U0001", ["N1", "N2"]), ("U0003", ["N2"]), ("U0004", [])]
)
def test_a_union_asks_for_what_it_paid_and_what_it_waits_for(
    told: Told, shown: Shown, union: str, numbers: list[str]
) -> None:
    ledger = told([FIRST, SECOND])

    assert [row[0] for row in shown("in_transit", ledger, union=union)] == numbers


def test_a_general_subsidy_has_no_project(told: Told, shown: Shown) -> None:
    assert isinstance(FIRST, SubsidyPaid)
    assert FIRST.transfer is not None
    general = replace(FIRST, transfer=replace(FIRST.transfer, kind="general", project=None))
    ledger = told([general, SECOND])

    assert [row[4] for row in shown("in_transit", ledger, kind="general")] == [None]
