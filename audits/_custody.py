"""Custody money (代管经费): what is held for others, beside what is owed to them.

Why: it is no union's money; it comes in and goes out through 221, project by project.
Unit: fen; a debit is positive.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from ledger.events import Posted

if TYPE_CHECKING:
    from audits._counting import Takes
    from ledger.entry import Leg

HELD: Final = "221"
MONEY: Final = ("101", "102")
RESULT: Final = ("4", "5")
WORDS: Final = ("互助", "代收", "托管")
"""What a summary says when money may be others'."""


class Project(NamedTuple):
    """A custody project of a union."""

    union: str
    name: str


@dataclass(slots=True)
class Held:
    """What is held and owed for a project. `lowest`: the most that was ever paid beyond it."""

    money: int = 0
    owed: int = 0
    other: int = 0
    received: int = 0
    paid: int = 0
    lowest: int = 0
    at: list[int] = field(default_factory=list)


class Misbooked(NamedTuple):
    """Money of others booked as a union's own result. `sure`: the entry itself says so."""

    position: int
    union: str
    year: int
    account: str
    fen: int
    sure: bool
    said: str


class Custody:
    """Custody projects, custody money without one, and what may be custody money booked wrongly."""

    def __init__(self) -> None:
        self.projects: dict[Project, Held] = defaultdict(Held)
        self.nameless: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.misbooked: list[Misbooked] = []

    def takes(self) -> Takes:
        """Name the facts it counts."""
        return {Posted: self._posted}

    def _posted(self, position: int, event: Posted) -> None:
        said = f"{event.summary}{getattr(event, 'purpose', '')}"
        kind = "" if event.payout is None else event.payout.kind
        for leg in event.legs:
            if leg.custody is not None:
                self._held(position, leg)
            elif leg.account[:3] == HELD:
                self.nameless[leg.union].append((position, leg.fen))
            if leg.account[0] in RESULT:
                self._result(position, event, leg, said, kind)

    def _held(self, position: int, leg: Leg) -> None:
        held = self.projects[Project(leg.union, leg.custody or "")]
        if leg.account[:3] in MONEY:
            held.money += leg.fen
        elif leg.account[:3] == HELD:
            held.owed += leg.fen
            held.received += max(-leg.fen, 0)
            held.paid += max(leg.fen, 0)
            held.lowest = max(held.lowest, held.owed)
        elif leg.account[0] not in RESULT:  # what is there is told by R20
            held.other += leg.fen
        if not held.at or held.at[-1] != position:
            held.at.append(position)

    def _result(self, position: int, event: Posted, leg: Leg, said: str, kind: str) -> None:
        sure = leg.custody is not None or kind.startswith("mutual_aid")
        if sure or any(word in said for word in WORDS):
            self.misbooked.append(
                Misbooked(
                    position, leg.union, event.booked_on.year, leg.account, leg.fen, sure, said
                )
            )
