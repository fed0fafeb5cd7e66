"""How a remittance is split between the levels.

Why: every other level's share is floored to the fen, so that nobody is owed a fraction; what is
over stays with the union that received it, and the shares always sum to the amount.
Unit: fen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, get_args

from ledger.events.income import LevelShare

Level = Literal["national", "province", "city", "county", "grassroots"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
"""From the top down."""


class Split(NamedTuple):
    """What stays, what is owed to the levels above and below; `shares`: level by level."""

    own: int
    up: int
    down: int
    shares: tuple[LevelShare, ...]


def split(
    fen: int, rule: Sequence[tuple[str, int]], level: Level, *, passed_down: bool = False
) -> Split:
    """Split an amount by a rule of (level, parts); `level`: the receiver's, which has a part.

    `passed_down`: the levels above have kept theirs, and the rest is split between the others.
    """
    at = LEVELS.index(level)
    above, below = LEVELS[:at], LEVELS[at + 1 :]
    parts = {named: part for named, part in rule if not passed_down or named not in above}
    whole = sum(parts.values())
    shares = {named: fen * part // whole for named, part in parts.items() if named != level}
    shares[level] = fen - sum(shares.values())
    return Split(
        shares[level],
        sum(shares.get(named, 0) for named in above),
        sum(shares.get(named, 0) for named in below),
        tuple(LevelShare(level=named, fen=shares[named]) for named in LEVELS if named in shares),
    )
