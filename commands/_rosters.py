"""What the steps of a roster's way have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.rejections import Rejection, reject
from ledger.scopes.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.world import World


def in_status(world: World, union: str, roster: str, *wanted: str) -> Iterator[Rejection]:
    """The roster is there, belongs to the union, and stands where the step begins."""
    state = world[Roster(roster)]
    if state.status == "unknown" or state.union != union:
        yield reject("roster.unknown", roster=roster, union=union)
    elif state.status not in wanted:
        yield reject("roster.wrong_status", roster=roster, status=state.status)


def other_hands(officer: str, **did: str) -> Iterator[Rejection]:
    """None of these steps was taken by the same officer (不相容岗位)."""
    for step, who in did.items():
        if who == officer:
            yield reject("officer.same_hands", officer=officer, did=step)
            return
