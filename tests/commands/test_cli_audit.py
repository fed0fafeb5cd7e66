"""The audit on the command line."""

from __future__ import annotations

import pytest

from audits import RULES
from audits._finding import Finding
from audits._rule import Rule
from tests.commands._uledger import Uledger


def test_every_rule_is_listed_with_what_it_rests_on(uledger: Uledger) -> None:
    ran = uledger("audit list -O json")

    assert ran.status == 0
    assert [row["rule"] for row in ran.answer["rows"]] == sorted(RULES)
    assert all(row["basis"] and row["title_zh"] and row["title_en"] for row in ran.answer["rows"])


def test_books_without_findings_end_with_0(uledger: Uledger) -> None:
    uledger.begin()
    ran = uledger("audit run -O json")

    assert (ran.status, ran.answer["rows"], ran.answer["position"]) == (0, [], 5)


def test_a_finding_ends_with_1(uledger: Uledger, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = Rule("R43", "重复发放", "Paid twice", "E", ())
    finding = Finding(
        rule, "P1/2023", "U0001", "同一事由发放两次", "paid twice", (7, 9), 50_000, ("P1",)
    )
    asked: list[object] = []

    def found(books: object, *narrowed: object) -> list[Finding]:
        asked.extend(narrowed)
        return [finding]

    monkeypatch.setattr("audits.findings", found)
    uledger.begin()
    ran = uledger("audit run --rule R43 --union U0001 --union U2 --year 2023 -O json")

    assert ran.status == 1
    assert asked == [("R43",), ("U0001", "U2"), 2023]
    assert ran.answer["rows"] == [
        {
            "id": finding.id, "rule": "R43", "severity": "E", "union": "U0001", "amount": "500.00",
            "persons": ["P1"], "positions": [7, 9], "says": "paid twice",
        }
    ]  # fmt: skip


def test_an_unknown_rule_is_wrong_usage(uledger: Uledger) -> None:
    ran = uledger("audit run --rule R999")

    assert ran.status == 2
    assert "R43" in ran.err
