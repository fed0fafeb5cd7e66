"""消费券活动批准: the terms of a campaign, and its cost committed on a budget line.

Why: the policy in force now, cost at settlement or at payment, holds for the whole campaign, so
that no campaign is counted half one way and half the other. Without a policy: at settlement.
Unit: fen; typed in yuan.
Rejects: in the guards' order, see `decide`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal

from commands._coupons import OfCampaign
from commands._guards import first_of
from commands._income import positive
from commands._listed import Text
from commands._minutes import decided, threshold_scopes
from commands._outgoing import approved_by_chair
from commands._verb import HANDLERS, Amount, Decision, Id, Title, Verb, arg
from ledger.events.coupons import CampaignApproved, CouponKind
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.campaign import PPM, Campaign, Cost
from ledger.scopes.officer import Officer
from ledger.scopes.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World

POLICY: Final = "coupon_cost"
ACCOUNTS: Final = ("50105", "50305")
"""会员活动支出 of a grassroots union, 其他服务支出 where a county union serves all members."""


class ApproveCampaign(OfCampaign):
    """So many coupons of one face value, to be redeemed at a platform's merchants."""

    title: Text = arg("活动名称", "what the campaign is called")
    kind: CouponKind = arg("券种", "the kind of coupon 消费券", default="general")
    scope: Literal["universal", "targeted"] = arg(
        "发放范围", "for all members, or for some", default="universal"
    )
    face: Amount = arg("面值", "face value of a coupon, in yuan")
    min_spend: Amount = arg("使用门槛", "least order that takes one, in yuan", default=0, ge=0)
    quantity: int = arg("张数", "how many coupons", ge=1)
    union_ppm: int = arg(
        "工会承担比例", "the union's share, in parts of a million", default=PPM, ge=1, le=PPM
    )
    platform: Text = arg("平台", "the platform")
    valid_from: date = arg("生效日期", "first day on which one may be redeemed")
    valid_to: date = arg("截止日期", "last day")
    line: str = arg("预算项目", "the budget line, of 50105 or 50305")
    approved_by: Id = arg("批准人", "the chairperson who approved it")
    document: Text = arg("遴选文件", "the document by which the platform was selected")
    minutes: str | None = arg("会议纪要", "the minutes that decided on it", default=None)

    @property
    def cost_fen(self) -> int:
        """Return the union's share of all coupons; each one's is floored to the fen."""
        return self.quantity * (self.face * self.union_ppm // PPM)


def scopes(command: ApproveCampaign) -> Iterable[Scope[Any]]:
    """Name the campaign, the budget line, the approver, the policies."""
    union = command.union
    yield from (Campaign(command.campaign), BudgetLine(union, command.on.year, command.line))
    yield from (Policy(union, POLICY), Policy(None, POLICY), Officer(command.approved_by))
    yield from threshold_scopes(union, command.minutes)


def decide(command: ApproveCampaign, world: World) -> Decision:
    """Approve a campaign that the budget can bear."""
    objections = first_of(
        _new(command, world),
        _makes_sense(command),
        _line(command, world),
        approved_by_chair(world, command.union, command.by, command.approved_by),
        decided(world, command.union, command.minutes, command.cost_fen),
        _affordable(command, world),
    )
    yield from objections
    if not objections:
        yield CampaignApproved(
            command=world.command, by=command.by, occurred_on=command.on, union=command.union,
            campaign=command.campaign, title=command.title, kind=command.kind, scope=command.scope,
            face_fen=command.face, min_spend_fen=command.min_spend, quantity=command.quantity,
            union_ppm=command.union_ppm, platform=command.platform, valid_from=command.valid_from,
            valid_to=command.valid_to, budget_line=command.line, year=command.on.year,
            committed_fen=command.cost_fen, cost=_cost(world, command.union),
            approved_by=command.approved_by, document=command.document, minutes=command.minutes,
        )  # fmt: skip


def _cost(world: World, union: str) -> Cost:
    value = world[Policy(union, POLICY)].value or world[Policy(None, POLICY)].value
    return "at_payment" if value == "at_payment" else "at_settlement"


def _new(command: ApproveCampaign, world: World) -> Iterator[Rejection]:
    if world[Campaign(command.campaign)].union:
        yield reject("coupon_campaign.exists", campaign=command.campaign)


def _makes_sense(command: ApproveCampaign) -> Iterator[Rejection]:
    """The union bears something of every coupon, and there is a day to redeem one on."""
    yield from positive(command.cost_fen)
    if not max(command.valid_from, command.on) <= command.valid_to:
        yield reject(
            "coupon_campaign.no_day_left", on=command.on.isoformat(),
            valid_from=command.valid_from.isoformat(), valid_to=command.valid_to.isoformat(),
        )  # fmt: skip


def _line(command: ApproveCampaign, world: World) -> Iterator[Rejection]:
    line = world[BudgetLine(command.union, command.on.year, command.line)]
    if not line.exists:
        yield reject("budget.no_line", line=command.line, union=command.union, year=command.on.year)
    elif not line.account.startswith(ACCOUNTS):
        expected = " / ".join(ACCOUNTS)
        yield reject(
            "budget.wrong_line", line=command.line, account=line.account, expected=expected
        )


def _affordable(command: ApproveCampaign, world: World) -> Iterator[Rejection]:
    free = world[BudgetLine(command.union, command.on.year, command.line)].free
    if free < command.cost_fen:
        yield reject(
            "budget.short", line=command.line, free=yuan(free), asked=yuan(command.cost_fen),
            short_by=yuan(command.cost_fen - free),
        )  # fmt: skip


VERB = Verb(
    ApproveCampaign,
    Title("批准消费券活动", "approve a coupon campaign"),
    HANDLERS,
    scopes,
    decide,
)
