"""销户: close a union's bank account or till, once nothing lies in it.

Rejects: in the guards' order, see `decide`. Custody money is looked for in the projects named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands._guards import first_of
from commands._listed import Project
from commands._verb import FINANCE, Command, Decision, Id, Title, Verb, arg
from ledger.events.banks import BankAccountClosed
from ledger.money import yuan
from ledger.rejections import Rejection, reject
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.cash import Cash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ledger.scopes._scope import Scope
    from ledger.world import World


class CloseBank(Command):
    """A bank account is closed. `custody`: the projects whose money lay in it."""

    union: Id = arg("工会", "the union")
    bank: Id = arg("账户编号", "the account")
    custody: tuple[Project, ...] = arg("代管项目", "custody projects it was used for", default=())


def scopes(command: CloseBank) -> Iterable[Scope[Any]]:
    """Name the account and its money."""
    return (BankAccount(command.union, command.bank), *_money(command))


def decide(command: CloseBank, world: World) -> Decision:
    """Close an open, empty account."""
    objections = first_of(_open(command, world), _empty(command, world))
    yield from objections
    if not objections:
        yield BankAccountClosed(
            command=world.command, by=command.by, occurred_on=command.on, union=command.union,
            bank=command.bank,
        )  # fmt: skip


def _money(command: CloseBank) -> list[Cash]:
    return [Cash(command.union, command.bank, project) for project in (None, *command.custody)]


def _open(command: CloseBank, world: World) -> Iterator[Rejection]:
    state = world[BankAccount(command.union, command.bank)]
    if not state.exists:
        yield reject("bank_account.unknown", union=command.union, bank=command.bank)
    elif state.closed_on is not None:
        closed_on = state.closed_on.isoformat()
        yield reject("bank_account.closed", bank=command.bank, closed_on=closed_on)


def _empty(command: CloseBank, world: World) -> Iterator[Rejection]:
    for money in _money(command):
        if balance := world[money].balance:
            yield reject("bank_account.not_empty", bank=command.bank, balance=yuan(balance))


VERB = Verb(CloseBank, Title("注销银行账户", "close a bank account"), FINANCE, scopes, decide)
