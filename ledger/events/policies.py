"""What unions have adopted: standards (limits), split rules, accounting and approval policies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ledger.events._event import Event
from ledger.events._parts import Part
from ledger.scopes.policy import Policy
from ledger.scopes.split_rule import SplitRule
from ledger.scopes.standard import Standard

if TYPE_CHECKING:
    from ledger.scopes._scope import Scope

PolicyName = Literal["collective_decision_above", "coupon_cost"]


class Limit(Part, frozen=True):
    """One limit of a standard, in fen. `subject`: a payout kind, or `group:<cap group>`.

    `each_fen`: for one payment; `year_fen`: for one person in one fiscal year; none where None.
    `variant`: a case with a limit of its own, such as surgery.
    """

    subject: str
    each_fen: int | None = None
    year_fen: int | None = None
    count_per_year: int | None = None
    variant: str | None = None
    article: str | None = None


class StandardAdopted(Event, frozen=True, kw_only=True):
    """A standard with its document number, article and dates; `union` None: for every union."""

    NAME: ClassVar[str] = "standard.adopted/1"
    standard: str
    document: str
    title: str
    jurisdiction: str
    valid_from: date
    valid_to: date | None
    limits: tuple[Limit, ...]

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of each subject that is limited."""
        return tuple(Standard(s) for s in sorted({limit.subject for limit in self.limits}))


class Share(Part, frozen=True):
    """A level's share of the remittance, in parts of a million."""

    level: str
    ppm: int


class SplitRuleAdopted(Event, frozen=True, kw_only=True):
    """分成规则: how a remittance is split, by collection mode; shares sum to a million."""

    NAME: ClassVar[str] = "split_rule.adopted/1"
    rule: str
    collection_mode: str
    document: str
    valid_from: date
    valid_to: date | None
    shares: tuple[Share, ...]

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the collection mode's rules."""
        return (SplitRule(self.collection_mode),)


class PolicyAdopted(Event, frozen=True, kw_only=True):
    """A union's own rule; `union` None: of every union without one of its own.

    `collective_decision_above`: fen above which minutes are needed.
    `coupon_cost`: "at_settlement" (prepaid through 135) or "at_payment".
    """

    NAME: ClassVar[str] = "policy.adopted/1"
    policy: PolicyName
    value: str
    document: str
    union: str | None = None

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the policy."""
        return (Policy(self.union, self.policy),)
