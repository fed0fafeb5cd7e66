"""红字冲销: undo a posted fact by a red entry that names it, in every scope that it touched.

Source: 会计基础工作规范 Art 51(5): 注销某月某日某号凭证.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from commands._facts import Original, can_be_undone, fact_scopes, original
from commands._guards import first_of, may_post, next_voucher, posting_scopes
from commands._undoing import claim_of, covered, not_paid_since, still_prepaid, undone_scopes
from commands._verb import FINANCE, Command, Decision, Groups, Id, Position, Title, Verb, arg
from ledger.accounts import CHART
from ledger.entry import negated
from ledger.events.corrections import EntryReversed
from ledger.events.opening import OpeningLoaded
from ledger.events.rosters import PaymentReturned, PayoutRecovered
from ledger.rejections import Rejection, reject
from ledger.scopes.subsidy import Subsidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commands._claims import Claim
    from commands._edge import Edge
    from ledger.events import Posted
    from ledger.scopes._scope import Scope
    from ledger.world import World


class ReverseEntry(Command):
    """The fact at a position was posted in error, this fiscal year."""

    union: Id = arg("工会", "the union")
    position: Position = arg("原凭证位置", "the position of the fact")
    reason: str = arg("更正原因", "why it is undone", min_length=1)
    booked_on: date | None = arg("记账日期", "the voucher's date", default=None)

    @property
    def booked(self) -> date:
        """Return the voucher's date."""
        return self.booked_on or self.on


@dataclass(frozen=True, slots=True)
class Ask:
    """The message and the fact to undo."""

    command: ReverseEntry
    wrong: Original
    claim: Claim | None


def prepare(command: ReverseEntry, edge: Edge) -> Ask:
    """Read the fact."""
    wrong = original(command.position, edge)
    return Ask(command, wrong, claim_of(wrong.fact))


def scopes(ask: Ask) -> Iterable[Scope[Any]]:
    """Name the fact, all that it touched, the period and the voucher."""
    yield from fact_scopes(ask.wrong)
    yield from posting_scopes(ask.command.union, ask.command.booked)


def more_scopes(ask: Ask, world: World) -> Groups:
    """Name what the payee of a return has been paid since."""
    return undone_scopes(ask.wrong.fact, ask.claim, world)


def decide(ask: Ask, world: World) -> Decision:
    """Undo a posted fact."""
    command, wrong = ask.command, ask.wrong.fact
    objections = first_of(
        can_be_undone(ask.wrong, command.union, world),
        may_post(world, command.union, command.booked),
        _reversible(ask),
        _not_received(ask, world),
        still_prepaid(wrong, world),
        not_paid_since(wrong, ask.claim, world),
        _covered(ask, world),
    )
    yield from objections
    if objections or wrong is None:
        return
    voucher = wrong.voucher
    day = wrong.booked_on
    yield EntryReversed(
        command=world.command, by=command.by, occurred_on=command.on, union=command.union,
        booked_on=command.booked, voucher=next_voucher(world, command.union, command.booked),
        legs=negated(wrong.legs), chart=CHART,
        payout=None if wrong.payout is None else wrong.payout.reversed(),
        transfer=None if wrong.transfer is None else wrong.transfer.reversed(),
        custody=None if wrong.custody is None else wrong.custody.reversed(),
        coupons=None if wrong.coupons is None else wrong.coupons.reversed(),
        reverses=command.position, reason=command.reason, payment=_payment(wrong),
        summary=f"注销{day.month}月{day.day}日{voucher.label()}号凭证",
    )  # fmt: skip


def _covered(ask: Ask, world: World) -> Iterator[Rejection]:
    if ask.wrong.fact is not None:
        yield from covered(negated(ask.wrong.fact.legs), ask.command.booked.year, world)


def _payment(wrong: Posted) -> int | None:
    """Return the payment that stands again when its return, or its recovery, is undone."""
    return wrong.payment if isinstance(wrong, PaymentReturned | PayoutRecovered) else None


def _reversible(ask: Ask) -> Iterator[Rejection]:
    command, wrong = ask.command, ask.wrong.fact
    if isinstance(wrong, OpeningLoaded):
        yield reject("fact.is_an_opening", position=command.position)
    elif wrong is not None and wrong.booked_on.year != command.booked.year:
        yield reject(
            "fact.of_another_year",
            position=command.position,
            booked_on=wrong.booked_on.isoformat(),
        )


def _not_received(ask: Ask, world: World) -> Iterator[Rejection]:
    """A subsidy that the lower union has booked is undone there first."""
    moved = None if ask.wrong.fact is None else ask.wrong.fact.transfer
    if moved is None or moved.side == "received":
        return
    if world[Subsidy(moved.payer, moved.number)].received:
        yield reject("subsidy.received_already", number=moved.number, union=moved.lower)


VERB = Verb(
    ReverseEntry,
    Title("红字冲销", "undo a posted fact by a red entry"),
    FINANCE,
    scopes,
    decide,
    more_scopes,
    prepare,
)
