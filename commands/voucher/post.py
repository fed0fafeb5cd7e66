"""填制凭证: a general voucher, leg by leg; with `replaces` the blue entry of a correction.

Source: 会计基础工作规范 Art 51(5): 订正某月某日某号凭证.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from commands._entries import TypedLeg, affordable, entry_scopes, is_entry, legs_of
from commands._facts import Original, original
from commands._guards import first_of, may_post, may_use_bank, next_voucher, posting_scopes
from commands._minutes import decided, threshold_scopes
from commands._verb import CHAIR, FINANCE, Command, Decision, Id, Name, Position, Title, Verb, arg
from ledger.accounts import CHART
from ledger.entry import balanced
from ledger.events.corrections import EntryPosted
from ledger.rejections import Rejection, reject
from ledger.scopes.fact import Fact
from ledger.scopes.officer import Officer
from ledger.scopes.union import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commands._edge import Edge
    from ledger.scopes._scope import Scope
    from ledger.world import World


class PostVoucher(Command):
    """An entry that no other verb makes, approved by another officer."""

    union: Id = arg("工会", "the union")
    summary: str = arg("摘要", "what it is about", min_length=1)
    approved_by: Id = arg("批准人", "the officer who approved it")
    booked_on: date | None = arg("记账日期", "the voucher's date", default=None)
    replaces: Position | None = arg(
        "订正的原位置", "position of the fact it puts right", default=None
    )
    minutes: Name | None = arg("会议纪要", "the minutes that decided on it", default=None)
    rows: tuple[TypedLeg, ...] = arg("分录文件", "the legs", default=())

    @property
    def booked(self) -> date:
        """Return the voucher's date."""
        return self.booked_on or self.on


@dataclass(frozen=True, slots=True)
class Ask:
    """The message, and the fact that it puts right, if any."""

    command: PostVoucher
    wrong: Original | None


def prepare(command: PostVoucher, edge: Edge) -> Ask:
    """Read the fact that is put right."""
    wrong = None if command.replaces is None else original(command.replaces, edge)
    return Ask(command, wrong)


def scopes(ask: Ask) -> Iterable[Scope[Any]]:
    """Name the period, the voucher, the approver, the legs' money and lines."""
    command = ask.command
    yield Officer(command.approved_by)
    yield from posting_scopes(command.union, command.booked)
    yield from threshold_scopes(command.union, command.minutes)
    yield from entry_scopes(command.union, command.booked, command.rows)
    if ask.wrong is not None:
        yield Fact(ask.wrong.position)


def decide(ask: Ask, world: World) -> Decision:
    """Post a general voucher."""
    command, booked, rows = ask.command, ask.command.booked, ask.command.rows
    objections = first_of(
        _approved(command, world),
        may_post(world, command.union, booked),
        _puts_right(ask, world),
        is_entry(command.union, booked, rows, world),
        (
            o
            for r in rows
            if r.bank
            for o in may_use_bank(world, command.union, r.bank, booked, custody=bool(r.custody))
        ),
        decided(world, command.union, command.minutes, sum(r.debit for r in rows)),
        affordable(command.union, booked, rows, world),
    )
    yield from objections
    if objections:
        return
    legs = legs_of(command.union, booked, rows, world)
    yield EntryPosted(
        command=world.command, by=command.by, occurred_on=command.on, union=command.union,
        booked_on=booked, voucher=next_voucher(world, command.union, booked), chart=CHART,
        legs=balanced(legs, tier_of={command.union: world[Union(command.union)].tier}),
        summary=_summary(ask), replaces=command.replaces, approved_by=command.approved_by,
        minutes=command.minutes,
    )  # fmt: skip


def _summary(ask: Ask) -> str:
    if ask.wrong is None or ask.wrong.fact is None:
        return ask.command.summary
    day, voucher = ask.wrong.fact.booked_on, ask.wrong.fact.voucher
    return f"订正{day.month}月{day.day}日{voucher.label()}号凭证：{ask.command.summary}"


def _approved(command: PostVoucher, world: World) -> Iterator[Rejection]:
    if command.approved_by == command.by:
        yield reject("officer.same_hands", officer=command.by, did="prepared")
    elif not world[Officer(command.approved_by)].may(CHAIR, command.union):
        yield reject("officer.not_allowed", officer=command.approved_by, needs=", ".join(CHAIR))


def _puts_right(ask: Ask, world: World) -> Iterator[Rejection]:
    if ask.wrong is None:
        return
    if ask.wrong.fact is None or ask.wrong.fact.union != ask.command.union:
        yield reject("fact.unknown", position=ask.wrong.position, union=ask.command.union)
    elif not world[Fact(ask.wrong.position)].undone:
        yield reject("fact.not_undone", position=ask.wrong.position)


VERB = Verb(
    PostVoucher,
    Title("填制凭证", "post a general voucher, or the blue entry of a correction"),
    FINANCE,
    scopes,
    decide,
    prepare=prepare,
)
