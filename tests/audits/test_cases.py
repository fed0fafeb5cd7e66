"""Every rule fires on each history forged for it, and is quiet on each that only looks like it."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

import pytest

from audits import RULES
from tests.audits.conftest import Audit


def cases(code: str) -> ModuleType:
    """Return the test module of a rule: its FIRES and its QUIET."""
    return import_module(f"tests.audits.test_{RULES[code].rpartition('.')[2]}")


FIRING = [(code, name) for code in RULES for name in cases(code).FIRES]
SILENT = [(code, name) for code in RULES for name in cases(code).QUIET]


@pytest.mark.parametrize(("code", "name"), FIRING)
def test_the_rule_fires(audit: Audit, code: str, name: str) -> None:
    found = audit(code, cases(code).FIRES[name])

    assert found
    assert {finding.rule.code for finding in found} == {code}
    assert all(finding.zh and finding.en and finding.positions for finding in found)


@pytest.mark.parametrize(("code", "name"), SILENT)
def test_the_rule_is_quiet(audit: Audit, code: str, name: str) -> None:
    assert audit(code, cases(code).QUIET[name]) == []
