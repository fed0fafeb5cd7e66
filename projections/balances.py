"""Balances (科目余额) of every union and account that was ever posted to.

`debit` and `credit` are what was booked on either side up to the day asked, opening balances
included; `balance` is positive on the account's own side (资产、支出 debit, the others credit).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ledger.accounts import chart
from projections import _columns as c
from projections._totals import totals

if TYPE_CHECKING:
    from projections._columns import Row
    from projections._query import Language, Query
    from projections._tables import Tables

TITLE = ("科目余额", "Balances")
COLUMNS = (c.UNION, c.ACCOUNT, c.ACCOUNT_NAME, c.DEBIT, c.CREDIT, c.BALANCE)
READS = ("postings",)


def rows(tables: Tables, query: Query) -> Iterator[Row]:
    """Yield one row a union and account, in that order."""
    accounts: dict[str, tuple[str, bool]] = {}
    for union, account, debit, credit in totals(tables, query, ("union", "account")):
        known = accounts.get(account)
        if known is None:
            known = accounts[account] = _named(account, query.lang)
        name, on_debit = known
        balance = debit - credit if on_debit else credit - debit
        yield union, account, name, debit, credit, balance


def _named(account: str, lang: Language) -> tuple[str, bool]:
    """Return the name of an account, and whether its own side is the debit side."""
    found = chart().account(account)
    return chart().name(account, lang), found is None or found.side == "debit"
