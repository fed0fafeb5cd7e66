"""A roster's way in tests: what is asked at each step, and who usually asks it."""

from __future__ import annotations

from datetime import date
from typing import Any

from stdnum.cn import ric

from commands.roster import approve as approving
from commands.roster import compile as compiling
from commands.roster import pay as paying
from commands.roster import reject as rejecting
from commands.roster import return_ as returning
from commands.roster import review as reviewing
from commands.roster.approve import ApproveRoster
from commands.roster.compile import CompileRoster, RosterRow
from commands.roster.pay import PayRoster
from commands.roster.reject import RejectRoster
from commands.roster.return_ import ReturnPayment
from commands.roster.review import ReviewRoster
from ledger.events import Event
from tests import samples
from tests.samples import BANK, CASHIER, CHAIR, HANDLER, SCHOOL, SUPERVISOR
from tests.scenario import Result, Scenario

ON = date(2023, 5, 10)
KIND, LINE = "hospitalization", "50105"
EACH = 100_000
"""The limit of one hospital visit that `in_business` has adopted, in fen."""


def in_business(*more: Event) -> tuple[Event, ...]:
    """Return the school on a working day, with a standard for hospital visits."""
    return (*samples.in_business(), samples.standard(KIND, EACH), *more)


def id_number(n: int) -> str:
    """Return the n-th resident ID number of nobody; its check digit holds."""
    day = date.fromordinal(date(1960, 1, 1).toordinal() + n % 10_000)
    number = f"110105{day:%Y%m%d}{n // 10_000 + 1:03}"
    return number + ric.calc_check_digit(number + "0")


def row(n: int, fen: int = 50_000, **more: Any) -> RosterRow:
    """Return row n: person n by default, in hospital on the day the row comes in."""
    who = {"name": f"职工{n}", "national_id": id_number(n)}
    return RosterRow(row=n, amount_fen=fen, **who | more)


def compile_(*rows: RosterRow, roster: str = "R1", **more: Any) -> CompileRoster:
    fields = {"union": SCHOOL, "by": HANDLER, "on": ON, "kind": KIND, "line": LINE, "bank": BANK}
    fields |= more
    dated = tuple(
        r if r.occurred_on or r.occasion else r.model_copy(update={"occurred_on": fields["on"]})
        for r in rows
    )
    return CompileRoster(rows=dated, roster=roster, **fields)


def review(roster: str = "R1", **more: Any) -> ReviewRoster:
    return ReviewRoster(roster=roster, **{"union": SCHOOL, "by": SUPERVISOR, "on": ON} | more)


def approve(roster: str = "R1", **more: Any) -> ApproveRoster:
    return ApproveRoster(roster=roster, **{"union": SCHOOL, "by": CHAIR, "on": ON} | more)


def pay(roster: str = "R1", **more: Any) -> PayRoster:
    return PayRoster(roster=roster, **{"union": SCHOOL, "by": CASHIER, "on": ON} | more)


def reject(roster: str = "R1", **more: Any) -> RejectRoster:
    fields = {"union": SCHOOL, "by": SUPERVISOR, "on": ON, "reason": "附件不全"}
    return RejectRoster(roster=roster, **fields | more)


def return_(payment: int, **more: Any) -> ReturnPayment:
    fields = {"union": SCHOOL, "by": CASHIER, "on": ON, "reason": "账号已销户"}
    return ReturnPayment(payment=payment, **fields | more)


STEPS = {
    CompileRoster: compiling.VERB,
    ReviewRoster: reviewing.VERB,
    ApproveRoster: approving.VERB,
    PayRoster: paying.VERB,
    RejectRoster: rejecting.VERB,
    ReturnPayment: returning.VERB,
}


def ask(scenario: Scenario, command: Any, **options: Any) -> Result:
    """Ask for a step of a roster's way."""
    return scenario.when(STEPS[type(command)], command, **options)


def compiled(scenario: Scenario, *rows: RosterRow, roster: str = "R1", **more: Any) -> Scenario:
    """Bring a roster to where it waits for review."""
    return ask(scenario, compile_(*rows, roster=roster, **more)).accepted()


def reviewed(scenario: Scenario, *rows: RosterRow, roster: str = "R1", **more: Any) -> Scenario:
    """Bring a roster to where it waits for approval."""
    compiled(scenario, *rows, roster=roster, **more)
    union, on = more.get("union", SCHOOL), more.get("on", ON)
    return ask(scenario, review(roster, union=union, on=on)).accepted()


def approved(scenario: Scenario, *rows: RosterRow, roster: str = "R1", **more: Any) -> Scenario:
    """Bring a roster to where it waits to be paid."""
    reviewed(scenario, *rows, roster=roster, **more)
    union, on = more.get("union", SCHOOL), more.get("on", ON)
    return ask(scenario, approve(roster, union=union, on=on)).accepted()


def paid(scenario: Scenario, *rows: RosterRow, roster: str = "R1", **more: Any) -> int:
    """Bring a roster to where it is paid; return the position of its first payment."""
    approved(scenario, *rows, roster=roster, **more)
    union, on = more.get("union", SCHOOL), more.get("on", ON)
    done = ask(scenario, pay(roster, union=union, on=on))
    done.accepted()
    return done.outcome.first + 2
