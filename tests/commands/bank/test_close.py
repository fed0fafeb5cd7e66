from __future__ import annotations

from datetime import date
from typing import Any

from commands.bank.close import VERB, CloseBank
from ledger.events.banks import BankAccountClosed
from tests import samples
from tests.samples import ACCOUNTANT, BANK, SCHOOL
from tests.scenario import Given

DAY = date(2023, 12, 31)


def close(bank: str = BANK, **more: Any) -> CloseBank:
    return CloseBank(by=ACCOUNTANT, on=DAY, union=SCHOOL, bank=bank, **more)


CLOSED = BankAccountClosed(command=1, by=ACCOUNTANT, occurred_on=DAY, union=SCHOOL, bank=BANK)


def test_an_empty_account_is_closed(given: Given) -> None:
    given(*samples.founded(), samples.bank()).when(VERB, close()).then(CLOSED)


def test_the_account_must_be_there(given: Given) -> None:
    given(*samples.founded()).when(VERB, close()).rejected("bank_account.unknown", bank=BANK)


def test_an_account_is_closed_once(given: Given) -> None:
    given(*samples.founded(), samples.bank(), CLOSED).when(VERB, close()).rejected(
        "bank_account.closed", closed_on="2023-12-31"
    )


def test_money_in_it_is_transferred_first(given: Given) -> None:
    given(*samples.founded(), samples.bank(), samples.opened(fen=1250)).when(
        VERB, close()
    ).rejected("bank_account.not_empty", balance="12.50")


def test_custody_money_in_it_is_transferred_first(given: Given) -> None:
    account = samples.bank(purpose="custody")
    held = samples.held_for("职工互助保险", 300)

    given(*samples.founded(), account, held).when(VERB, close(custody=["职工互助保险"])).rejected(
        "bank_account.not_empty", balance="3.00"
    )
