"""开户: a union's bank accounts and tills; own money and custody money are kept apart.

Rejects: for each row, in the guards' order, see `decide`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from commands._guards import first_of
from commands._listed import OneOrMany, Row, Text, union_scopes, union_stands
from commands._verb import FINANCE, Decision, Id, Title, Verb, arg
from ledger.events.banks import BankAccountOpened
from ledger.rejections import Rejection, reject
from ledger.scopes.bank_account import BankAccount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World

Account = Literal["101", "102"]
Purpose = Literal["own", "custody", "both"]


class OpenRow(Row):
    """One account of a list."""

    union: Id
    bank: Id
    bank_name: Text
    account: Account = "102"
    purpose: Purpose = "own"


class OpenBank(OneOrMany):
    """Bank accounts (102) or tills (101) may be posted to. `bank`: an id, not the number."""

    ROW: ClassVar[type[Row]] = OpenRow

    union: Id | None = arg("工会", "the union", default=None)
    bank: Id | None = arg("账户编号", "an id for the account, not its number", default=None)
    bank_name: Text | None = arg("开户行", "the bank's name", default=None)
    account: Account = arg("科目", "102 bank account, 101 till", default="102")
    purpose: Purpose = arg("用途", "own, custody or both kinds of money", default="own")
    rows: tuple[OpenRow, ...] = arg("账户清单", "a list of accounts", default=())


def scopes(command: OpenBank) -> Iterable[Scope[Any]]:
    """Name the unions and accounts."""
    rows = command.listed(OpenRow)
    yield from union_scopes(row.union for row in rows)
    yield from (BankAccount(row.union, row.bank) for row in rows)


def decide(command: OpenBank, world: World) -> Decision:
    """Open every account or none."""
    for row in command.listed(OpenRow):
        objections = first_of(
            union_stands(world, row.union, command.on, row.row),
            _new(row, world),
        )
        yield from objections
        if not objections:
            yield BankAccountOpened(
                command=world.command, by=command.by, occurred_on=command.on, union=row.union,
                bank=row.bank, bank_name=row.bank_name, account=row.account, purpose=row.purpose,
            )  # fmt: skip


def _new(row: OpenRow, world: World) -> Iterator[Rejection]:
    if world[BankAccount(row.union, row.bank)].exists:
        yield reject("bank_account.exists", row=row.row, union=row.union, bank=row.bank)


VERB = Verb(OpenBank, Title("开立银行账户", "open bank accounts"), FINANCE, scopes, decide)
