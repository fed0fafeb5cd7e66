"""Mutual aid counted again: who enrolled at what premium, what came in for it, what went out.

Why from the legs: what a fact says of itself is held against what was posted.
Unit: fen.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from audits._custody import HELD, Project
from ledger.events import Posted
from ledger.events.mutual_aid import EnrolmentRecorded, SchemeAdopted

if TYPE_CHECKING:
    from audits._counting import Takes


class Premiums(NamedTuple):
    """What the terms of a scheme say that a new and a renewed enrolment cost."""

    new: int
    renewal: int

    def of(self, kind: str) -> int:
        """Return the premium of an enrolment of a kind."""
        return self.new if kind == "new" else self.renewal


class Gap(NamedTuple):
    """A collection that does not match the enrolments that stood when it was made."""

    position: int
    enrolled: int
    premiums: int
    persons: int
    collected: int


@dataclass(slots=True)
class Aid:
    """A union's part in a term. `short`: the most by which benefits exceeded what was received."""

    enrolled: int = 0
    premiums: int = 0
    persons: int = 0
    collected: int = 0
    funded: int = 0
    paid: int = 0
    short: int = 0
    short_at: list[int] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    misstated: list[int] = field(default_factory=list)


class MutualAid:
    """All terms of all unions."""

    def __init__(self) -> None:
        self.terms: dict[Project, Aid] = defaultdict(Aid)
        self.enrolments: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        self.overcharged: dict[Project, list[tuple[int, int]]] = defaultdict(list)
        self._adopted: dict[str, list[Premiums]] = defaultdict(list)

    def takes(self) -> Takes:
        """Name the facts it counts."""
        return {
            SchemeAdopted: self._scheme,
            EnrolmentRecorded: self._enrolled,
            Posted: self._posted,
        }

    def _scheme(self, _: int, event: SchemeAdopted) -> None:
        premiums = Premiums(event.premium_new_fen, event.premium_renewal_fen)
        self._adopted[f"{event.scheme}-{event.term}"].append(premiums)

    def _enrolled(self, position: int, event: EnrolmentRecorded) -> None:
        project = Project(event.union, event.project)
        aid = self.terms[project]
        aid.enrolled += 1
        aid.premiums += event.premium_fen
        self.enrolments[event.person, event.project].append((position, event.union))
        versions = self._adopted.get(event.project, [])
        if 0 < event.version <= len(versions):
            due = versions[event.version - 1].of(event.kind)
            if event.premium_fen != due:
                self.overcharged[project].append((position, event.premium_fen - due))

    def _posted(self, position: int, event: Posted) -> None:
        flow = event.custody
        if flow is None:  # an opening balance or a general voucher: it may serve for benefits
            for leg in event.legs:
                if leg.custody is not None and leg.account[:3] == HELD:
                    self.terms[Project(leg.union, leg.custody)].funded -= leg.fen
            return
        aid = self.terms[Project(event.union, flow.project)]
        held = (leg for leg in event.legs if leg.custody == flow.project)
        moved = -sum(leg.fen for leg in held if leg.account[:3] == HELD)
        out = flow.flow in ("premium_remitted", "benefit_paid")
        if (-moved if out else moved) != flow.amount_fen:
            aid.misstated.append(position)
        match flow.flow:
            case "premium_collected":
                _collect(aid, position, flow.persons, moved)
            case "benefit_received":
                aid.funded += moved
            case "benefit_paid":
                _pay(aid, position, -moved)
            case "premium_remitted":
                pass  # what is left of the premiums shows in the custody account itself


def _collect(aid: Aid, position: int, persons: int, fen: int) -> None:
    aid.persons += persons
    aid.collected += fen
    if fen > 0 and (aid.persons, aid.collected) != (aid.enrolled, aid.premiums):
        aid.gaps.append(Gap(position, aid.enrolled, aid.premiums, aid.persons, aid.collected))


def _pay(aid: Aid, position: int, fen: int) -> None:
    aid.paid += fen
    short = aid.paid - aid.funded
    if fen > 0 and short > 0:
        aid.short = max(aid.short, short)
        aid.short_at.append(position)
