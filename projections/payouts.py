"""Payouts (慰问、补助发放登记): one row for everything that was paid to a person, or undone.

Reversals, returns and money given back stand in rows of their own, with a minus sign, beside the
payment that they undo; so any sum over these rows is what persons have really received.
Unit: fen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from ledger.events.corrections import EntryReversed
from ledger.events.rosters import PaymentReturned, PayoutRecovered, ReceiptSigned
from projections import _columns as c
from projections._columns import Column
from projections._tables import Table

if TYPE_CHECKING:
    from ledger.events import Event, Payout
    from projections import Recorded
    from projections._columns import Row
    from projections._query import Query, Where
    from projections._tables import Tables

TITLE = ("慰问（补助）发放登记", "Payouts")
COLUMNS = (
    c.UNION, c.KIND,
    Column("occasion", "事由", "Occasion"), c.PERSON, c.AMOUNT,
    Column("paid_on", "发放日期", "Paid on", "date"), c.VOUCHER, c.POSITION,
    Column("effect", "性质", "Effect", "code"),
    Column("undoes", "所冲原付款", "Undoes", "count"),
    Column("form", "形式", "Form", "code"),
    Column("roster", "花名册", "Roster"),
    Column("row", "行", "Row", "count"),
    Column("signed", "已签收", "Signed", "flag"),
    Column("identity", "身份核验", "Identity", "code"),
    Column("breaches", "补录违规", "Breaches"),
    c.BOOKED_ON, c.YEAR,
)  # fmt: skip
FOLD = 1
PAYOUTS: Final = Table(
    "payouts",
    "ledger position:int union kind occasion person amount_fen:int claim:int effect undoes:int"
    " paid_on booked_on voucher form payee identity roster row:int year:int cap_group breaches",
    key="ledger position",
    indexes=("ledger person",),
)
RECEIPTS: Final = Table("receipts", "ledger position:int payment:int", key="ledger position")
TABLES = (PAYOUTS, RECEIPTS)
EFFECTS: Final = {
    EntryReversed.NAME: "reversed",
    PaymentReturned.NAME: "returned",
    PayoutRecovered.NAME: "recovered",
}
"""What an event does to a payment; every other one pays."""

ROWS: Final = (
    'SELECT "union", kind, occasion, person, amount_fen, paid_on, voucher, position, effect,'
    " undoes, form, roster, row, identity, breaches, booked_on, year"
    " FROM {payouts} WHERE {where} ORDER BY position"
)
SIGNED: Final = "SELECT payment FROM {receipts} WHERE {where}"


def apply(events: Sequence[Recorded], tables: Tables) -> None:
    """Note payouts, and what was signed for."""
    ledger = tables.ledger
    payouts: list[tuple[Any, ...]] = []
    receipts: list[tuple[Any, ...]] = []
    for position, _, event in events:
        payout: Payout | None = getattr(event, "payout", None)
        if payout is not None:
            payouts.append((ledger, position, *_noted(event, payout)))
        elif isinstance(event, ReceiptSigned):
            receipts.append((ledger, position, event.payment))
    tables.insert(PAYOUTS, payouts)
    tables.insert(RECEIPTS, receipts)


def _noted(event: Any, paid: Payout) -> tuple[Any, ...]:
    """Return the columns after the position. A memo fact has no voucher and no `booked_on`."""
    voucher = getattr(event, "voucher", None)
    paid_on = event.occurred_on.isoformat()
    booked_on = paid_on if voucher is None else event.booked_on.isoformat()
    effect = EFFECTS.get(event.NAME, "paid")
    return (
        event.union, paid.kind, paid.occasion, paid.person, paid.amount_fen, paid.claim, effect,
        0 if effect == "paid" else undoes(event), paid_on, booked_on,
        "" if voucher is None else voucher.label(), paid.form, paid.payee or "", paid.identity,
        paid.roster or "", paid.row or 0, paid.year, paid.cap_group or "",
        ",".join(getattr(event, "breaches", ())),
    )  # fmt: skip


def undoes(event: Event) -> int:
    """Return the position of the fact that this one undoes, 0 where there is none."""
    return getattr(event, "reverses", None) or getattr(event, "payment", None) or 0


def asked(query: Query) -> Where:
    """Return which payouts a question is about."""
    where = query.where().equal(
        union=query.union, kind=query.kind, person=query.person, year=query.year
    )
    if query.period:
        where.at_least(booked_on=f"{query.period}-01").at_most(booked_on=f"{query.period}-31")
    return where.at_most(booked_on=query.as_of)


def rows(tables: Tables, query: Query) -> Iterator[Row]:
    """Yield one row a payout, in the order of the log."""
    signed = {row[0] for row in tables.select(SIGNED, query.where())}
    for row in tables.select(ROWS, asked(query)):
        signature = row[7] in signed if row[8] == "paid" else None
        yield (*row[:9], row[9] or None, *row[10:12], row[12] or None, signature, *row[13:])
