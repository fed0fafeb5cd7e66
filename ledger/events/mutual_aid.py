"""职工医疗互助: schemes adopted, persons enrolled, claims filed and assessed, money in custody.

Why: this money is never the union's own: it comes in and goes out through 221 (代管经费), and never
through income or expenditure.
Source: 工会会计制度, acct 221; template P26.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from ledger.events._event import Event, Posted
from ledger.events._parts import Part
from ledger.scopes.enrolment import Enrolment
from ledger.scopes.mutual_aid_claim import MutualAidClaim
from ledger.scopes.premium import Premium
from ledger.scopes.scheme import Scheme
from ledger.scopes.stay import Stay
from ledger.sealed import Sealed

if TYPE_CHECKING:
    from ledger.scopes._scope import Scope

BENEFIT: str = "mutual_aid_benefit"
"""The payout kind of a benefit; it is in no catalogue, for its standard is the scheme."""


class Band(Part, frozen=True):
    """The rate, in parts of a million, on the part of the eligible amount from lower to upper."""

    lower_fen: int
    upper_fen: int | None
    ppm: int


class SchemeAdopted(Event, frozen=True, kw_only=True):
    """期次方案: the figures of one term; adopted again, they hold for what is assessed afterwards.

    `filing_days`: a claim is filed at most so many days after discharge.
    """

    NAME: ClassVar[str] = "scheme.adopted/1"
    scheme: str
    term: int
    document: str
    title: str
    valid_from: date
    valid_to: date
    premium_renewal_fen: int
    premium_new_fen: int
    deductible_fen: int
    bands: tuple[Band, ...]
    filing_days: int
    per_claim_cap_fen: int | None = None
    per_year_cap_fen: int | None = None

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the scope of the term."""
        return (Scheme(self.scheme, self.term),)


class EnrolmentRecorded(Event, frozen=True, kw_only=True):
    """参互登记: a person takes part in a term through a union. `version`: whose premium applies."""

    NAME: ClassVar[str] = "enrolment.recorded/1"
    union: str
    project: str
    person: str
    identity: str
    kind: Literal["new", "renewal"]
    premium_fen: int
    version: int
    row: int
    sealed: dict[str, Sealed]

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the person's part in the term, and the union's premiums."""
        return (Enrolment(self.person, self.project), Premium(self.union, self.project))


class PremiumCollected(Posted, frozen=True, kw_only=True):
    """互助金收缴: the premiums of all enrolments that were not collected yet."""

    NAME: ClassVar[str] = "premium.collected/1"
    document: str = ""


class PremiumRemitted(Posted, frozen=True, kw_only=True):
    """互助金上缴: premiums go to the body that runs the scheme, `payee_body`."""

    NAME: ClassVar[str] = "premium.remitted/1"
    payee_body: str
    document: str = ""


class ClaimFiled(Event, frozen=True, kw_only=True):
    """补助申请: a stay in hospital is claimed for; hospital and costs are ciphertext.

    `claim`: C and the position of this fact.
    """

    NAME: ClassVar[str] = "mutual_aid_claim.filed/1"
    union: str
    project: str
    claim: str
    person: str
    identity: str
    discharged_on: date
    eligible_fen: int
    row: int
    sealed: dict[str, Sealed]
    payee: str | None = None

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the claim and the stay."""
        return (
            MutualAidClaim(self.claim),
            Stay(self.person, self.project, self.discharged_on),
        )


class ClaimAssessed(Event, frozen=True, kw_only=True):
    """补助核定: the benefit that `version` of the scheme gives for the eligible amount.

    `received_fen`: what the person had been assessed before in the term; `cap`: what cut it.
    """

    NAME: ClassVar[str] = "mutual_aid_claim.assessed/1"
    union: str
    project: str
    claim: str
    person: str
    eligible_fen: int
    benefit_fen: int
    version: int
    received_fen: int = 0
    cap: Literal["claim", "year"] | None = None

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the claim, and the person's part in the term."""
        return (MutualAidClaim(self.claim), Enrolment(self.person, self.project))


class ClaimRejected(Event, frozen=True, kw_only=True):
    """不予补助: nothing is paid; the stay may be claimed for anew. `released_fen`: was assessed."""

    NAME: ClassVar[str] = "mutual_aid_claim.rejected/1"
    union: str
    project: str
    claim: str
    person: str
    discharged_on: date
    reason: str
    released_fen: int = 0

    def touches(self) -> tuple[Scope[Any], ...]:
        """Return the claim and the stay; where it was assessed, the person's part too."""
        stay = Stay(self.person, self.project, self.discharged_on)
        if not self.released_fen:
            return (MutualAidClaim(self.claim), stay)
        return (MutualAidClaim(self.claim), stay, Enrolment(self.person, self.project))


class BenefitFundReceived(Posted, frozen=True, kw_only=True):
    """补助金到账: money for benefits comes from the body that runs the scheme, `payer`."""

    NAME: ClassVar[str] = "benefit_fund.received/1"
    payer: str
    document: str = ""


class BenefitPaid(Posted, frozen=True, kw_only=True):
    """补助金发放: one assessed claim is paid to the person."""

    NAME: ClassVar[str] = "benefit.paid/1"
    claim: str
