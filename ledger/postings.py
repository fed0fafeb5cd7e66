"""Posting templates: which legs a business fact leads to.

Why: decisions derive legs here, once; what is stored is never derived again, except by the test
that compares.
Unit: fen, debit positive.
Source: 工会会计制度 (财会〔2021〕7号) App. 1 Pt III; P-numbers are those of docs/glossary.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger.entry import Leg

if TYPE_CHECKING:
    from ledger.scopes.bank_account import State as BankState
    from ledger.scopes.budget_line import State as LineState


def spent(
    union: str, line: str, shape: LineState, bank: str, account: BankState, fen: int
) -> tuple[Leg, Leg]:
    """P15: money goes out on a budget line, from a bank account or till."""
    return (
        Leg(
            union=union, account=shape.account, fen=fen, kind=shape.kind, project=shape.project,
            source=shape.source, economic=shape.economic, functional=shape.functional,
            budget=line,
        ),
        Leg(union=union, account=account.account, fen=-fen, bank=bank),
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
