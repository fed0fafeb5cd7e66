"""A finding: what a rule has to say about one subject, with its evidence.

Why its id is made of rule and subject alone: a disposition must survive a rerun, and content that
has changed since is to be seen under the same id.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audits._rule import Rule, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Finding:
    """One entry of the 问题清单. Persons are ids; nothing personal stands in it.

    `subject`: the natural key, voucher, or union + year + line that it is about.
    `positions`: the facts that prove it. `times`: 人次, the number of persons unless told.
    `also`: further unions concerned. `severity`: where it is not the rule's own.
    """

    rule: Rule
    subject: str
    union: str
    zh: str
    en: str
    positions: tuple[int, ...]
    amount_fen: int = 0
    persons: tuple[str, ...] = ()
    times: int | None = None
    year: int | None = None
    also: tuple[str, ...] = ()
    severity: Severity | None = None

    @property
    def id(self) -> str:
        """Return the rule's code and the subject, hashed: R43-5f0c2a9b1d."""
        digest = hashlib.sha256(f"{self.rule.code}\0{self.subject}".encode()).hexdigest()
        return f"{self.rule.code}-{digest[:10]}"

    @property
    def weight(self) -> Severity:
        """Return the finding's severity."""
        return self.severity or self.rule.severity

    @property
    def person_times(self) -> int:
        """Return 涉及人次."""
        return len(self.persons) if self.times is None else self.times

    def concerns(self, unions: tuple[str, ...], year: int | None) -> bool:
        """Tell whether it is about one of these unions (any, when none is named) and this year."""
        is_theirs = not unions or self.union in unions or any(u in unions for u in self.also)
        return is_theirs and (year is None or self.year in (None, year))


def in_order(persons: Iterable[str]) -> tuple[str, ...]:
    """Return ids each once, sorted."""
    return tuple(sorted(set(persons)))
