"""Vouchers (记账凭证) put together again from the entries that name them.

Unit: fen.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ledger.events import Posted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from audits._counting import Takes


class Series(NamedTuple):
    """Vouchers that are numbered together."""

    union: str
    type: str
    period: str

    def name(self, no: int) -> str:
        """Return a voucher's name: U0007/2023-07/记-12."""
        return f"{self.union}/{self.period}/{self.type}-{no}"


@dataclass(slots=True)
class Voucher:
    """One voucher of one command. `off`: by union, what its legs are off from zero.

    `at`: positions of the first and last entry. `odd`: those whose legs do not sum to zero.
    """

    command: int
    booked_on: date
    at: tuple[int, int]
    entry: int
    debit: int = 0
    off: dict[str, int] = field(default_factory=dict)
    odd: list[int] = field(default_factory=list)


class Vouchers:
    """All vouchers, by series and number; more than one under a number is a duplicate."""

    def __init__(self) -> None:
        self.series: dict[Series, dict[int, list[Voucher]]] = defaultdict(dict)

    def takes(self) -> Takes:
        """Name the facts it counts."""
        return {Posted: self._posted}

    def each(self) -> Iterator[tuple[Series, int, Voucher]]:
        """Yield every voucher."""
        for series, numbers in self.series.items():
            for no, found in numbers.items():
                for voucher in found:
                    yield series, no, voucher

    def of(self, series: Series, no: int) -> list[Voucher]:
        """Return what stands under a number."""
        return self.series.get(series, {}).get(no, [])

    def _posted(self, position: int, event: Posted) -> None:
        named = event.voucher
        series = Series(named.union, named.type, named.period)
        found = self.series[series].setdefault(named.no, [])
        last = found[-1] if found else None
        if last is not None and last.command == event.command and named.entry > last.entry:
            last.entry = named.entry
            last.at = (last.at[0], position)
        else:
            last = Voucher(event.command, event.booked_on, (position, position), named.entry)
            found.append(last)
        _add(last, position, event)


def _add(voucher: Voucher, position: int, event: Posted) -> None:
    sums: dict[str, int] = {}
    for leg in event.legs:
        sums[leg.union] = sums.get(leg.union, 0) + leg.fen
        if leg.fen > 0:
            voucher.debit += leg.fen
    if any(sums.values()):
        voucher.odd.append(position)
        for union, fen in sums.items():
            voucher.off[union] = voucher.off.get(union, 0) + fen
