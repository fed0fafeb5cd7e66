"""Who is who: unions by name, members, and persons found to be one."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ledger.events.members import MemberEnrolled, PersonMerged
from ledger.events.unions import UnionRegistered

if TYPE_CHECKING:
    from audits._counting import Takes


class Coverage(NamedTuple):
    """How many members a union has, and how many of them stand in the registry."""

    members: int
    registered: int

    @property
    def percent(self) -> str:
        """Return the share as people write it: 46.2%."""
        if not self.members:
            return "—"
        tenths = (2000 * self.registered + self.members) // (2 * self.members)
        return f"{tenths // 10}.{tenths % 10}%"


class People:
    """Counted from enrolments and merges; read when all events have been seen."""

    def __init__(self) -> None:
        self.unions: dict[str, str] = {}
        self._into: dict[str, str] = {}
        self._members: dict[str, set[str]] = defaultdict(set)
        self._registered: set[str] = set()

    def takes(self) -> Takes:
        """Name the facts it counts."""
        return {
            UnionRegistered: self._union,
            MemberEnrolled: self._enrolled,
            PersonMerged: self._merged,
        }

    def one(self, person: str) -> str:
        """Return the id that a person's other ids were merged into."""
        seen = {person}
        while (into := self._into.get(person)) is not None and into not in seen:
            seen.add(into)
            person = into
        return person

    @cached_property
    def members(self) -> frozenset[str]:
        """Return everybody who is a member of any union."""
        return frozenset(self.one(p) for people in self._members.values() for p in people)

    @cached_property
    def registered(self) -> frozenset[str]:
        """Return everybody who stands in the real-name registry (实名制数据库)."""
        return frozenset(self.one(p) for p in self._registered)

    def coverage(self, union: str) -> Coverage:
        """Count a union's members and those of them in the registry."""
        members = {self.one(p) for p in self._members.get(union, ())}
        return Coverage(len(members), len(members & self.registered))

    def _union(self, _: int, event: UnionRegistered) -> None:
        self.unions[event.union] = event.name

    def _enrolled(self, _: int, event: MemberEnrolled) -> None:
        self._members[event.union].add(event.person)
        if event.registered:
            self._registered.add(event.person)

    def _merged(self, _: int, event: PersonMerged) -> None:
        if event.person != event.into:
            self._into[event.person] = event.into
