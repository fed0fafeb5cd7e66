"""Histories made of events alone: no command stands behind them, so anything may have happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st
from msgspec.structs import replace

from ledger import events
from ledger.entry import Leg, negated
from ledger.events import Event, Payout, Posted, Voucher
from ledger.events.budgets import BudgetAdjusted, BudgetApproved, BudgetedLine
from ledger.events.corrections import EntryReversed
from ledger.events.ledgers import LedgerCreated
from ledger.events.members import MemberEnrolled, PersonMerged
from ledger.events.opening import OpeningLoaded
from ledger.events.rosters import (
    CondolencePaid,
    PaymentReturned,
    PayoutRecovered,
    ReceiptSigned,
    RosterApproved,
    RosterPaid,
)
from ledger.events.unions import UnionRegistered
from ledger.store import NewEvent, Store

LEDGER = "chenggong"
UNIONS = ("U0001", "U0002", "U0003")
PERSONS = ("P1", "P2", "P3", "P4")
START = date(2023, 1, 1)


def voucher(union: str, on: date, no: int = 1, entry: int = 1) -> Voucher:
    return Voucher(union=union, type="记", period=f"{on:%Y-%m}", no=no, entry=entry)


def spent(union: str, fen: int, account: str = "50405", line: str = "50405") -> tuple[Leg, ...]:
    return (
        Leg(
            union=union, account=account, fen=fen, kind="basic", source="union",
            economic="30399", budget=line,
        ),
        Leg(union=union, account="102", fen=-fen, bank="B1"),
    )  # fmt: skip


def payout(person: str = "P1", fen: int = 50_000, **more: object) -> Payout:
    given = {"kind": "hospitalization", "occasion": "2023-05-10", "year": 2023, **more}
    return Payout(person=person, amount_fen=fen, **given)


def paid(
    union: str = "U0001",
    person: str = "P1",
    fen: int = 50_000,
    on: date = date(2023, 5, 10),
    no: int = 1,
    **more: object,
) -> CondolencePaid:
    given = {"booked_on": on, "payout": payout(person, fen), **more}
    return CondolencePaid(
        command=1, by="O3", occurred_on=on, union=union, voucher=voucher(union, on, no),
        legs=spent(union, fen), chart="2021/1", **given,
    )  # fmt: skip


def undone(original: Posted, position: int, on: date, kind: type[Posted]) -> Posted:
    """Return the reversal or the return of a payment at a position."""
    which = {"reverses": position} if kind is EntryReversed else {"payment": position}
    back = original.payout.reversed() if original.payout else None
    if back is not None and kind is PayoutRecovered:
        back = replace(back, claim=0)  # what was given back stays paid
    return kind(
        command=1, by="O2", occurred_on=on, union=original.union, booked_on=on, chart="2021/1",
        voucher=voucher(original.union, on, 9), legs=negated(original.legs), reason="wrong",
        payout=back, **which,
    )  # fmt: skip


def opening(union: str = "U0001", fen: int = 9_000_000, on: date = START) -> OpeningLoaded:
    return OpeningLoaded(
        command=1, by="O1", occurred_on=on, booked_on=on, union=union, chart="2021/1",
        voucher=voucher(union, on), legs=(
            Leg(union=union, account="102", fen=fen, bank="B1"),
            Leg(union=union, account="32205", fen=-fen),
        ),
    )  # fmt: skip


def budget(
    union: str = "U0001",
    fen: int = 5_000_000,
    on: date = START,
    kind: type[BudgetApproved | BudgetAdjusted] = BudgetApproved,
    line: str = "50405",
) -> Event:
    reason = {"reason": "more"} if kind is BudgetAdjusted else {}
    return kind(
        command=1, by="O1", occurred_on=on, union=union, year=on.year, approved_by="O4",
        document="D1", **reason, lines=(
            BudgetedLine(line=line, account=line[:5], amount_fen=fen, economic="30399"),
        ),
    )  # fmt: skip


def approved(union: str = "U0001", fen: int = 100_000, on: date = START) -> RosterApproved:
    return RosterApproved(
        command=1, by="O4", occurred_on=on, union=union, roster="R1", total_fen=fen,
        budget_line="50405", year=on.year,
    )  # fmt: skip


def roster_paid(union: str = "U0001", fen: int = 100_000, on: date = START) -> RosterPaid:
    return RosterPaid(
        command=1, by="O3", occurred_on=on, union=union, roster="R1", booked_on=on, bank="B1",
        voucher=voucher(union, on), count=1, total_fen=fen, budget_line="50405", year=on.year,
        paid_from=2,
    )  # fmt: skip


def registered(union: str, name: str = "某某工会", upper: str | None = None) -> UnionRegistered:
    return UnionRegistered(
        command=1, by="O1", occurred_on=START, union=union, name=name, tier="grassroots",
        upper=upper,
    )  # fmt: skip


def enrolled(
    union: str, person: str, *, in_registry: bool = False, on: date = START
) -> MemberEnrolled:
    return MemberEnrolled(
        command=1, by="O1", occurred_on=on, union=union, person=person, identity="proven",
        row=1, sealed={}, registered=in_registry,
    )  # fmt: skip


def merged(person: str, into: str, on: date = START) -> PersonMerged:
    return PersonMerged(
        command=1, by="O1", occurred_on=on, person=person, into=into, evidence="ID card"
    )


def signed(payment: int, on: date = date(2023, 5, 11)) -> ReceiptSigned:
    return ReceiptSigned(
        command=1, by="O3", occurred_on=on, union="U0001", payment=payment, signer="self"
    )


def created() -> LedgerCreated:
    return LedgerCreated(
        command=1, by="O1", occurred_on=START, name="呈贡区总工会", chart="2021/1", first_year=2023
    )


def recorded(history: Sequence[Event], store: Store, ledger: str = LEDGER, **clock: object) -> None:
    """Append a history to a store, as it stands."""
    with store.write(ledger, create=True, **clock) as tx:
        tx.append([NewEvent(e.NAME, events.encode(e), ()) for e in history])


DAYS = st.integers(0, 500).map(lambda days: START + timedelta(days=days))
FEN = st.integers(1, 10**9)


@st.composite
def histories(draw: st.DrawFn, size: int = 12) -> list[Event]:
    """Draw openings, budgets, payments, reversals, returns, recoveries, members, in any order."""
    history: list[Event] = [created()]
    for _ in range(draw(st.integers(0, size))):
        history.append(draw(_next(history)))
    return history


def _next(history: list[Event]) -> st.SearchStrategy[Event]:
    union = st.sampled_from(UNIONS)
    person = st.sampled_from(PERSONS)
    lines = st.sampled_from(["50405", "50105"])
    choices = [
        st.builds(opening, union, FEN, DAYS),
        st.builds(
            budget, union, FEN, DAYS, st.sampled_from([BudgetApproved, BudgetAdjusted]), lines
        ),
        st.builds(approved, union, FEN, DAYS),
        st.builds(roster_paid, union, FEN, DAYS),
        st.builds(paid, union, person, FEN, DAYS, st.integers(1, 99)),
        st.builds(enrolled, union, person, in_registry=st.booleans(), on=DAYS),
        st.builds(registered, union),
    ]
    payments = [(p, e) for p, e in enumerate(history, 1) if isinstance(e, CondolencePaid)]
    if payments:
        payment = st.sampled_from(payments)
        kinds = st.sampled_from([EntryReversed, PaymentReturned, PayoutRecovered])
        choices.append(
            st.builds(lambda p, on, kind: undone(p[1], p[0], on, kind), payment, DAYS, kinds)
        )
        choices.append(st.builds(lambda p, on: signed(p[0], on), payment, DAYS))
    return st.one_of(choices)
