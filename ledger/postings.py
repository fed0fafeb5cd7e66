"""Posting templates: which legs a business fact leads to.

Why: decisions derive legs here, once; what is stored is never derived again, except by the test
that compares.
Unit: fen, debit positive.
Source: 工会会计制度 (财会〔2021〕7号) App. 1 Pt III; P-numbers are those of docs/glossary.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ledger.entry import Leg, Legs

if TYPE_CHECKING:
    from ledger.scopes.bank_account import State as BankState
    from ledger.scopes.budget_line import State as LineState


def spent(
    union: str, line: str, shape: LineState, bank: str, account: BankState, fen: int
) -> tuple[Leg, Leg]:
    """P15: money goes out on a budget line, from a bank account or till."""
    money = Leg(union=union, account=account.account, fen=-fen, bank=bank)
    return _cost(union, line, shape, fen), money


def _cost(union: str, line: str, shape: LineState, fen: int) -> Leg:
    return Leg(
        union=union, account=shape.account, fen=fen, kind=shape.kind, project=shape.project,
        source=shape.source, economic=shape.economic, functional=shape.functional, budget=line,
    )  # fmt: skip


def returned_later(legs: tuple[Leg, ...]) -> tuple[Leg, ...]:
    """P32: money of an earlier year's expenditure comes back: to 年初余额调整, not to the line."""
    back: list[Leg] = []
    for leg in legs:
        if leg.bank is not None:
            back.append(Leg(union=leg.union, account=leg.account, fen=-leg.fen, bank=leg.bank,
                            custody=leg.custody))  # fmt: skip
        else:
            account = {"fiscal": "33101"}.get(leg.source or "") or (
                "32101" if leg.project else "32201"
            )
            back.append(Leg(union=leg.union, account=account, fen=-leg.fen, project=leg.project))
    return tuple(back)


def spent_without_budget(
    union: str, expense: str, economic: str, bank: str, account: BankState, fen: int
) -> tuple[Leg, Leg]:
    """P15 where no budget line covers it: only 补录 records that it happened."""
    return (
        Leg(union=union, account=expense, fen=fen, kind="basic", source="union",
            economic=economic),
        Leg(union=union, account=account.account, fen=-fen, bank=bank),
    )  # fmt: skip


class Place(NamedTuple):
    """Where money comes in or goes out: a bank account or till of a union."""

    union: str
    bank: str
    account: BankState


def received(
    place: Place, income: str, fen: int, *, project: str | None = None,
    functional: str | None = None,
) -> Legs:  # fmt: skip
    """P1, P10, P12, P14, P25: money comes in as income; `project` restricts it."""
    return _money(place, fen), _income(place.union, income, fen, project, functional)


def remitted(
    place: Place, own: int, up: int, down: int, *, lower: str | None, project: str | None
) -> Legs:
    """P2, P3, P4: a remittance; the own share is income, the others' are owed to them."""
    union = place.union
    legs = (
        _money(place, own + up + down),
        _income(union, "402", own, project),
        Leg(union=union, account="211", fen=-up),
        Leg(union=union, account="21202", fen=-down, counterparty=lower),
    )
    return tuple(leg for leg in legs if leg.fen)


def paid_up(place: Place, upper: str, fen: int) -> Legs:
    """P5: what is owed to the level above goes out."""
    owed = Leg(union=place.union, account="211", fen=fen, counterparty=upper)
    return owed, _money(place, -fen)


def passed_down(place: Place, lower: str, fen: int) -> Legs:
    """P6: what is owed to a union below goes out."""
    owed = Leg(union=place.union, account="21202", fen=fen, counterparty=lower)
    return owed, _money(place, -fen)


def subsidised(
    place: Place, line: str, shape: LineState, lower: str, project: str | None, fen: int
) -> Legs:
    """P11: a subsidy to a union below goes out on a budget line of 508."""
    union, bank, account = place
    cost, money = spent(union, line, shape, bank, account, fen)
    return msgspec.structs.replace(cost, counterparty=lower, project=project), money


def held(place: Place, project: str, fen: int) -> Legs:
    """P26: custody money (代管经费) of a project comes in, or with a minus sign goes out."""
    union, bank, account = place
    return (
        Leg(union=union, account=account.account, fen=fen, bank=bank, custody=project),
        Leg(union=union, account="221", fen=-fen, custody=project),
    )


def prepaid(place: Place, platform: str, fen: int) -> Legs:
    """P22: money for coupons goes to the platform, or with a minus sign comes back."""
    return _platform(place.union, platform, fen), _money(place, -fen)


def coupons_cost(union: str, line: str, shape: LineState, platform: str, fen: int) -> Legs:
    """P22: what was redeemed becomes a cost on a budget line, out of what was prepaid."""
    return _cost(union, line, shape, fen), _platform(union, platform, -fen)


def _platform(union: str, platform: str, fen: int) -> Leg:
    return Leg(union=union, account="135", fen=fen, counterparty=platform)


def _money(place: Place, fen: int) -> Leg:
    union, bank, account = place
    return Leg(union=union, account=account.account, fen=fen, bank=bank)


def _income(
    union: str, account: str, fen: int, project: str | None, functional: str | None = None
) -> Leg:
    """Dues (401) are never restricted and do not say so; restricted money names its project."""
    restriction = None if account == "401" else "restricted" if project else "unrestricted"
    return Leg(
        union=union, account=account, fen=-fen, restriction=restriction, project=project,
        source="fiscal" if functional else None, functional=functional,
    )  # fmt: skip
