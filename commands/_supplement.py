"""补录 at work: makes each row a fact as it was, stamped with the rules that it broke."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from commands._claims import Claim, Claims
from commands._guards import may_use_bank, next_voucher
from commands._payees import seal_rows
from ledger.accounts import CHART
from ledger.entry import balanced, negated
from ledger.events import Payout, Source, Supplement
from ledger.events.rosters import CondolencePaid, PayoutRecovered
from ledger.payouts import kinds
from ledger.postings import spent, spent_without_budget
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.cash import Cash
from ledger.scopes.union import Union
from ledger.vault import Identity, PersonClaim

if TYPE_CHECKING:
    from commands._edge import Edge
    from ledger.entry import Leg
    from ledger.events import Posted, Voucher
    from ledger.sealed import Sealed
    from ledger.world import World


@dataclass(frozen=True)
class Ask:
    """The message, with each row's person, source, occasion and sealed fields."""

    command: Any
    people: list[Identity]
    payees: list[str | None]
    sources: list[Source]
    sealed: list[dict[str, Sealed]]
    tiers: dict[str, str]

    @cached_property
    def unions(self) -> list[str]:
        """Return the unions that the rows name, in order."""
        return list(dict.fromkeys(r.union for r in self.command.rows))

    @cached_property
    def occasions(self) -> list[str]:
        """Return each row's occasion; where none can be told, the source row stands for it."""
        rows = zip(self.command.rows, self.sources, strict=True)
        return [_occasion(r) or f"{s.document}.{s.row}".replace("/", "-") for r, s in rows]

    @cached_property
    def claims(self) -> list[Claim]:
        """Return each row's claim."""
        rows = zip(self.command.rows, self.people, self.occasions, strict=True)
        return [
            Claim(r.row, who.person, occasion, r.amount_fen, r.variant) for r, who, occasion in rows
        ]

    @cached_property
    def grouped(self) -> dict[tuple[str, int], list[Claim]]:
        """Return the claims by kind and fiscal year."""
        grouped: dict[tuple[str, int], list[Claim]] = defaultdict(list)
        for row, claim in zip(self.command.rows, self.claims, strict=True):
            if row.kind in kinds():
                grouped[row.kind, row.occurred_on.year].append(claim)
        return grouped

    def line(self, row: Any) -> str:
        """Return the budget line that a row names, or its kind's account at the union."""
        return row.line or kinds()[row.kind].account(self.tiers[row.union] or "county_plus")


def prepared(command: Any, edge: Edge) -> Ask:
    """Find or make the persons, seal what is personal, and key each source row."""
    rows = command.rows
    claims = [
        PersonClaim(None, f"register:{command.system}", r.payee, None)
        if r.payee
        else PersonClaim(r.national_id, r.union, r.member_no, r.name)
        for r in rows
    ]
    people = edge.identify(claims)
    payees = edge.payees([r.bank_account for r in rows])
    digests = edge.digests([r.model_dump_json(exclude={"row"}) for r in rows])
    sources = [
        Source(
            system=command.system,
            document=r.source_document or command.evidence,
            row=r.source_row or str(r.row),
            digest=d,
        )
        for r, d in zip(rows, digests, strict=True)
    ]
    tiers = {union: edge.state(Union(union)).tier for union in {r.union for r in rows}}
    return Ask(command, people, payees, sources, seal_rows(rows, people, edge), tiers)


def _occasion(row: Any) -> str | None:
    """Return the natural key's occasion; a foreign register may pay one payee often in a day."""
    kind = kinds().get(row.kind)
    if kind is None or (row.payee is not None and row.occasion is None):
        return None
    return kind.occasion_key(row.occurred_on, row.occasion)


