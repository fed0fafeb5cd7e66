from __future__ import annotations

from datetime import date
from typing import Any

from commands.bank.open import VERB, OpenBank, OpenRow
from ledger.events.banks import BankAccountOpened
from tests import samples
from tests.samples import ACCOUNTANT, BANK, CITY, SCHOOL
from tests.scenario import Given

DAY = date(2023, 1, 5)


def opened(union: str, bank: str, **more: Any) -> BankAccountOpened:
    return BankAccountOpened(
        command=1, by=ACCOUNTANT, occurred_on=DAY, union=union, bank=bank, bank_name="建设银行",
        **more,
    )  # fmt: skip


def test_an_account_is_opened(given: Given) -> None:
    command = OpenBank(by=ACCOUNTANT, on=DAY, union=SCHOOL, bank="B2", bank_name="建设银行")

    given(*samples.founded()).when(VERB, command).then(opened(SCHOOL, "B2"))


def test_own_and_custody_money_and_tills_come_in_one_list(given: Given) -> None:
    common: dict[str, Any] = {"bank_name": "建设银行"}
    rows = (
        OpenRow(row=2, union=CITY, bank="B1", **common),
        OpenRow(row=3, union=CITY, bank="B2", purpose="custody", **common),
        OpenRow(row=4, union=SCHOOL, bank="现金", account="101", **common),
    )

    given(*samples.founded()).when(VERB, OpenBank(by=ACCOUNTANT, on=DAY, rows=rows)).then(
        opened(CITY, "B1"),
        opened(CITY, "B2", purpose="custody"),
        opened(SCHOOL, "现金", account="101"),
    )


def test_the_union_of_every_row_must_be_there(given: Given) -> None:
    rows = tuple(
        OpenRow(row=n, union=u, bank="B2", bank_name="x") for n, u in ((2, CITY), (3, "Z"))
    )

    given(*samples.founded()).when(VERB, OpenBank(by=ACCOUNTANT, on=DAY, rows=rows)).rejected(
        "union.unknown", row=3
    )


def test_an_id_is_used_once_even_after_closing(given: Given) -> None:
    command = OpenBank(by=ACCOUNTANT, on=DAY, union=SCHOOL, bank=BANK, bank_name="建设银行")

    given(*samples.founded(), samples.bank()).when(VERB, command).rejected("bank_account.exists")
