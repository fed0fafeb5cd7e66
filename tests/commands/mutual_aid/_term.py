"""A term of mutual aid: what its tests begin with, and what is asked at each step.

The figures are made up, for sums that are easily seen: half of what is above 100 yuan up to 1,000,
then four fifths; at most 2,000 a claim and 2,500 a term.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from commands._benefits import ClaimRow
from commands.mutual_aid import assess, collect, enrol, file, pay, receive, reject, remit
from commands.mutual_aid.assess import AssessClaims
from commands.mutual_aid.collect import CollectPremium
from commands.mutual_aid.enrol import EnrolmentRow, EnrolPersons
from commands.mutual_aid.file import FileClaims, FiledRow
from commands.mutual_aid.pay import PayBenefits
from commands.mutual_aid.receive import ReceiveBenefitFund
from commands.mutual_aid.reject import RejectClaim
from commands.mutual_aid.remit import RemitPremium
from ledger.events import Event
from ledger.events.mutual_aid import Band, ClaimFiled, SchemeAdopted
from ledger.events.officers import Role
from tests import samples
from tests.rosters import id_number
from tests.samples import ACCOUNTANT, ADMIN, CASHIER, HANDLER, SCHOOL, SUPERVISOR
from tests.scenario import Result, Scenario

PROJECT, BANK = "mutual-aid-19", "B9"
ON, OUT = date(2023, 6, 15), date(2023, 6, 1)
"""The day of business, and the day of discharge."""


def scheme(**more: Any) -> SchemeAdopted:
    """Return the term's figures, made up."""
    figures: dict[str, Any] = {
        "premium_renewal_fen": 12_000, "premium_new_fen": 15_000, "deductible_fen": 10_000,
        "bands": (
            Band(lower_fen=0, upper_fen=100_000, ppm=500_000),
            Band(lower_fen=100_000, upper_fen=None, ppm=800_000),
        ),
        "per_claim_cap_fen": 200_000, "per_year_cap_fen": 250_000, "filing_days": 90,
    }  # fmt: skip
    return SchemeAdopted(
        command=1, by=ADMIN, occurred_on=samples.DAY, scheme="mutual-aid", term=19,
        document="示例〔2022〕9号", title="示例方案", valid_from=date(2023, 1, 1),
        valid_to=date(2023, 12, 31), **figures | more,
    )  # fmt: skip


def term(*more: Event, **figures: Any) -> tuple[Event, ...]:
    """Return the school in the 19th term, with an account for custody money."""
    bank = samples.bank(SCHOOL, BANK, purpose="custody")
    return (*samples.in_business(), bank, scheme(**figures), *more)


def also(officer: str, role: Role) -> Event:
    """Let an officer hold another role too."""
    return samples.officer(officer, role)


def person(n: int, **more: Any) -> EnrolmentRow:
    """Return row n of a list of persons: person n."""
    who = {"name": f"职工{n}", "national_id": id_number(n)}
    return EnrolmentRow(row=n, **who | more)


def stay(n: int, eligible_fen: int = 60_000, **more: Any) -> FiledRow:
    """Return row n of a list of stays: of person n."""
    who = {"name": f"职工{n}", "national_id": id_number(n), "discharged_on": OUT}
    return FiledRow(row=n, eligible_fen=eligible_fen, **who | more)


def claim(n: int, **more: Any) -> ClaimRow:
    """Return row n of a list of claims: of person n, by the day of discharge."""
    who = {"name": f"职工{n}", "national_id": id_number(n), "discharged_on": OUT}
    return ClaimRow(row=n, **who | more)


IN_TERM: dict[str, Any] = {"union": SCHOOL, "scheme": "mutual-aid", "term": 19, "on": ON}


def enrol_(*rows: EnrolmentRow, **more: Any) -> EnrolPersons:
    return EnrolPersons(rows=rows, **{**IN_TERM, "by": HANDLER, **more})


def collect_(amount: str, **more: Any) -> CollectPremium:
    fields = {"by": ACCOUNTANT, "bank": BANK, "amount": amount}
    return CollectPremium(**{**IN_TERM, **fields, **more})


def remit_(amount: str, **more: Any) -> RemitPremium:
    fields = {"by": CASHIER, "bank": BANK, "amount": amount, "to": "市总工会"}
    return RemitPremium(**{**IN_TERM, **fields, **more})


def receive_(amount: str, **more: Any) -> ReceiveBenefitFund:
    fields = {"by": ACCOUNTANT, "bank": BANK, "amount": amount, "payer": "省总工会"}
    return ReceiveBenefitFund(**{**IN_TERM, **fields, **more})


def file_(*rows: FiledRow, **more: Any) -> FileClaims:
    return FileClaims(rows=rows, **{**IN_TERM, "by": HANDLER, **more})


def assess_(*rows: ClaimRow, **more: Any) -> AssessClaims:
    return AssessClaims(rows=rows, **{**IN_TERM, "by": SUPERVISOR, **more})


def pay_(*rows: ClaimRow, **more: Any) -> PayBenefits:
    return PayBenefits(rows=rows, **{**IN_TERM, "by": CASHIER, "bank": BANK, **more})


def reject_(claim: str, **more: Any) -> RejectClaim:
    return RejectClaim(claim=claim, **{**IN_TERM, "by": SUPERVISOR, "reason": "材料不全", **more})


STEPS = {
    EnrolPersons: enrol.VERB,
    CollectPremium: collect.VERB,
    RemitPremium: remit.VERB,
    ReceiveBenefitFund: receive.VERB,
    FileClaims: file.VERB,
    AssessClaims: assess.VERB,
    PayBenefits: pay.VERB,
    RejectClaim: reject.VERB,
}


def ask(scenario: Scenario, command: Any, **options: Any) -> Result:
    """Ask for a step."""
    return scenario.when(STEPS[type(command)], command, **options)


def enrolled(scenario: Scenario, *people: int) -> Scenario:
    """Enrol these persons."""
    return ask(scenario, enrol_(*map(person, people))).accepted()


def filed(scenario: Scenario, *rows: FiledRow) -> list[str]:
    """Enrol the rows' persons and file their claims; return the claims."""
    enrolled(scenario, *dict.fromkeys(row.row for row in rows))
    done = ask(scenario, file_(*rows))
    done.accepted()
    return [fact.claim for fact in done.outcome.facts if isinstance(fact, ClaimFiled)]


def assessed(scenario: Scenario, *rows: FiledRow) -> list[str]:
    """File and assess claims; return them."""
    claims = filed(scenario, *rows)
    ask(scenario, assess_(claims=claims)).accepted()
    return claims


def paid(scenario: Scenario, *rows: FiledRow, fund: str = "10000.00") -> tuple[list[str], int]:
    """File, assess and pay claims; return them and the position of the first payment."""
    claims = assessed(scenario, *rows)
    ask(scenario, receive_(fund)).accepted()
    done = ask(scenario, pay_(claims=claims))
    done.accepted()
    return claims, done.outcome.first + 1
