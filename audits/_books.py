"""The books as a rule may look at them: counted again from the first event, in one pass.

Why: an audit that asked the write path's own states would repeat its mistakes. This counts from
the recorded facts alone; every rule looks at the same counts, and no rule reads twice.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from audits._approvals import Approvals
from audits._coupons import Coupons
from audits._custody import Custody
from audits._limits import Limits
from audits._lines import Lines
from audits._mutual_aid import MutualAid
from audits._payouts import Paid, Payouts
from audits._people import People
from audits._rosters import Rosters
from audits._vouchers import Vouchers
from ledger import events

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from audits._counting import Counting, Take
    from ledger.events import Event
    from ledger.store import Store

EACH = 5_000  # events between two words about progress


class Books:
    """All that was counted. `position`: how far; `latest`: the latest business day in it."""

    def __init__(self) -> None:
        self.position = 0
        self.latest: date | None = None
        self.people = People()
        self.payouts = Payouts()
        self.vouchers = Vouchers()
        self.lines = Lines()
        self.limits = Limits()
        self.rosters = Rosters()
        self.approvals = Approvals()
        self.custody = Custody()
        self.mutual_aid = MutualAid()
        self.coupons = Coupons()
        self._parts: tuple[Counting, ...] = (
            self.people, self.payouts, self.vouchers, self.lines, self.limits, self.rosters,
            self.approvals, self.custody, self.mutual_aid,
            self.coupons,
        )  # fmt: skip
        self._takes: dict[type[Any], tuple[Take, ...]] = {}

    @classmethod
    def of(cls, facts: Iterable[tuple[int, Event]]) -> Self:
        """Count facts at their positions."""
        books = cls()
        for position, fact in facts:
            books.take(position, fact)
        return books

    @classmethod
    def read(
        cls, store: Store, ledger: str, *, upto: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Self:  # fmt: skip
        """Count a ledger's facts, all or up to a position.

        Errors: `events.UnknownEvent` for a fact of a newer version.
        """
        books = cls()
        goal = store.head(ledger).size if upto is None else upto
        for stored in store.read(ledger, upto=goal):
            kind = events.NAMES.get(stored.name)
            if kind is None or books._takers(kind):
                books.take(stored.position, events.decode(stored.name, stored.data))
            if progress is not None and stored.position % EACH == 0:
                progress(stored.position, goal)
        books.position = goal
        return books

    def take(self, position: int, fact: Event) -> None:
        """Count one fact."""
        self.position = position
        if self.latest is None or fact.occurred_on > self.latest:
            self.latest = fact.occurred_on
        for take in self._takers(type(fact)):
            take(position, fact)

    def _takers(self, kind: type[Event]) -> tuple[Take, ...]:
        """Return what counts facts of a kind; found out once."""
        takers = self._takes.get(kind)
        if takers is None:
            takers = self._takes[kind] = tuple(
                take
                for part in self._parts
                for family, take in part.takes().items()
                if issubclass(kind, family)
            )
        return takers

    def paid_again(self) -> dict[tuple[str, str, str], list[Paid]]:
        """Return person, kind and occasion of what stands more than once, whichever id was used.

        Only these are gathered: nearly everybody is paid once.
        """
        first: dict[tuple[str, str, str], Paid] = {}
        again: dict[tuple[str, str, str], list[Paid]] = {}
        for paid in self.payouts.payments():
            key = (self.people.one(paid.person), paid.kind, paid.occasion)
            before = first.setdefault(key, paid)
            if before is not paid:
                again.setdefault(key, [before]).append(paid)
        return again

    def variant(self, paid: Paid) -> str | None:
        """Return the variant that a payout's roster row names."""
        return self.rosters.variant(paid.roster, paid.row)
