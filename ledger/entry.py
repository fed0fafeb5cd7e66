"""The entry (分录): legs that sum to zero for every union, or no entry at all.

Unit: fen; a debit is positive, a credit negative.
Why: each union is an accounting entity of its own, so one entry balances union by union.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

import msgspec

from ledger.accounts import DIMENSIONS, chart

_VALUES: Final = {
    "kind": (None, "basic", "project"),
    "source": (None, "union", "fiscal"),
    "restriction": (None, "restricted", "unrestricted"),
}
_Given = tuple[str | None, str | None, str | None, bool, bool, bool]  # in order of DIMENSIONS


class EntryError(AssertionError):
    """An entry that must never be written. A bug of ours: what the world gets wrong is rejected."""


class Leg(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """One signed line of an entry, with its dimensions (辅助核算). It does not check itself.

    `bank`: bank account or till; `custody`: the project of 代管经费; `kind`: basic or project;
    `source`: union or fiscal; `restriction`: restricted or unrestricted; `counterparty`: a union,
    debtor or platform; `budget`: the code of a budget line.
    """

    union: str
    account: str
    fen: int
    bank: str | None = None
    custody: str | None = None
    kind: str | None = None
    project: str | None = None
    source: str | None = None
    economic: str | None = None
    functional: str | None = None
    restriction: str | None = None
    counterparty: str | None = None
    budget: str | None = None


Legs = tuple[Leg, ...]


def balanced(legs: Legs, *, tier_of: Callable[[str], str] | Mapping[str, str]) -> Legs:
    """Return the legs when they are an entry.

    Rejects: EntryError when a union's legs do not sum to zero, a leg is zero, its account is not in
    its union's chart, or a dimension that the account needs is missing.
    """
    look_up = tier_of.__getitem__ if isinstance(tier_of, Mapping) else tier_of
    sums: dict[str, int] = {}
    for leg in legs:
        union, fen = leg.union, leg.fen
        if fen == 0 or type(fen) is not int:
            raise EntryError(f"{fen!r} is not an amount of a leg: {leg}")
        sums[union] = sums.get(union, 0) + fen
        given = (
            leg.kind,
            leg.source,
            leg.restriction,
            leg.economic is not None,
            leg.project is not None,
            leg.functional is not None,
        )
        fault = _fault(leg.account, look_up(union), given)
        if fault is not None:
            raise EntryError(f"{fault}: {leg}")
    if not legs or any(sums.values()):
        raise EntryError(f"an entry sums to zero for every union, this one to {sums}: {legs}")
    return legs


@lru_cache(maxsize=8192)
def _fault(account: str, tier: str, given: _Given) -> str | None:
    """Say what is wrong with an account and its dimensions; found out once for each combination."""
    found = chart().account(account)
    if found is None or not found.open_to(tier):
        return f"no account {account} in the chart of a {tier} union"
    dimensions = dict(zip(DIMENSIONS, given, strict=True))
    for name, allowed in _VALUES.items():
        if dimensions[name] not in allowed:
            return f"{name} cannot be {dimensions[name]!r}"
    needed = set(found.dimensions)
    if "kind" in needed and dimensions["kind"] == "project":
        needed.add("project")
    if "restriction" in needed and dimensions["restriction"] == "restricted":
        needed.add("project")
    if "source" in needed and dimensions["source"] == "fiscal":
        needed.add("functional")
    missing = sorted(name for name in needed if not dimensions.get(name))
    return f"{account} needs {', '.join(missing)}" if missing else None


def negated(legs: Legs) -> Legs:
    """Return the legs of the red entry (红字) that undoes these."""
    return tuple(msgspec.structs.replace(leg, fen=-leg.fen) for leg in legs)


def total_debit(legs: Legs) -> int:
    """Return the sum of the debits, in fen."""
    return sum(leg.fen for leg in legs if leg.fen > 0)