class Recorder:
    """Makes the facts of one 补录, one voucher a union."""

    def __init__(self, ask: Ask, world: World) -> None:
        self._ask, self._world = ask, world
        command = ask.command
        self._supplement = Supplement(evidence=command.evidence, approved_by=command.approved_by)
        self._vouchers = {u: next_voucher(world, u, command.booked) for u in ask.unions}
        self._entries = dict.fromkeys(ask.unions, 0)
        self._judges: dict[tuple[str, Any], Claims] = {}

    def fact(self, n: int) -> Posted:
        """Return the n-th row as a payout, or, where money came back, as a recovery."""
        row = self._ask.command.rows[n]
        legs, short = self._legs(row)
        breaches = (*self._outside(row), *short)
        common = self._common(n, legs)
        if row.amount_fen < 0:
            return PayoutRecovered(**common, reason="negative in the source", breaches=breaches)
        codes = [r.code for r in self._judge(row).judge(self._ask.claims[n])]
        broken = [c for c in codes if c != "standard.not_adopted"]
        return CondolencePaid(**common, breaches=tuple(dict.fromkeys([*breaches, *broken])))

    def _common(self, n: int, legs: tuple[Leg, ...]) -> dict[str, Any]:
        ask, command = self._ask, self._ask.command
        row, who, kind = command.rows[n], ask.people[n], kinds()[command.rows[n].kind]
        return {
            "command": self._world.command,
            "by": command.by,
            "occurred_on": row.occurred_on,
            "union": row.union,
            "booked_on": command.booked,
            "voucher": self._voucher(row.union),
            "legs": legs,
            "chart": CHART,
            "source": ask.sources[n],
            "supplement": self._supplement,
            "payout": Payout(
                person=who.person, kind=kind.code, occasion=ask.occasions[n],
                amount_fen=row.amount_fen, year=row.occurred_on.year, cap_group=kind.cap_group,
                claim=1 if row.amount_fen > 0 else 0, payee=ask.payees[n], form=command.form,
                identity=who.grade, kind_version=kind.version, row=row.row,
            ),
        }  # fmt: skip

    def _voucher(self, union: str) -> Voucher:
        voucher = self._vouchers[union]
        self._entries[union] += 1
        return type(voucher)(
            union=union, type=voucher.type, period=voucher.period, no=voucher.no,
            entry=self._entries[union],
        )  # fmt: skip

    def _judge(self, row: Any) -> Claims:
        key = (row.kind, row.occurred_on)
        if key not in self._judges:
            self._judges[key] = Claims(self._world, kinds()[row.kind], row.occurred_on)
        return self._judges[key]

    def _outside(self, row: Any) -> list[str]:
        """Return what was wrong with union, account and form on the day that it happened."""
        command, world, on = self._ask.command, self._world, row.occurred_on
        dissolved_on = world[Union(row.union)].dissolved_on
        broken = ["union.dissolved"] if dissolved_on is not None and dissolved_on <= on else []
        broken += [r.code for r in may_use_bank(world, row.union, command.bank, on)]
        if command.form not in kinds()[row.kind].forms:
            broken.append("payout.form_not_allowed")
        return broken

    def _legs(self, row: Any) -> tuple[tuple[Leg, ...], tuple[str, ...]]:
        """Return the entry, on the budget line where there is one, and what that broke."""
        command, world = self._ask.command, self._world
        breaches: list[str] = []
        line = self._ask.line(row)
        shape = world[BudgetLine(row.union, command.booked.year, line)]
        bank = world[BankAccount(row.union, command.bank)]
        tier = world[Union(row.union)].tier
        fen = abs(row.amount_fen)
        legs: tuple[Leg, ...]
        if shape.exists:
            legs = spent(row.union, line, shape, command.bank, bank, fen)
        else:
            kind = kinds()[row.kind]
            legs = spent_without_budget(
                row.union, kind.account(tier), kind.economic, command.bank, bank, fen
            )
        if row.amount_fen > 0:
            if not shape.exists:
                breaches.append("budget.no_line")
            elif shape.free < fen:
                breaches.append("budget.short")
            if world[Cash(row.union, command.bank)].balance < fen:
                breaches.append("cash.short")
        else:
            legs = negated(legs)
        return balanced(legs, tier_of={row.union: tier}), tuple(breaches)
