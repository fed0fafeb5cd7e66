"""Claims: who is to be paid for what, judged against all that was paid before, in any union.

Why: the same person and occasion is paid once, whichever union, roster or alias it comes under,
and nobody gets more than the adopted standard allows.
Unit: fen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.paid import Paid
from ledger.scopes.person import Person
from ledger.scopes.standard import Standard
from ledger.scopes.year_total import YearTotal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ledger.payouts import PayoutKind
    from ledger.scopes._scope import Scope
    from ledger.world import World


class Claim(NamedTuple):
    """One row: `fen` is money and goods together."""

    row: int
    person: str
    occasion: str
    fen: int
    variant: str | None = None


def claim_scopes(
    world: World, kind: PayoutKind, year: int, claims: Iterable[Claim]
) -> Iterator[Scope[Any]]:
    """Name the persons, then, once they are loaded, the claims and totals of all their aliases."""
    for claim in claims:
        person = Person(claim.person)
        yield person
        if person not in world:
            continue
        for alias in aliases(world, claim.person):
            if alias != claim.person:
                yield Person(alias)
            yield Paid(alias, kind.code, claim.occasion)
            if kind.cap_group:
                yield YearTotal(alias, kind.cap_group, year)


def aliases(world: World, person: str) -> tuple[str, ...]:
    """Return every id of a person, as far as the world knows them."""
    state = world[Person(person)]
    if state.into is None:
        return (person, *state.aliases) if state.aliases else (person,)
    root = Person(state.into)
    others = world[root].aliases if root in world else ()
    return (person, state.into, *(a for a in others if a != person))


class Claims:
    """Judges claims one after the other; each sees the world as the ones before it left it."""

    def __init__(self, world: World, kind: PayoutKind, on: date) -> None:
        self._world = world
        self._kind = kind
        self._on = on
        self._seen: dict[tuple[str, str], int] = {}
        self._each = {
            variant: world[Standard(kind.code)].on(on, variant) for variant in (None, "surgery")
        }
        group = Standard(f"group:{kind.cap_group}") if kind.cap_group else None
        self._group = world[group].on(on) if group is not None else None

    @staticmethod
    def standards(kind: PayoutKind) -> Iterator[Scope[Any]]:
        """Name the standards that a kind is judged by."""
        yield Standard(kind.code)
        if kind.cap_group:
            yield Standard(f"group:{kind.cap_group}")

    def standard(self, variant: str | None) -> int | None:
        """Return the number of the standard that applies, to be stamped on the payout."""
        limit = self._each.get(variant) or self._each[None]
        return None if limit is None else limit.no

    def judge(self, claim: Claim) -> Iterator[Rejection]:
        """Say what speaks against a claim: paid before, twice in this file, over the standard."""
        people = aliases(self._world, claim.person)
        yield from self._once(claim, people)
        yield from self._within(claim, people)

    def _once(self, claim: Claim, people: tuple[str, ...]) -> Iterator[Rejection]:
        facts = {"kind": self._kind.code, "occasion": claim.occasion}
        key = (min(people), claim.occasion)
        earlier = self._seen.setdefault(key, claim.row)
        if earlier != claim.row:
            yield reject("payout.twice_in_file", row=claim.row, earlier=earlier, **facts)
        for alias in people:
            state = self._world[Paid(alias, self._kind.code, claim.occasion)]
            if state.live > 0 and earlier == claim.row:
                yield reject(
                    "payout.already_paid",
                    row=claim.row,
                    union=state.union,
                    voucher=state.voucher,
                    **facts,
                )
                return

    def _within(self, claim: Claim, people: tuple[str, ...]) -> Iterator[Rejection]:
        limit = self._each.get(claim.variant) or self._each[None]
        if limit is None:
            yield reject("standard.not_adopted", row=claim.row, kind=self._kind.code)
            return
        if limit.each is not None and claim.fen > limit.each:
            yield reject(
                "payout.over_standard",
                row=claim.row,
                amount=yuan(claim.fen),
                standard=yuan(limit.each),
            )
        cap = self._group if self._group is not None else limit
        if self._kind.cap_group and cap.year is not None:
            totals = [YearTotal(a, self._kind.cap_group, self._on.year) for a in people]
            before = sum(self._world[t].total for t in totals)
            if before + claim.fen > cap.year:
                yield reject(
                    "payout.over_year_standard",
                    row=claim.row,
                    group=self._kind.cap_group,
                    before=yuan(before),
                    amount=yuan(claim.fen),
                    standard=yuan(cap.year),
                )
