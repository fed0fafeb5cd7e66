"""Books for measuring: a ledger with one union, filled with payouts through the real write path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from commands._edge import Books
from commands._handle import Outcome, handle
from commands._verb import Command, Decision, Title, Verb
from ledger import events
from ledger.accounts import CHART
from ledger.entry import Leg
from ledger.events import Payout, Voucher
from ledger.events.banks import BankAccountOpened
from ledger.events.budgets import BudgetApproved, BudgetedLine
from ledger.events.commands import CommandAccepted
from ledger.events.ledgers import LedgerCreated
from ledger.events.officers import OfficerAppointed, Role
from ledger.events.opening import OpeningLoaded
from ledger.events.policies import Limit, StandardAdopted
from ledger.events.rosters import CondolencePaid
from ledger.events.unions import UnionRegistered
from ledger.postings import spent
from ledger.scopes.bank_account import BankAccount
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.voucher_number import VoucherNumber
from ledger.store import NewEvent, Store, StoredState
from ledger.vault import Vault
from ledger.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.events import Event

LEDGER: Final = "BENCH"
UNION: Final = "U1"
LINE: Final = "50405"
BANK: Final = "B1"
DAY: Final = date(2023, 1, 10)
RICH: Final = 10**14
BATCH: Final = 20_000
OFFICERS: Final[dict[str, Role]] = {
    "maker": "handler", "checker": "accountant", "chair": "chairperson", "cashier": "cashier",
}  # fmt: skip


class _Begin(Command):
    """The set-up of the books that are measured."""


def _facts(command: _Begin, world: World) -> Decision:
    at: dict[str, Any] = {"command": world.command, "by": command.by, "occurred_on": command.on}
    yield LedgerCreated(name=LEDGER, chart=CHART, first_year=2023, **at)
    yield UnionRegistered(union=UNION, name="bench", tier="county_plus", **at)
    for officer, role in OFFICERS.items():
        yield OfficerAppointed(officer=officer, role=role, **at)
    yield BankAccountOpened(union=UNION, bank=BANK, bank_name="bench", **at)
    limits = (Limit(subject="warmth", each_fen=300_000),
              Limit(subject="group:warmth", year_fen=600_000))  # fmt: skip
    yield StandardAdopted(standard="S", document="-", title="-", jurisdiction="-", limits=limits,
                          valid_from=date(2023, 1, 1), valid_to=None, **at)  # fmt: skip
    line = BudgetedLine(line=LINE, account="50405", amount_fen=RICH, economic="30306")
    yield BudgetApproved(union=UNION, year=2023, lines=(line,), approved_by="-", document="-", **at)
    legs = (Leg(UNION, "102", RICH, bank=BANK), Leg(UNION, "32205", -RICH))
    voucher = Voucher(union=UNION, type="期初", period="2023-01", no=1)
    yield OpeningLoaded(union=UNION, booked_on=command.on, chart=CHART, legs=legs, voucher=voucher,
                        **at)  # fmt: skip


BEGIN: Final = Verb(_Begin, Title("", ""), (), lambda _: (), _facts)


@dataclass(slots=True)
class Bench:
    """Open books in a folder, and how to ask them something."""

    folder: Path
    books: Books

    @classmethod
    def begin(cls, folder: Path) -> Bench:
        """Make a store and a vault, and set the books up."""
        folder.mkdir(parents=True)
        store = Store.open(str(folder / "bench.db"), create=True)
        vault = Vault.open(str(folder / "bench.vault.db"))
        bench = cls(folder, Books(store, vault, LEDGER))
        bench.ask(BEGIN, _Begin(by="root", on=date(2023, 1, 1)))
        return bench

    def ask(self, verb: Verb[Any, Any], command: Any) -> Outcome:
        """Ask, and insist on being accepted."""
        outcome = handle(self.books, verb, command)
        assert outcome.accepted, [r.code for r in outcome.rejections[:3]]
        return outcome

    def close(self) -> None:
        """Close the store and the vault."""
        self.books.store.close()
        self.books.vault.close()

    def fill(self, count: int) -> None:
        """Append payouts to `count` persons, folded and tagged as a paid roster's are."""
        for start in range(0, count, BATCH):
            size = min(BATCH, count - start)
            with self.books.store.write(LEDGER) as tx:
                world = World(tx.size, tx.states)
                scopes = (BudgetLine(UNION, 2023, LINE), BankAccount(UNION, BANK),
                          VoucherNumber(UNION, "记", "2023-01"))  # fmt: skip
                world.name(scopes)
                accepted = CommandAccepted(
                    command=world.command, by="cashier", occurred_on=DAY, id=f"fill-{start}",
                    verb="roster pay", body={}, digest="00", facts=size,
                )  # fmt: skip
                batch = [NewEvent(accepted.NAME, events.encode(accepted), ())]
                world.evolve_accepted()
                for fact in _payouts(world, start, size):
                    touched = fact.touches()
                    world.evolve(fact, touched)
                    batch.append(NewEvent(fact.NAME, events.encode(fact), touched))
                tx.append(batch)
                tx.put_states({s: StoredState(*c) for s, c in world.changes().items()})


def _payouts(world: World, start: int, count: int) -> Iterator[Event]:
    line = world[BudgetLine(UNION, 2023, LINE)]
    bank = world[BankAccount(UNION, BANK)]
    number = world[VoucherNumber(UNION, "记", "2023-01")].last + 1
    for n in range(count):
        fen = 30_000 + (start + n) % 997
        yield CondolencePaid(
            command=world.command, by="cashier", occurred_on=DAY, union=UNION, booked_on=DAY,
            voucher=Voucher(union=UNION, type="记", period="2023-01", no=number, entry=n + 1),
            legs=spent(UNION, LINE, line, BANK, bank, fen), chart=CHART,
            payout=Payout(
                person=f"P{(start + n) * 7919 % 999_999_937:012d}", kind="warmth",
                occasion="2023春节", amount_fen=fen, year=2023, cap_group="warmth",
                payee=f"A{start + n:012d}", standard=1, roster=f"R{start}", row=n + 1,
            ),
        )  # fmt: skip
