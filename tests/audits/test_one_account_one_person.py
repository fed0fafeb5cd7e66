from __future__ import annotations

from tests.audits.conftest import Audit
from tests.forged import merged, paid, returned
from tests.samples import CITY, SCHOOL

FIRST, OTHER = paid(payee="A1"), paid("P2", payee="A1", no=2)

FIRES = {
    "two persons": [FIRST, OTHER],
    "in two unions": [FIRST, paid("P2", payee="A1", union=CITY)],
}
QUIET = {
    "each has an account": [FIRST, paid("P2", payee="A2", no=2)],
    "one person twice": [FIRST, paid(payee="A1", occasion="2023-06-01", no=2)],
    "two ids of one person": [FIRST, OTHER, merged("P2", "P1")],
    "no account is named": [paid(), paid("P2", no=2)],
    "one payment came back": [FIRST, OTHER, returned(OTHER, 2)],
}


def test_it_is_a_suspicion_that_names_the_persons(audit: Audit) -> None:
    (finding,) = audit("R44", FIRES["in two unions"])

    assert (finding.weight, finding.persons, finding.amount_fen) == ("W", ("P1", "P2"), 100_000)
    assert (finding.union, finding.also) == (CITY, (SCHOOL,))
