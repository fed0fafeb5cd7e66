"""Festival goods are given near the statutory festival that they name (R34 非法定节日慰问)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from audits._finding import Finding, in_order
from audits._rule import EXPENDITURE, OURS, TO_CHECK, Basis, Parameter, Rule
from ledger.calendar import FESTIVAL_YEARS, FESTIVALS, festival_named, festival_nearest, festival_on
from ledger.money import yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._books import Books
    from audits._payouts import Paid

DAYS = Parameter("days", 15, OURS)
KINDS = Parameter("kinds", ("festival",), OURS)
SEVEN = Parameter(
    "festivals", tuple(names["zh"] for names in FESTIVALS.values()), EXPENDITURE, "2017-12"
)

RULE = Rule(
    "R34", "非法定节日慰问", "Goods for no statutory festival, or not near it", "E",
    (Basis(EXPENDITURE, f"第八条{TO_CHECK}：逢年过节指国家规定的法定节日"),), (DAYS, KINDS, SEVEN),
    note="自治区以上人民政府批准的少数民族节日须另行核实",
)  # fmt: skip


def check(books: Books) -> Iterator[Finding]:
    """Report festival payments outside the window, together where they were made together."""
    groups: dict[tuple[str, str, date], list[Paid]] = defaultdict(list)
    for paid in books.payouts.payments():
        if paid.kind in KINDS.words and not _is_near(paid.occasion, paid.on):
            groups[paid.union, paid.occasion, paid.on].append(paid)
    for (union, occasion, on), payments in groups.items():
        fen = sum(p.fen for p in payments)
        listed = on.year in FESTIVAL_YEARS
        yield Finding(
            RULE, f"{union}/{occasion}/{on.isoformat()}", union,
            f"{on.isoformat()} 以“{occasion}”发放节日慰问 {len(payments)} 人次 {yuan(fen)} 元，"
            + (f"不在该法定节日前后 {DAYS.number} 天内" if listed else "日历未列该年，无法判断"),
            f"{len(payments)} festival payments for {occasion} on {on.isoformat()}, {yuan(fen)}: "
            + (f"not within {DAYS.number} days of that statutory festival" if listed
               else "the calendar does not list that year"),
            tuple(p.position for p in payments), fen,
            in_order([books.people.one(p.person) for p in payments]), times=len(payments),
            year=payments[0].year, severity=None if listed else "I",
        )  # fmt: skip


def _is_near(occasion: str, on: date) -> bool:
    """Tell whether the festival that is named lies near; where none is named, whether any does."""
    year = int(occasion[:4]) if occasion[:4].isdigit() else None
    named = festival_named(occasion[4:].strip("-") if year else occasion)
    if named is None:
        named = next((c for c, n in FESTIVALS.items() if n["zh"] in occasion), None)
    codes = list(FESTIVALS) if named is None else [named]
    return any(_distance(code, year if named else None, on) <= DAYS.number for code in codes)


def _distance(code: str, year: int | None, on: date) -> int:
    """Return the days to a festival: of the year that is named, else the nearest."""
    try:
        day = festival_nearest(code, on) if year is None else festival_on(code, year)
    except KeyError:  # a moving festival of a year that the calendar does not list
        return DAYS.number + 1
    return abs((day - on).days)
