"""Whoever pays a bulk roster is killed at any moment: it is wholly paid or not at all.

UNION_LEDGER_KILL_ROUNDS: how often, on either database.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from commands._edge import Books
from commands._handle import handle
from commands.roster.pay import VERB
from ledger.events.rosters import CondolencePaid
from ledger.scopes.budget_line import BudgetLine
from ledger.scopes.cash import Cash
from ledger.scopes.roster import Roster
from ledger.store import Store
from ledger.vault import Vault
from tests import _postgres, rosters, samples
from tests.counting import assert_whole
from tests.rosters import KIND, LINE
from tests.samples import BANK, SCHOOL
from tests.scenario import LEDGER, Scenario

ROUNDS = int(os.environ.get("UNION_LEDGER_KILL_ROUNDS", "5"))
ROWS, EACH = 2_000, 100
CASH = 10**7

Books_ = tuple[str, str]
"""Where a store and a vault are: a URL and a path."""


@dataclass
class Prepared:
    """An approved roster, and how to get a copy of the books that it stands in."""

    size: int
    copy: Callable[[int], Books_]


def approve_a_roster(folder: Path, url: str) -> int:
    """Bring a roster to where it waits to be paid; return the size of the log."""
    lines = samples.budget(samples.budgeted(LINE, CASH))
    with closing(Scenario(folder, url)) as scenario:
        scenario.given(
            *samples.founded(), samples.bank(), samples.opened(fen=CASH), lines,
            samples.standard(KIND, EACH),
        )  # fmt: skip
        rosters.approved(scenario, *(rosters.row(n, EACH) for n in range(ROWS)))
        return scenario.store.head(LEDGER).size


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Prepared:
    whole = tmp_path / "whole"
    whole.mkdir()
    size = approve_a_roster(whole, str(whole / "union-ledger.db"))

    def copy(turn: int) -> Books_:
        folder = tmp_path / f"round {turn}"
        shutil.copytree(whole, folder)
        return str(folder / "union-ledger.db"), str(folder / "vault.db")

    return Prepared(size, copy)


@pytest.fixture
def on_postgres(tmp_path: Path, postgres_url: str, request: pytest.FixtureRequest) -> Prepared:
    size = approve_a_roster(tmp_path, postgres_url)
    server = _postgres.server()
    assert server is not None
    template = postgres_url.rpartition("/")[2]

    def copy(turn: int) -> Books_:
        name = f"{template}_{turn}"
        _postgres._run(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        request.addfinalizer(lambda: _postgres.drop_database(server, name))
        url = server.set(database=name).render_as_string(hide_password=False)
        return url, str(tmp_path / "vault.db")

    return Prepared(size, copy)


@pytest.mark.parametrize("database", ["on_sqlite", "on_postgres"])
def test_a_roster_is_wholly_paid_or_not_at_all(
    database: str, request: pytest.FixtureRequest
) -> None:
    prepared: Prepared = request.getfixturevalue(database)
    assert prepared.size > ROWS
    seconds, paid = pay_and_kill(prepared.copy(0), None)
    assert assert_one_or_other(prepared, paid)

    chance = random.Random()  # noqa: S311  (no secret: each run tries other moments)
    for turn in range(1, ROUNDS + 1):
        _, killed = pay_and_kill(prepared.copy(turn), chance.uniform(0, 1.2 * seconds))
        assert_one_or_other(prepared, killed)


def pay_and_kill(books: Books_, after_seconds: float | None) -> tuple[float, Books_]:
    """Let a process pay the roster; kill it after so long. Return how long it lived."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.commands.roster.test_kill"])
    here, there = context.Pipe()
    payer = context.Process(target=pay, args=(*books, there))
    payer.start()
    assert here.recv() == "ready"
    began = time.perf_counter()
    if after_seconds is not None:
        time.sleep(after_seconds)
        payer.kill()
    payer.join(60)
    lived = time.perf_counter() - began
    assert payer.exitcode == 0 or after_seconds is not None
    payer.close()
    return lived, books


def pay(url: str, vault: str, parent: Connection) -> None:
    with Store.open(url) as store, Vault.open(vault, create=False) as persons:
        store.head(LEDGER)
        parent.send("ready")
        assert handle(Books(store, persons, LEDGER), VERB, rosters.pay()).accepted


def assert_one_or_other(prepared: Prepared, books: Books_) -> bool:
    """The ledger opens, all that is derived holds, and the roster is in or out; tell which."""
    url, vault = books
    with Store.open(url) as store, Vault.open(vault, create=False) as persons:
        with store.write(LEDGER) as tx:  # a dead client's last statement may still be running
            tx.abandon()
        size = assert_whole(store, LEDGER)
        is_paid = size > prepared.size
        assert size == prepared.size + (ROWS + 2 if is_paid else 0)
        assert_state(store, is_paid=is_paid)
        again = handle(Books(store, persons, LEDGER), VERB, rosters.pay())
        codes = [r.code for r in again.rejections]
        assert codes == (["roster.wrong_status"] if is_paid else [])
        assert_state(store, is_paid=True)
    return is_paid


def assert_state(store: Store, *, is_paid: bool) -> None:
    """Roster, line, money and payments all say the same."""
    roster, line, cash = Roster("R1"), BudgetLine(SCHOOL, 2023, LINE), Cash(SCHOOL, BANK)
    found = store.states(LEDGER, [roster, line, cash])
    spent = ROWS * EACH if is_paid else 0
    assert roster.decode(found[roster].state).status == ("paid" if is_paid else "approved")
    state = line.decode(found[line].state)
    assert (state.paid, state.committed) == (spent, ROWS * EACH - spent)
    assert cash.decode(found[cash].state).balance == CASH - spent
    payments = store.select("SELECT count(*) FROM event WHERE name = ?", (CondolencePaid.NAME,))
    assert payments == [(ROWS if is_paid else 0,)]
