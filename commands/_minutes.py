"""Collective decisions: above the adopted threshold, minutes are needed, and they must reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.minutes import Minutes
from ledger.scopes.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World

THRESHOLD = "collective_decision_above"


def threshold_scopes(union: str, minutes: str | None) -> Iterable[Scope[Any]]:
    """Name the union's threshold, the common one, and the minutes."""
    yield Policy(union, THRESHOLD)
    yield Policy(None, THRESHOLD)
    if minutes is not None:
        yield Minutes(union, minutes)


def decided(world: World, union: str, minutes: str | None, fen: int) -> Iterator[Rejection]:
    """Spending of this size has been decided on collectively, where that is needed."""
    own, common = world[Policy(union, THRESHOLD)].value, world[Policy(None, THRESHOLD)].value
    value = own if own is not None else common
    if minutes is None:
        if value is not None and fen > int(value):
            yield reject("minutes.missing", amount=yuan(fen), threshold=yuan(int(value)))
        return
    state = world[Minutes(union, minutes)]
    if not state.exists:
        yield reject("minutes.unknown", minutes=minutes, union=union)
    elif state.amount - state.used < fen:
        yield reject(
            "minutes.exceeded",
            minutes=minutes,
            left=yuan(state.amount - state.used),
            amount=yuan(fen),
        )
