"""How a remittance is split between the levels.

Why: every other level's share is floored to the fen, so that nobody is owed a fraction; what is
over stays with the union that received it, and the shares always sum to the amount.
Unit: fen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, get_args

from ledger.events.income import LevelShare, Via

Level = Literal["national", "province", "city", "county", "grassroots"]
LEVELS: Final[tuple[Level, ...]] = get_args(Level)
"""From the top down."""


class Split(NamedTuple):
    """What stays, what is owed to the levels above and below; `shares`: level by level."""

    own: int
    up: int
    down: int
    shares: tuple[LevelShare, ...]


def split(fen: int, rule: Sequence[tuple[str, int]], level: Level, via: Via = "employer") -> Split:
    """Split an amount by a rule of (level, parts); `level`: the receiver's, which has a part.

    `via`: an upper union handed on what is left for this level and those below, a lower one what
    is left for this level and those above; either is split in the proportions of the rule.
    """
    at = LEVELS.index(level)
    above, below = LEVELS[:at], LEVELS[at + 1 :]
    gone = {"employer": (), "upper": above, "lower": below}[via]
    parts = {named: part for named, part in rule if named not in gone}
    whole = sum(parts.values())
    shares = {named: fen * part // whole for named, part in parts.items() if named != level}
    shares[level] = fen - sum(shares.values())
    return Split(
        shares[level],
        sum(shares.get(named, 0) for named in above),
        sum(shares.get(named, 0) for named in below),
        tuple(LevelShare(level=named, fen=shares[named]) for named in LEVELS if named in shares),
    )
