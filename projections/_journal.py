"""The journal as text for a program that we did not write: hledger (and ledger), or beancount.

Why: books are believable when somebody else's arithmetic comes to the same balances.
One transaction for each posted fact, dated `booked_on`, with its voucher as code and its position.
Accounts: union, account, then bank account and custody project where there are any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ledger.accounts import chart
from ledger.events import Posted
from ledger.money import yuan

if TYPE_CHECKING:
    from ledger.entry import Leg
    from ledger.events import Event

CURRENCY: Final = "CNY"
ROOTS: Final = {
    "asset": "Assets",
    "liability": "Liabilities",
    "net_asset": "Equity",
    "income": "Income",
    "expenditure": "Expenses",
}
_NOT_BEANCOUNT: Final = re.compile(r"[^\w-]|_")

Recorded = tuple[int, "Event"]
Writer = Callable[[Iterable[Recorded]], Iterator[str]]


def hledger(facts: Iterable[Recorded]) -> Iterator[str]:
    """Write for hledger and ledger; accounts are declared where they are first used."""
    yield f"commodity 1000.00 {CURRENCY}\n\n"
    names: dict[tuple[str, ...], str] = {}
    for position, fact in facts:
        if not isinstance(fact, Posted) or not fact.legs:
            continue
        lines = [
            f"{fact.booked_on} ({fact.voucher.label()}) {_said(fact)}  ; position:{position}\n"
        ]
        for leg in fact.legs:
            parts = _parts(leg)
            name = names.get(parts)
            if name is None:
                name = names[parts] = _unlike(":".join(map(_hledger, parts)), names.values())
                zh = chart().name(leg.account, "zh")
                yield f"account {name}  ; {zh}\n"
            lines.append(f"    {name}  {yuan(leg.fen)} {CURRENCY}\n")
        lines.append("\n")
        yield "".join(lines)


def beancount(facts: Iterable[Recorded]) -> Iterator[str]:
    """Write for beancount; accounts are opened on the first day, for entries may come late."""
    yield f'option "operating_currency" "{CURRENCY}"\n\n'
    names: dict[tuple[str, ...], str] = {}
    for position, fact in facts:
        if not isinstance(fact, Posted) or not fact.legs:
            continue
        said = _said(fact).replace("\\", "\\\\").replace('"', '\\"')
        lines = [f'{fact.booked_on} * "{fact.voucher.label()}" "{said}"\n  position: {position}\n']
        for leg in fact.legs:
            parts = _parts(leg)
            name = names.get(parts)
            if name is None:
                name = names[parts] = _unlike(_beancount(leg, parts), names.values())
                yield f"1970-01-01 open {name} {CURRENCY}\n"
                yield f'  name: "{chart().name(leg.account, "zh")}"\n'
            lines.append(f"  {name}  {yuan(leg.fen)} {CURRENCY}\n")
        lines.append("\n")
        yield "".join(lines)


WRITERS: Final[dict[str, Writer]] = {"hledger": hledger, "beancount": beancount}


def _parts(leg: Leg) -> tuple[str, ...]:
    parts = [leg.union, leg.account]
    if leg.bank is not None:
        parts.append(leg.bank)
    if leg.custody is not None:
        parts.append(leg.custody)
    return tuple(parts)


def _said(fact: Posted) -> str:
    """Return what an entry is about, on one line; never a person's name."""
    text = fact.summary or fact.NAME.partition("/")[0]
    return " ".join(text.replace(";", "，").split())


def _hledger(part: str) -> str:
    """A colon would make a level of its own, and two blanks end the account's name."""
    return " ".join(part.replace(":", "-").split()).strip("()[]")


def _beancount(leg: Leg, parts: tuple[str, ...]) -> str:
    """A component starts with a capital or a digit and holds letters, digits and hyphens."""
    account = chart().account(leg.account)
    root = ROOTS[account.element] if account is not None else "Equity"
    union, code, *rest = (_NOT_BEANCOUNT.sub("-", part) for part in parts)
    return ":".join([root, f"U-{union}", f"A{code}", *(f"B-{part}" for part in rest)])


def _unlike(name: str, taken: Iterable[str]) -> str:
    """Return the name, with a number where another account has come to the same."""
    unlike, number, others = name, 1, set(taken)
    while unlike in others:
        number += 1
        unlike = f"{name}-{number}"
    return unlike
