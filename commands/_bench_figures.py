"""Figures of a measurement: whole numbers, what each must reach, and the clock.

Unit: millionths, of whatever `unit` says; time is taken in nanoseconds.
"""

from __future__ import annotations

from time import perf_counter_ns
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from projections._columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ONE: Final = 1_000_000
MS: Final = ONE // 1000

COLUMNS: Final = (
    Column("measure", "项目", "Measure", "code"),
    Column("figure", "本程序", "Figure", "count"),
    Column("unit", "单位", "Unit", "code"),
    Column("floor", "底线", "Floor"),
    Column("beside", "对照", "Beside", "code"),
    Column("beside_figure", "对照值", "Its figure", "count"),
    Column("ratio", "比值", "Ratio", "count"),
    Column("ratio_floor", "比值底线", "Floor of the ratio"),
    Column("holds", "达到", "Holds", "flag"),
)


class Floor(NamedTuple):
    """What a figure must reach, or must stay within."""

    at: int
    most: bool = False

    def holds(self, value: int) -> bool:
        """Tell whether a value does."""
        return value <= self.at if self.most else value >= self.at

    def said(self) -> str:
        """Return the floor as people read it: ≥ 15000."""
        return f"{'≤' if self.most else '≥'} {decimal(self.at)}"


def most(at: int) -> Floor:
    """Return a floor that is a ceiling."""
    return Floor(at, most=True)


class Figure(NamedTuple):
    """One measured figure, and the one of a peer that was measured beside it."""

    measure: str
    value: int
    unit: str
    floor: Floor | None = None
    beside: str | None = None
    peer: int | None = None
    ratio_floor: Floor | None = None

    @property
    def ratio(self) -> int | None:
        """Return the figure's part of the peer's."""
        return None if not self.peer else self.value * ONE // self.peer

    def holds(self) -> bool | None:
        """Tell whether every floor is held; None where there is none."""
        pairs = ((self.floor, self.value), (self.ratio_floor, self.ratio))
        held = [f.holds(v) for f, v in pairs if f is not None and v is not None]
        return all(held) if held else None

    def row(self) -> tuple[Any, ...]:
        """Return the figure as a row of the table."""
        ratio, holds = self.ratio, self.holds()
        return (
            self.measure, decimal(self.value), self.unit,
            None if self.floor is None else self.floor.said(),
            self.beside, None if self.peer is None else decimal(self.peer),
            None if ratio is None else decimal(ratio),
            None if self.ratio_floor is None else self.ratio_floor.said(),
            None if holds is None else int(holds),
        )  # fmt: skip


def decimal(value: int) -> str:
    """Write millionths: whole from 1000 on, else with four digits that count."""
    whole, part = divmod(value, ONE)
    places = 4 - len(str(whole)) if whole else 4
    digits = f"{part:06d}"[: max(0, places)].rstrip("0")
    return f"{whole}.{digits}" if digits else str(whole)


def rate(count: int, ns: int) -> int:
    """Return how many a second, in millionths."""
    return count * 1_000_000_000 * ONE // max(ns, 1)


def seconds(ns: int) -> int:
    """Return seconds, in millionths."""
    return ns // 1000


def median(values: Iterable[int]) -> int:
    """Return the middle value; of an even number the lower one of the two."""
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2]


def took(work: Callable[[], Any]) -> int:
    """Return how long some work took, in nanoseconds."""
    start = perf_counter_ns()
    work()
    return perf_counter_ns() - start
