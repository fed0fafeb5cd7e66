"""Every fact that can be recorded, one module a family, each with its stored name."""

from __future__ import annotations

from typing import Any

import msgspec

from ledger.events import (
    banks,
    budgets,
    commands,
    corrections,
    coupons,
    income,
    ledgers,
    members,
    minutes,
    mutual_aid,
    officers,
    opening,
    periods,
    policies,
    registers,
    rosters,
    subsidies,
    unions,
)
from ledger.events._event import NAMES, Event, Posted
from ledger.events._parts import (
    CouponFlow,
    CustodyFlow,
    Part,
    Payout,
    Source,
    Supplement,
    Transfer,
    Voucher,
)

__all__ = [
    "NAMES", "CouponFlow", "CustodyFlow", "Event", "Part", "Payout", "Posted", "Source",
    "Supplement", "Transfer", "Voucher", "banks", "budgets", "commands", "corrections", "coupons",
    "decode", "encode", "income", "ledgers", "members", "minutes", "mutual_aid", "officers",
    "opening", "periods", "policies", "registers", "rosters", "subsidies", "unions",
]  # fmt: skip

_encoder = msgspec.json.Encoder(order="sorted")
_decoders: dict[str, msgspec.json.Decoder[Any]] = {}


class UnknownEvent(LookupError):
    """A stored name that this version does not know: the store is of a newer version."""


def encode(event: Event) -> bytes:
    """Write an event once, in canonical JSON: keys sorted, whole numbers, UTF-8, no spaces."""
    return _encoder.encode(event)


def decode(name: str, data: bytes) -> Event:
    """Read a stored event. Errors: `UnknownEvent`; `msgspec.DecodeError` where bytes are broken."""
    decoder = _decoders.get(name)
    if decoder is None:
        kind = NAMES.get(name)
        if kind is None:
            raise UnknownEvent(name)
        decoder = _decoders[name] = msgspec.json.Decoder(kind)
    event: Event = decoder.decode(data)
    return event
