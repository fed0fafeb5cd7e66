"""Standards (发放标准) as adopted: which limit was in force on a day.

Unit: fen.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ledger.events.policies import Limit, StandardAdopted

if TYPE_CHECKING:
    from audits._counting import Takes
    from audits._payouts import Paid


class Dated(NamedTuple):
    """A limit with its dates and its document; `position`: of its adoption."""

    position: int
    first: date
    last: date | None
    document: str
    limit: Limit

    @property
    def basis(self) -> str:
        """Return document and article."""
        return f"{self.document} {self.limit.article or ''}".strip()


class Limits:
    """All limits of all subjects, in the order of adoption."""

    def __init__(self) -> None:
        self._adopted: dict[str, list[Dated]] = defaultdict(list)

    def takes(self) -> Takes:
        """Name the facts it counts."""
        return {StandardAdopted: self._standard}

    def each(self, paid: Paid, variant: str | None) -> Dated | None:
        """Return the limit of one payment, for its variant where that has one of its own."""
        own = self._in_force(paid.kind, paid, variant)
        return own if own is not None or variant is None else self._in_force(paid.kind, paid, None)

    def most_generous(self, paid: Paid) -> Dated | None:
        """Return the highest limit that any variant of this payment could have."""
        variants = {d.limit.variant for d in self._adopted.get(paid.kind, ())}
        found = [d for v in variants if (d := self._in_force(paid.kind, paid, v)) is not None]
        unlimited = [d for d in found if d.limit.each_fen is None]
        return _last(unlimited or sorted(found, key=lambda d: d.limit.each_fen or 0))

    def yearly(self, paid: Paid, variant: str | None) -> Dated | None:
        """Return the yearly limit: of the group of kinds where there is one, else of the kind."""
        group = self._in_force(f"group:{paid.group}", paid, None)
        return group if group is not None else self.each(paid, variant)

    def _in_force(self, subject: str, paid: Paid, variant: str | None) -> Dated | None:
        """Return the limit adopted last among those in force on the payment's day.

        What the office could not know yet does not count against it, except for 补录, which is
        judged by all that is known, and where nothing had been adopted at all.
        """
        there = [
            d
            for d in self._adopted.get(subject, ())
            if d.limit.variant == variant
            and d.first <= paid.on
            and (d.last is None or paid.on <= d.last)
        ]
        known = [d for d in there if d.position < paid.position]
        return _last(there if paid.outside else known or there)

    def _standard(self, position: int, event: StandardAdopted) -> None:
        for limit in event.limits:
            self._adopted[limit.subject].append(
                Dated(position, event.valid_from, event.valid_to, event.document, limit)
            )


def _last(limits: list[Dated]) -> Dated | None:
    return limits[-1] if limits else None
