"""The same answers, counted the slow and plain way from the events themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ledger.accounts import chart
from ledger.entry import Leg
from ledger.events import Event, Payout, Posted
from ledger.events.budgets import BudgetAdjusted, BudgetApproved
from ledger.events.corrections import EntryReversed
from ledger.events.rosters import RosterApproved, RosterPaid


def posted(
    history: Sequence[Event], as_of: date | None, known_at: int | None
) -> Iterator[tuple[int, Posted]]:
    """Yield what had been booked by a day and recorded by a position."""
    for position, event in enumerate(history, 1):
        if known_at is not None and position > known_at:
            return
        if isinstance(event, Posted) and (as_of is None or event.booked_on <= as_of):
            yield position, event


def sides(event: Posted, leg: Leg) -> tuple[int, int]:
    """Return debit and credit; a red entry takes back on the side that it undoes."""
    red = isinstance(event, EntryReversed)
    return (leg.fen, 0) if (leg.fen > 0) is not red else (0, -leg.fen)


def balances(
    history: Sequence[Event], as_of: date | None = None, known_at: int | None = None
) -> list[tuple[str, str, str, int, int, int]]:
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for _, event in posted(history, as_of, known_at):
        for leg in event.legs:
            debit, credit = sums.get((leg.union, leg.account), (0, 0))
            more = sides(event, leg)
            sums[leg.union, leg.account] = (debit + more[0], credit + more[1])
    found = []
    for (union, account), (debit, credit) in sorted(sums.items()):
        named = chart().account(account)
        assert named is not None
        balance = debit - credit if named.side == "debit" else credit - debit
        found.append((union, account, named.zh, debit, credit, balance))
    return found


def budget(
    history: Sequence[Event], as_of: date | None = None, known_at: int | None = None
) -> dict[tuple[str, int, str], list[int]]:
    """Return original, adjustment, executed, committed by union, year and line."""
    lines: dict[tuple[str, int, str], list[int]] = {}
    for position, event in enumerate(history, 1):
        if known_at is not None and position > known_at:
            break
        on = getattr(event, "booked_on", event.occurred_on)
        if as_of is not None and on > as_of:
            continue
        match event:
            case BudgetApproved() | BudgetAdjusted():
                which = 0 if isinstance(event, BudgetApproved) else 1
                for line in event.lines:
                    key = (event.union, event.year, line.line)
                    lines.setdefault(key, [0] * 4)[which] += line.amount_fen
            case RosterApproved() | RosterPaid():
                sign = 1 if isinstance(event, RosterApproved) else -1
                key = (event.union, event.year, event.budget_line)
                lines.setdefault(key, [0] * 4)[3] += sign * event.total_fen
            case Posted():
                for leg in event.legs:
                    if leg.budget is not None:
                        key = (leg.union, event.booked_on.year, leg.budget)
                        lines.setdefault(key, [0] * 4)[2] += leg.fen
    return lines


def payouts(
    history: Sequence[Event], as_of: date | None = None, known_at: int | None = None
) -> list[tuple[int, Posted, Payout]]:
    return [
        (position, event, event.payout)
        for position, event in posted(history, as_of, known_at)
        if event.payout is not None
    ]
