"""What the ledger should do, said as plainly as possible: two unions, one kind of payout, one year.

Every method does what a command of that name would do and tells whether it is allowed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

APPROVED, CASH, EACH, YEAR = 160_000, 180_000, 100_000, 250_000
"""What each union's line and account begin with, and the standard: at once, and in the year."""


class Row(NamedTuple):
    person: str
    occasion: str
    fen: int


@dataclass
class Roster:
    union: str
    rows: list[Row]
    status: str = "compiled"

    @property
    def total(self) -> int:
        return sum(row.fen for row in self.rows)


@dataclass
class Fact:
    """A posted fact. `fen`: money to the payee; `claim`: 1 pays the occasion, -1 opens it."""

    kind: str
    union: str
    row: Row
    claim: int
    on: date
    of: int | None = None
    undone: bool = False


class Model:
    def __init__(self, *unions: str) -> None:
        self.approved = dict.fromkeys(unions, APPROVED)
        self.cash = dict.fromkeys(unions, CASH)
        self.committed: Counter[str] = Counter()
        self.paid: Counter[str] = Counter()
        self.live: Counter[tuple[str, str]] = Counter()
        self.total: Counter[str] = Counter()
        self.into: dict[str, str] = {}
        self.closed: set[tuple[str, int]] = set()
        self.rosters: dict[str, Roster] = {}
        self.facts: list[Fact] = []

    def free(self, union: str) -> int:
        return self.approved[union] - self.committed[union] - self.paid[union]

    def root(self, person: str) -> str:
        return self.root(self.into[person]) if person in self.into else person

    def is_paid(self, row: Row) -> bool:
        same = (
            p for p, o in self.live if o == row.occasion and self.root(p) == self.root(row.person)
        )
        return any(self.live[p, row.occasion] > 0 for p in same)

    def in_year(self, person: str) -> int:
        return sum(fen for p, fen in self.total.items() if self.root(p) == self.root(person))

    def _may_get(self, rows: list[Row]) -> bool:
        """No row is a second payment or over the standard, each seen after the ones before it."""
        claims: set[tuple[str, str]] = set()
        got: Counter[str] = Counter()
        for row in rows:
            who = self.root(row.person)
            got[who] += row.fen
            if self.is_paid(row) or (who, row.occasion) in claims or row.fen > EACH:
                return False
            if self.in_year(row.person) + got[who] > YEAR:
                return False
            claims.add((who, row.occasion))
        return True

    def _post(self, fact: Fact) -> None:
        self.facts.append(fact)
        self.paid[fact.union] += fact.row.fen
        self.cash[fact.union] -= fact.row.fen
        self.live[fact.row.person, fact.row.occasion] += fact.claim
        self.total[fact.row.person] += fact.row.fen

    def compile(self, name: str, union: str, rows: list[Row]) -> bool:
        if name in self.rosters or not self._may_get(rows):
            return False
        self.rosters[name] = Roster(union, rows)
        return True

    def step(self, name: str, status: str, step: str) -> bool:
        """Review or reject."""
        roster = self.rosters[name]
        if roster.status not in status.split():
            return False
        if roster.status == "approved":
            self.committed[roster.union] -= roster.total
        roster.status = step
        return True

    def approve(self, name: str) -> bool:
        roster = self.rosters[name]
        if roster.status != "reviewed" or self.free(roster.union) < roster.total:
            return False
        self.committed[roster.union] += roster.total
        roster.status = "approved"
        return True

    def pay(self, name: str, on: date) -> bool:
        roster = self.rosters[name]
        union = roster.union
        if roster.status != "approved" or (union, on.month) in self.closed:
            return False
        if self.cash[union] < roster.total or not self._may_get(roster.rows):
            return False
        roster.status = "paid"
        self.committed[union] -= roster.total
        for row in roster.rows:
            self._post(Fact("paid", union, row, 1, on))
        return True

    def return_(self, index: int, on: date) -> bool:
        fact = self.facts[index]
        if fact.undone or fact.kind != "paid" or on < fact.on:
            return False
        return self._undo(index, "returned", on)

    def reverse(self, index: int, on: date) -> bool:
        """Undo; where that takes money from a union, it must be there, and the claim be open."""
        fact = self.facts[index]
        if fact.undone or fact.kind == "reversed":
            return False
        fen = -fact.row.fen
        if fen > 0 and (fen > self.free(fact.union) or fen > self.cash[fact.union]):
            return False
        if fact.claim < 0 and self.is_paid(fact.row):
            return False
        return self._undo(index, "reversed", on)

    def _undo(self, index: int, how: str, on: date) -> bool:
        fact = self.facts[index]
        if (fact.union, on.month) in self.closed:
            return False
        fact.undone = True
        if how == "reversed" and fact.of is not None:
            self.facts[fact.of].undone = False
        of = index if how == "returned" else None
        back = fact.row._replace(fen=-fact.row.fen)
        self._post(Fact(how, fact.union, back, -fact.claim, on, of))
        return True

    def supplement(self, union: str, rows: list[Row], on: date, happened: date) -> bool:
        if (union, on.month) in self.closed:
            return False
        for row in rows:
            kind, claim = ("paid", 1) if row.fen > 0 else ("recovered", 0)
            self._post(Fact(kind, union, row, claim, happened))
        return True

    def adjust(self, union: str, fen: int) -> bool:
        new = self.approved[union] + fen
        if new < 0 or new < self.committed[union] + self.paid[union]:
            return False
        self.approved[union] = new
        return True

    def close(self, union: str, month: int) -> bool:
        if (union, month) in self.closed:
            return False
        self.closed.add((union, month))
        return True

    def merge(self, person: str, into: str) -> bool:
        if person == into or person in self.into or into in self.into:
            return False
        self.into[person] = into
        return True
