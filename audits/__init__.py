"""What we doubt: one file a rule, named for the truth that it counts again.

A rule's module has `RULE` and `check(books) -> Iterator[Finding]`. A rule is read-only, shares no
logic with what it checks, and never raises over what it finds. Its line below is all that is
needed besides; modules are imported when used.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from audits._books import Books
    from audits._finding import Finding
    from audits._rule import Rule

RULES = {
    "R01": "audits.vouchers_balance",
    "R02": "audits.vouchers_are_numbered_without_gaps",
    "R20": "audits.custody_is_no_income",
    "R23": "audits.spending_has_a_budget_line",
    "R24": "audits.no_line_is_overspent",
    "R31": "audits.no_payment_is_over_the_standard",
    "R32": "audits.no_year_is_over_the_standard",
    "R34": "audits.festivals_are_statutory",
    "R43": "audits.paid_once",
    "R44": "audits.one_account_one_person",
    "R46": "audits.rosters_equal_payments",
    "R48": "audits.payees_are_registered",
    "R57": "audits.mutual_aid_adds_up",
    "R59": "audits.coupons_are_settled",
    "R63": "audits.spending_was_approved",
}


class Check(NamedTuple):
    """A rule and how it is checked."""

    rule: Rule
    check: Callable[[Books], Iterator[Finding]]


@cache
def check(code: str) -> Check:
    """Import a rule. Rejects: KeyError for a code that is not in `RULES`."""
    module = import_module(RULES[code])
    return Check(module.RULE, module.check)


def findings(
    books: Books, codes: Sequence[str] = (), unions: tuple[str, ...] = (), year: int | None = None
) -> list[Finding]:
    """Check these rules (all, when none is named), and return what concerns these unions and year.

    In order of rules, unions and subjects, so that a rerun reads the same.
    """
    chosen = sorted(set(codes) or RULES)
    found = [finding for code in chosen for finding in check(code).check(books)]
    asked = [finding for finding in found if finding.concerns(unions, year)]
    return sorted(asked, key=lambda f: (f.rule.code, f.union, f.subject))
