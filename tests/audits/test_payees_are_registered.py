from __future__ import annotations

from tests.audits.conftest import Audit
from tests.forged import member, merged, paid, paid_rows
from tests.samples import SCHOOL

FIRES = {
    "no member": [paid()],
    "a member who is not in the registry": [member("P1", registered=False), paid()],
    "a kind for all staff": [paid(kind="warmth")],
}
QUIET = {
    "in the registry": [member("P1"), paid()],
    "in the registry under another id": [member("P2"), paid(), merged("P1", "P2")],
    "enrolled later": [paid(), member("P1")],
}


def test_a_roster_is_told_in_one_finding_with_the_coverage(audit: Audit) -> None:
    (finding,) = audit("R48", [member("P1"), member("P2", registered=False), *paid_rows(3)])

    assert (finding.union, finding.weight, finding.persons) == (SCHOOL, "W", ("P2", "P3"))
    assert finding.person_times == 2
    assert "50.0%" in finding.zh
    assert "其中 1 人不是会员" in finding.zh


def test_a_program_for_all_staff_is_information(audit: Audit) -> None:
    (finding,) = audit("R48", FIRES["a kind for all staff"])

    assert finding.weight == "I"
