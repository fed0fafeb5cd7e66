"""Accounts that people name in files: in the chart, open to the union's tier, with what they need.

Why: what an entry asserts (`ledger.entry`) is told here to whoever typed it, row by row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.accounts import Account, chart
from ledger.rejections import Rejection, reject

if TYPE_CHECKING:
    from collections.abc import Iterator


def in_chart(code: str, tier: str, row: int | None) -> Iterator[Rejection]:
    """The account is in the chart, and a union of this tier keeps it."""
    found = chart().account(code)
    if found is None:
        yield reject("account.unknown", row=row, account=code)
    elif not found.open_to(tier):
        yield reject("account.wrong_tier", row=row, account=code, tier=tier)


def account_of(code: str) -> Account:
    """Return the account of a code that `in_chart` has let pass."""
    found = chart().account(code)
    assert found is not None, code
    return found


def complete(code: str, given: Any, row: int | None) -> Iterator[Rejection]:
    """Whatever the account needs is given: `given` has the dimensions as attributes."""
    needed = set(account_of(code).dimensions)
    if "kind" in needed and given.kind == "project":
        needed.add("project")
    if "restriction" in needed and given.restriction == "restricted":
        needed.add("project")
    if "source" in needed and given.source == "fiscal":
        needed.add("functional")
    missing = sorted(name for name in needed if not getattr(given, name))
    if missing:
        yield reject("entry.dimension_missing", row=row, account=code, dimension=", ".join(missing))
