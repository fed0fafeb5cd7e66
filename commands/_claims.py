"""Claims: who is to be paid for what, judged against all that was paid before, in any union.

Why: the same person and occasion is paid once, whichever union, roster or alias it comes under,
and nobody gets more than the adopted standard allows.
Unit: fen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.paid import Paid
from ledger.scopes.person import Person
from ledger.scopes.standard import Standard
from ledger.scopes.year_total import YearTotal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from ledger.payouts import PayoutKind
    from ledger.scopes._scope import Scope
    from ledger.scopes.standard import Version
    from ledger.world import World


class Claim:
    """One row: `fen` is money and goods together.

    `paid`, `totals`: the scopes of all ids of the person, known once the aliases are.
    """

    __slots__ = ("fen", "occasion", "paid", "person", "row", "totals", "variant")

    def __init__(
        self, row: int | None, person: str, occasion: str, fen: int, variant: str | None = None
    ) -> None:
        self.row = row
        self.person = person
        self.occasion = occasion
        self.fen = fen
        self.variant = variant
        self.paid: tuple[Paid, ...] = ()
        self.totals: tuple[YearTotal, ...] = ()


def aliases(world: World, person: str) -> tuple[str, ...]:
    """Return every id of a person; the one that the others were merged into comes first."""
    state = world[Person(person)]
    if state.into is not None:
        return (state.into, *world[Person(state.into)].aliases)
    return (person, *state.aliases)


def claim_groups(
    world: World, kind: PayoutKind, year: int, claims: Sequence[Claim]
) -> Iterator[Iterable[Scope[Any]]]:
    """Name the persons; once they are loaded, those merged into; then what all were paid."""
    persons = [Person(c.person) for c in claims]
    yield persons
    roots = [Person(r) for p in persons if (r := world[p].into) is not None]
    if roots:
        yield roots
    code, group = kind.code, kind.cap_group
    for claim in claims:
        people = aliases(world, claim.person)
        claim.paid = tuple([Paid(p, code, claim.occasion) for p in people])
        claim.totals = tuple([YearTotal(p, group, year) for p in people])
    yield [scope for claim in claims for scope in claim.paid]
    yield [scope for claim in claims for scope in claim.totals]


def already_paid(world: World, kind: str, claim: Claim) -> Iterator[Rejection]:
    """A payment for this occasion stands, under one of the person's ids."""
    for scope in claim.paid:
        state = world[scope]
        if state.live > 0:
            yield reject(
                "payout.already_paid",
                row=claim.row,
                union=state.union,
                voucher=state.voucher,
                kind=kind,
                occasion=claim.occasion,
            )
            return


def standard_scopes(kind: PayoutKind) -> Iterator[Scope[Any]]:
    """Name the standards that a kind is judged by."""
    yield Standard(kind.code)
    yield Standard(f"group:{kind.cap_group}")


class Claims:
    """Judges claims one after the other; each sees the world as the ones before it left it."""

    def __init__(self, world: World, kind: PayoutKind, on: date) -> None:
        self._world = world
        self._kind = kind
        self._seen: dict[str, int | None] = {}
        self._listed: dict[str, tuple[int, int]] = {}
        own = world[Standard(kind.code)]
        self._each = {None: own.on(on), "surgery": own.on(on, "surgery") or own.on(on)}
        self._group = world[Standard(f"group:{kind.cap_group}")].on(on)

    def standard(self, variant: str | None) -> int | None:
        """Return the number of the standard that applies, to be stamped on the payout."""
        limit = self._each.get(variant, self._each[None])
        return None if limit is None else limit.no

    def judge(self, claim: Claim) -> list[Rejection]:
        """Say what speaks against a claim: paid before, twice in this file, over the standard."""
        return [*self._once(claim), *self._within(claim)]

    def count(self, claim: Claim) -> None:
        """Count a claim that is listed but not paid yet: no fact tells the world of its amount."""
        fen, times = self._listed.get(claim.totals[0], (0, 0))
        self._listed[claim.totals[0]] = (fen + claim.fen, times + 1)

    def _once(self, claim: Claim) -> Iterator[Rejection]:
        earlier = self._seen.setdefault(claim.paid[0], claim.row)
        if earlier == claim.row:
            yield from already_paid(self._world, self._kind.code, claim)
            return
        yield reject(
            "payout.twice_in_file",
            row=claim.row,
            earlier=earlier,
            kind=self._kind.code,
            occasion=claim.occasion,
        )

    def _within(self, claim: Claim) -> Iterator[Rejection]:
        limit = self._each.get(claim.variant, self._each[None])
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
        if cap.year is not None or cap.count is not None:
            yield from self._within_year(claim, cap)

    def _within_year(self, claim: Claim, cap: Version) -> Iterator[Rejection]:
        fen, times = self._listed.get(claim.totals[0], (0, 0))
        for total in claim.totals:
            state = self._world[total]
            fen, times = fen + state.total, times + state.count
        if cap.year is not None and fen + claim.fen > cap.year:
            yield reject(
                "payout.over_year_standard",
                row=claim.row,
                group=self._kind.cap_group,
                before=yuan(fen),
                amount=yuan(claim.fen),
                standard=yuan(cap.year),
            )
        if cap.count is not None and times >= cap.count:
            yield reject(
                "payout.over_count",
                row=claim.row,
                group=self._kind.cap_group,
                before=times,
                standard=cap.count,
            )
