"""Sixteen officers ask at once for the last yuan of a budget line or an account: one gets it."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from contextlib import closing
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest

from commands._edge import Books
from commands._handle import handle
from ledger.events.commands import CommandRefused
from ledger.store import Store
from ledger.vault import Vault
from tests import rosters, samples
from tests.counting import assert_whole, facts
from tests.rosters import KIND, LINE, STEPS
from tests.samples import CHAIR
from tests.scenario import LEDGER, Scenario

RACERS = 16
EACH = 50_000
Race = Callable[[Scenario, list[Any], str], list[str]]


def reviewed(folder: Path, url: str) -> tuple[Scenario, list[Any], str]:
    """Return rosters that wait for approval; the budget line covers one of them."""
    scenario = seeded(folder, url, line=EACH, cash=10**7)
    for n in range(RACERS):
        rosters.reviewed(scenario, rosters.row(n), roster=f"R{n}")
    return scenario, [rosters.approve(f"R{n}") for n in range(RACERS)], "budget.short"


def approved(folder: Path, url: str) -> tuple[Scenario, list[Any], str]:
    """Return rosters that wait to be paid; the account holds enough for one of them."""
    scenario = seeded(folder, url, line=10**7, cash=2 * EACH - 1)
    for n in range(RACERS):
        rosters.approved(scenario, rosters.row(n), roster=f"R{n}")
    return scenario, [rosters.pay(f"R{n}") for n in range(RACERS)], "cash.short"


def same_person(folder: Path, url: str) -> tuple[Scenario, list[Any], str]:
    """Return rosters with one person for one occasion; there is money for all of them."""
    scenario = seeded(folder, url, line=10**7, cash=10**7)
    for n in range(RACERS):
        rosters.approved(scenario, rosters.row(1), roster=f"R{n}")
    return scenario, [rosters.pay(f"R{n}") for n in range(RACERS)], "payout.already_paid"


def seeded(folder: Path, url: str, *, line: int, cash: int) -> Scenario:
    lines = samples.budget(samples.budgeted(LINE, line))
    return Scenario(folder, url).given(
        *samples.founded(), samples.bank(), samples.opened(fen=cash), lines,
        samples.standard(KIND, EACH), samples.officer(CHAIR, "vice_chairperson"),
    )  # fmt: skip


def in_threads(scenario: Scenario, asked: list[Any], _: str) -> list[str]:
    """Race with one store and vault for all; return what came of each command."""
    barrier = threading.Barrier(len(asked))
    came: list[str] = []

    def race(command: Any) -> None:
        barrier.wait(60)
        outcome = handle(scenario.books, STEPS[type(command)], command)
        came.append(",".join(r.code for r in outcome.rejections) or "accepted")

    racers = [threading.Thread(target=race, args=(command,)) for command in asked]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    return came


def in_processes(scenario: Scenario, asked: list[Any], url: str) -> list[str]:
    """Race from processes of their own; return what came of each command."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.commands.roster.test_race"])
    barrier, came = context.Barrier(len(asked)), context.Queue()
    vault = str(Path(scenario.vault._database.url.removeprefix("sqlite:///")))
    racers = [
        context.Process(target=_race, args=(url, vault, command, barrier, came))
        for command in asked
    ]
    for racer in racers:
        racer.start()
    found = [came.get(timeout=60) for _ in racers]
    for racer in racers:
        racer.join()
        racer.close()
    came.close()
    return found


def _race(
    url: str, vault: str, command: Any, barrier: Barrier, came: multiprocessing.Queue[str]
) -> None:
    with Store.open(url) as store, Vault.open(vault, create=False) as persons:
        barrier.wait(60)
        outcome = handle(Books(store, persons, LEDGER), STEPS[type(command)], command)
    came.put(",".join(r.code for r in outcome.rejections) or "accepted")


@pytest.mark.parametrize("race", [in_threads, in_processes])
@pytest.mark.parametrize("prepared", [reviewed, approved, same_person])
def test_of_sixteen_one_wins(
    tmp_path: Path, database_url: str, prepared: Callable[..., Any], race: Race
) -> None:
    scenario, asked, loses = prepared(tmp_path, database_url)
    with closing(scenario):
        came = race(scenario, asked, database_url)

        assert sorted(came) == sorted(["accepted", *[loses] * (RACERS - 1)])
        assert_whole(scenario.store, LEDGER)
        refused = [f for f in facts(scenario.store, LEDGER) if isinstance(f, CommandRefused)]
        assert len(refused) == RACERS - 1
