"""Facts as they are told: one row each, and one sentence for what a command came to.

Why: nothing personal is told: persons appear by their ids, and names never.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands._language import say, texts
from ledger.entry import total_debit
from ledger.events import Event, Posted
from ledger.money import yuan
from projections import _columns as c

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from projections._columns import Row

COLUMNS = (
    c.POSITION,
    c.Column("name", "事项", "Name"),
    c.Column("occurred_on", "发生日期", "Occurred on", "date"),
    c.UNION,
    c.VOUCHER,
    c.PERSON,
    c.AMOUNT,
    c.SUMMARY,
)

_OWN = ("summary", "title", "verb", "roster")  # what a fact says of itself; never a person's name


def row_of(position: int | None, fact: Event) -> Row:
    """Return a fact as a row of `COLUMNS`."""
    voucher = getattr(fact, "voucher", None)
    return (
        position,
        fact.NAME,
        fact.occurred_on,
        getattr(fact, "union", None),
        f"{voucher.period} {voucher.label()}" if voucher else None,
        person_of(fact),
        amount_of(fact),
        summary_of(fact),
    )


def person_of(fact: Event) -> str | None:
    """Return the id of the person that a fact is about."""
    if isinstance(fact, Posted) and fact.payout is not None:
        return fact.payout.person
    person = getattr(fact, "person", None)
    return person if isinstance(person, str) else None


def amount_of(fact: Event) -> int | None:
    """Return what a fact is about in fen: the payout, the entry's total, or its stated amount."""
    if isinstance(fact, Posted):
        return fact.payout.amount_fen if fact.payout else total_debit(fact.legs)
    for name in ("total_fen", "amount_fen"):
        amount = getattr(fact, name, None)
        if isinstance(amount, int):
            return amount
    return None


def summary_of(fact: Event) -> str:
    """Say what kind of fact it is, and what it says of itself."""
    title = title_of(fact.NAME)
    own = next((word for name in _OWN if (word := getattr(fact, name, None))), "")
    return title + say("error.colon") + own if isinstance(own, str) and own else title


def title_of(name: str) -> str:
    """Return the title of a stored name, `roster.paid/1`; the name itself where there is none."""
    plain = name.partition("/")[0]
    known = texts()["event"].get(plain)
    return say(f"event.{plain}") if known else plain


def sentence(facts: Sequence[Event]) -> str:
    """Say how many facts of which kinds, which vouchers, how many persons, and their total."""
    kinds: dict[str, int] = {}
    for fact in facts:
        title = title_of(fact.NAME)
        kinds[title] = kinds.get(title, 0) + 1
    parts = [f"{title} {count}" if count > 1 else title for title, count in kinds.items()]
    if vouchers := _vouchers(facts):
        parts.append(say("done.vouchers", vouchers=", ".join(vouchers)))
    if persons := {person for fact in facts if (person := person_of(fact))}:
        parts.append(say("done.persons", count=len(persons)))
    if (total := total_of(facts)) is not None:
        from commands._table import separated

        parts.append(say("done.total", total=separated(yuan(total))))
    return say("done.and").join(parts)


def _vouchers(facts: Iterable[Event]) -> list[str]:
    labels: dict[str, None] = {}
    for fact in facts:
        voucher: Any = getattr(fact, "voucher", None)
        if voucher is not None:
            labels[f"{voucher.union} {voucher.period} {voucher.label()}"] = None
    shown = list(labels)
    return [*shown[:3], "…"] if len(shown) > 3 else shown


def total_of(facts: Sequence[Event]) -> int | None:
    """Return the total of what was posted; where nothing was, of the first fact that states one."""
    posted = [amount_of(fact) or 0 for fact in facts if isinstance(fact, Posted)]
    if posted:
        return sum(posted)
    return next((amount for fact in facts if (amount := amount_of(fact)) is not None), None)
