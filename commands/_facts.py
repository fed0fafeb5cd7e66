"""Facts that a command refers to by position: read before the lock, for they never change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ledger.events._event import Posted
from ledger.events.corrections import EntryReversed
from ledger.rejections import Rejection, reject
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.fact import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.world import World


@dataclass(frozen=True, slots=True)
class Original:
    """The posted fact at a position; None where there is no such fact."""

    position: int
    fact: Posted | None


def original(position: int, edge: Edge) -> Original:
    """Read the posted fact at a position."""
    fact = edge.event(position)
    return Original(position, fact if isinstance(fact, Posted) else None)


def fact_scopes(asked: Original) -> Iterator[Scope[Any]]:
    """Name the fact and the accounts and scopes that undoing it changes."""
    yield Fact(asked.position)
    if asked.fact is not None:
        yield from asked.fact.touches()
        for leg in asked.fact.legs:
            if leg.bank is not None:
                yield BankAccount(leg.union, leg.bank)


def can_be_undone(asked: Original, union: str, world: World) -> Iterator[Rejection]:
    """The fact is there, belongs to the union, and stands."""
    fact = asked.fact
    if fact is None or fact.union != union:
        yield reject("fact.unknown", position=asked.position, union=union)
    elif isinstance(fact, EntryReversed):
        yield reject("fact.is_a_reversal", position=asked.position)
    elif undone := world[Fact(asked.position)].undone:
        yield reject("fact.undone_already", position=asked.position, undone=undone)
