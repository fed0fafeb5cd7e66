"""补助金发放: pay assessed claims out of custody, every one or none, under one voucher.

Why: what was received for benefits must suffice; premiums on their way up pay none, and neither
does the union's own money.
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from commands._benefits import (
    AboutClaims,
    Sought,
    as_stated,
    claim_scopes,
    in_status,
    not_empty,
    not_paid,
    other_hands,
    paid_scope,
    sought,
    state_of,
)
from commands._custody import (
    Booked,
    custody_bank,
    custody_scopes,
    enough_held,
    in_term,
    place_of,
)
from commands._guards import first_of, may_post
from commands._outgoing import Vouchers
from commands._verb import Decision, Title, Verb
from ledger.accounts import CHART
from ledger.entry import balanced
from ledger.events import CustodyFlow, Payout, Voucher
from ledger.events.mutual_aid import BENEFIT, BenefitPaid
from ledger.postings import held
from ledger.rejections import Rejection, reject
from ledger.scopes.mutual_aid_claim import MutualAidClaim
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.world import World


class PayBenefits(AboutClaims, Booked):
    """Assessed claims are paid on `on`, and booked on that day or on `booked_on`."""


@dataclass(frozen=True, slots=True)
class Ask:
    """The message with the claims that it means."""

    command: PayBenefits
    asked: list[Sought]


def prepare(command: PayBenefits, edge: Edge) -> Ask:
    """Find the persons of rows that name no claim."""
    return Ask(command, sought(command, edge))


def scopes(ask: Ask) -> Iterable[Scope[Any]]:
    """Name what moving custody money is judged by."""
    return custody_scopes(ask.command)


def more_scopes(ask: Ask, world: World) -> Iterator[Iterable[Scope[Any]]]:
    """Name the claims, and whether they are paid."""
    return claim_scopes(world, ask.asked, ask.command.project)


def decide(ask: Ask, world: World) -> Decision:
    """Pay every claim, or none."""
    command = ask.command
    objections = first_of(
        in_term(command, world),
        not_empty(ask.asked),
        may_post(world, command.union, command.booked),
        custody_bank(command, world),
        enough_held(command, world, _total(ask, world), reserved="premiums"),
    )
    if objections:
        yield from objections
        return
    vouchers = Vouchers(world, command.booked)
    for asked in ask.asked:
        objections = first_of(in_status(command, asked, world, "assessed")) or first_of(
            other_hands(asked, command.by, assessed=state_of(asked, world).assessor),
            not_paid(asked, world),
            as_stated(asked, state_of(asked, world).benefit),
            _something(asked, world),
        )
        if objections:
            yield from objections
        else:
            yield _paid(command, asked, vouchers.next(command.union), world)


def _total(ask: Ask, world: World) -> int:
    """Return what all the claims come to; one that is named twice, or paid, is told for that."""
    claims = {asked.claim for asked in ask.asked if asked.claim}
    due = [claim for claim in claims if world[paid_scope(claim, world)].live <= 0]
    return sum(world[MutualAidClaim(claim)].benefit for claim in due)


def _something(asked: Sought, world: World) -> Iterator[Rejection]:
    if state_of(asked, world).benefit == 0:
        yield reject("mutual_aid_claim.nothing_to_pay", row=asked.row.row, claim=asked.claim)


def _paid(command: PayBenefits, asked: Sought, voucher: Voucher, world: World) -> BenefitPaid:
    union, claim, state = command.union, asked.claim or "", state_of(asked, world)
    legs = held(place_of(command, world), command.project, -state.benefit)
    return BenefitPaid(
        command=world.command, by=command.by, occurred_on=command.on, union=union,
        booked_on=command.booked, voucher=voucher, chart=CHART, claim=claim,
        legs=balanced(legs, tier_of={union: world[Union(union)].tier}),
        custody=CustodyFlow(
            project=command.project, bank=command.bank, flow="benefit_paid",
            amount_fen=state.benefit,
        ),
        payout=Payout(
            person=state.person, kind=BENEFIT, occasion=claim, amount_fen=state.benefit,
            year=command.on.year, payee=state.payee, identity=state.identity,
            standard=state.version, row=asked.row.row,
        ),
        summary=f"发放互助补助金（第{command.term}期）",
    )  # fmt: skip


VERB = Verb(
    PayBenefits,
    Title("发放互助补助金", "pay mutual-aid benefits"),
    ("cashier",),
    scopes,
    decide,
    more_scopes,
    prepare,
)
