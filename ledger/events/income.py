"""Money that comes in, and the remittances that are passed on up and down."""

from __future__ import annotations

from typing import ClassVar, Literal

from ledger.events._event import Posted
from ledger.events._parts import Part

CollectionMode = Literal["self_remitted", "tax_collected", "fiscal_transfer"]
Via = Literal["employer", "upper", "lower"]


class _Received(Posted, frozen=True, kw_only=True):
    """What all income has in common.

    `payer`: the body it came from, never a person's name. `document`: the number of its paper.
    """

    payer: str = ""
    document: str = ""


class DuesReceived(_Received, frozen=True, kw_only=True):
    """会费收取: members' dues of a month; they stay with the basic union whole."""

    NAME: ClassVar[str] = "dues.received/1"
    month: str
    members: int | None = None


class LevelShare(Part, frozen=True):
    """What a level gets of one remittance."""

    level: str
    fen: int


class RemittanceReceived(_Received, frozen=True, kw_only=True):
    """拨缴经费到账: a remittance of `payer`, split by the rule in force on its day.

    `split_rule`: the number of that rule in its collection mode. `base_fen`: the payroll total.
    `via`: who handed it on; an upper union has kept its share already, so has a lower one.
    `lower`: the union below that a share is owed to, or that handed it on.
    """

    NAME: ClassVar[str] = "remittance.received/1"
    months: str
    collection_mode: CollectionMode
    split_rule: int
    level: str
    shares: tuple[LevelShare, ...]
    base_fen: int | None = None
    lower: str | None = None
    via: Via = "employer"


class RemittancePaidUp(Posted, frozen=True, kw_only=True):
    """上缴经费: what was collected for the levels above is paid to the upper union."""

    NAME: ClassVar[str] = "remittance.paid_up/1"
    upper: str
    months: str = ""


class RemittancePassedDown(Posted, frozen=True, kw_only=True):
    """转拨下级: what was collected for a union below is paid to it."""

    NAME: ClassVar[str] = "remittance.passed_down/1"
    lower: str
    notice: str


class UpperSubsidyReceived(_Received, frozen=True, kw_only=True):
    """上级补助到账 from an upper union that keeps its books elsewhere; `document`: its notice."""

    NAME: ClassVar[str] = "upper_subsidy.received/1"
    kind: Literal["general", "special"]
    project: str | None = None


class EmployerSubsidyReceived(_Received, frozen=True, kw_only=True):
    """行政补助到账: the employer's administration supports the union beyond the remittance."""

    NAME: ClassVar[str] = "employer_subsidy.received/1"
    purpose: str


class GovernmentSubsidyReceived(_Received, frozen=True, kw_only=True):
    """政府补助到账; `treasury`: of the union's own level (财政拨款) or of another."""

    NAME: ClassVar[str] = "government_subsidy.received/1"
    treasury: Literal["own_level", "other_level"]
    purpose: str


class InterestReceived(_Received, frozen=True, kw_only=True):
    """利息收入: what a bank credits for a quarter or a deposit."""

    NAME: ClassVar[str] = "interest.received/1"


class OtherIncomeReceived(_Received, frozen=True, kw_only=True):
    """其他收入: donations, what affiliated bodies hand in, returns of investments, and the rest."""

    NAME: ClassVar[str] = "other_income.received/1"
    purpose: str
