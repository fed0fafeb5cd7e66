"""Every audit rule is listed, named for a truth, described, and proven by forged histories."""

from __future__ import annotations

from importlib import import_module

import pytest

from audits import RULES, check
from tests.audits.described import described
from tests.conftest import Golden
from tests.house._tree import ROOT


def stem(code: str) -> str:
    return RULES[code].rpartition(".")[2]


def test_every_rule_is_listed() -> None:
    files = {path.stem for path in (ROOT / "audits").glob("*.py") if path.stem[0] != "_"}

    assert {stem(code) for code in RULES} == files


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_case_that_fires_and_one_that_does_not(code: str) -> None:
    cases = import_module(f"tests.audits.test_{stem(code)}")

    assert cases.FIRES
    assert cases.QUIET


@pytest.mark.parametrize("code", RULES)
def test_every_rule_says_what_it_rests_on(code: str) -> None:
    rule = check(code).rule

    assert rule.code == code
    assert rule.zh
    assert rule.en
    assert all(basis.document and basis.article for basis in rule.basis)
    assert rule.basis
    assert all(parameter.source for parameter in rule.parameters)


def test_the_page_of_rules_says_what_the_rules_say(golden: Golden) -> None:
    golden("../../docs/reference/audit-rules.md", described())
