"""How the tests of subsidies ask: the fields that they do not speak of."""

from __future__ import annotations

from typing import Any

from commands.subsidy import pay, receive
from ledger.scopes.subsidy import Subsidy
from tests.commands._district import JUNE, PROJECT, SPECIAL
from tests.samples import ACCOUNTANT, BANK, CASHIER, CHAIR, CITY, SCHOOL
from tests.scenario import Scenario

ONE = {"lower": SCHOOL, "amount": "3000.00", "number": "N1"}


def paying(*rows: tuple[str, int], **more: Any) -> pay.PaySubsidies:
    """Pay the rows, or 3,000 yuan to the school."""
    listed = tuple(
        pay.SubsidyRow(row=n, lower=lower, amount_fen=fen) for n, (lower, fen) in enumerate(rows, 2)
    )
    fields: dict[str, Any] = {
        "by": CASHIER, "on": JUNE, "union": CITY, "line": SPECIAL, "kind": "special",
        "project": PROJECT, "bank": BANK, "approved_by": CHAIR,
        **({"rows": listed, "number": "N"} if rows else ONE),
    }  # fmt: skip
    return pay.PaySubsidies(**{**fields, **more})


def receiving(**more: Any) -> receive.ReceiveSubsidy:
    """Receive what `paying()` pays."""
    fields: dict[str, Any] = {
        "by": ACCOUNTANT, "on": JUNE, "union": SCHOOL, "number": "N1", "bank": BANK,
        "amount": "3000.00", "kind": "special", "project": PROJECT,
    }  # fmt: skip
    return receive.ReceiveSubsidy(**{**fields, **more})


def moved(scenario: Scenario, number: str = "N1") -> tuple[int, int]:
    """Return what stands as paid and as received."""
    state = scenario.edge().state(Subsidy(CITY, number))
    return state.paid, state.received
