"""What a report is asked: which books, which part of them, as of when, as known when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Self

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Query:
    """The question. What is None does not narrow the answer; a view ignores what it has not.

    `account`: a code and all that begins with it. `year`, `period`: by `booked_on`.
    `as_of`: what was booked up to that day. `known_at`: what was recorded up to that position.
    `since`, `until`: business days (`occurred_on`) of the event log. `name`: of an event.
    """

    ledger: str
    union: str | None = None
    account: str | None = None
    year: int | None = None
    period: str | None = None
    kind: str | None = None
    person: str | None = None
    by: str | None = None
    name: str | None = None
    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    known_at: int | None = None
    lang: Language = "zh"

    def where(self) -> Where:
        """Begin the condition of a statement: this ledger, as known then."""
        return Where(self.ledger).at_most(position=self.known_at)


class Where:
    """The condition of a statement, built column by column; a None adds nothing."""

    def __init__(self, ledger: str) -> None:
        self._terms = ["ledger = ?"]
        self.values: list[Any] = [ledger]

    def equal(self, **columns: Any) -> Self:
        """Keep rows whose columns equal these values."""
        return self._compare("=", columns)

    def at_most(self, **columns: Any) -> Self:
        """Keep rows whose columns are no greater than these values."""
        return self._compare("<=", columns)

    def below(self, **columns: Any) -> Self:
        """Keep rows whose columns are smaller than these values."""
        return self._compare("<", columns)

    def at_least(self, **columns: Any) -> Self:
        """Keep rows whose columns are no smaller than these values."""
        return self._compare(">=", columns)

    def begins(self, **columns: str | None) -> Self:
        """Keep rows whose columns begin with these digits: ":" is the sign after "9"."""
        below = {name: f"{value}:" for name, value in columns.items() if value is not None}
        return self.at_least(**columns).below(**below)

    def then(self, *values: Any) -> Self:
        """Bind the values of what follows the condition in its statement."""
        self.values += values
        return self

    @property
    def text(self) -> str:
        """Return the condition as SQL."""
        return " AND ".join(self._terms)

    def _compare(self, sign: str, columns: dict[str, Any]) -> Self:
        for name, value in columns.items():
            if value is not None:
                self._terms.append(f'"{name}" {sign} ?')
                self.values.append(value.isoformat() if isinstance(value, date) else value)
        return self
