"""What a payout kind is called where a person reads it."""

from __future__ import annotations

from ledger.events.mutual_aid import BENEFIT
from ledger.payouts import kinds


def zh(code: str) -> str:
    """Return the Chinese name of a kind; an unknown code is shown as it stands."""
    if code == BENEFIT:
        return "互助补助金"
    kind = kinds().get(code)
    return code if kind is None else kind.zh


def en(code: str) -> str:
    """Return the English name of a kind; an unknown code is shown as it stands."""
    if code == BENEFIT:
        return "Mutual-aid benefit"
    kind = kinds().get(code)
    return code if kind is None else kind.en
