from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from commands.ledger.create import VERB, CreateLedger
from ledger.events.ledgers import LedgerCreated
from ledger.events.officers import OfficerAppointed
from tests import samples
from tests.scenario import Given

DAY = date(2023, 1, 1)
CREATE = CreateLedger(by="admin", on=DAY, name="呈贡区总工会", first_year=2023)


def test_a_ledger_begins_with_its_first_administrator(given: Given) -> None:
    given().when(VERB, CREATE).then(
        LedgerCreated(
            command=1, by="admin", occurred_on=DAY, name="呈贡区总工会", chart="2021/1",
            first_year=2023,
        ),
        OfficerAppointed(
            command=1, by="admin", occurred_on=DAY, officer="admin", role="administrator"
        ),
    )  # fmt: skip


def test_a_ledger_is_created_once(given: Given) -> None:
    again = CreateLedger(by="somebody", on=DAY, name="另一本账", first_year=2024)

    given(samples.ledger()).when(VERB, again).rejected("ledger.exists", administrator="admin")


def test_there_is_no_year_before_the_chart() -> None:
    with pytest.raises(ValidationError):
        CreateLedger(by="admin", on=DAY, name="呈贡区总工会", first_year=2021)
