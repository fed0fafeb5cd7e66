"""Whoever catches up, in whatever batches, however often: the views show the same."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import projections._catch_up as catching
from ledger.events import Event
from ledger.store import Store, StoreError
from projections import folded, view
from projections._catch_up import ViewChanged, catch_up, fold, rebuild
from projections._digest import differing, digest, replay
from projections._query import Query
from projections._reading import report
from projections._tables import Tables
from tests.projections.conftest import Shown, Told
from tests.projections.histories import (
    LEDGER,
    created,
    histories,
    opening,
    paid,
    recorded,
)

ONE_STORE = settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


@ONE_STORE
@given(history=histories(), batch=st.integers(1, 9))
def test_small_batches_one_batch_a_rebuild_and_a_replay_agree(
    store: Store, told: Told, history: list[Event], batch: int
) -> None:
    small, whole = told(history), told(history)

    assert catch_up(store, small, batch=batch) == len(history)
    catch_up(store, whole)
    in_batches, at_once = digest(store, small), digest(store, whole)
    for name in ("postings", "payouts"):
        rebuild(store, whole, view(name), batch=batch)

    assert in_batches == at_once == digest(store, whole) == replay(store, small)
    assert differing(store, whole) == []


def test_catching_up_again_changes_nothing(store: Store, told: Told, shown: Shown) -> None:
    ledger = told([created(), opening(), paid()])

    before = shown("postings", ledger)

    assert catch_up(store, ledger) == catch_up(store, ledger) == 3
    assert shown("postings", ledger) == before
    assert len(before) == 4


def test_one_ledger_s_views_do_not_touch_another_s(store: Store, told: Told, shown: Shown) -> None:
    one, other = told([created(), opening(fen=100)]), told([created(), opening(fen=700)])

    assert [row[-1] for row in shown("balances", one)] == [100, 100]
    assert [row[-1] for row in shown("balances", other)] == [700, 700]


def test_a_view_that_fell_behind_the_others_gets_each_event_once(store: Store, told: Told) -> None:
    ledger = told([created(), opening(), *(paid(no=n) for n in range(9))])
    catching._ready(store, ledger, folded(), None)
    fold(store, store, ledger, [view("postings")], 7)
    fold(store, store, ledger, [view("payouts")], 4)

    assert catch_up(store, ledger, batch=3) == 11
    assert digest(store, ledger) == replay(store, ledger)


def test_a_batch_that_fails_leaves_no_row_and_no_position(
    store: Store, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = told([created(), opening(), paid()])
    good = folded()

    def broken(events: Sequence[tuple[int, str, Event]], tables: Tables) -> None:
        good[-1].apply(events, tables)
        raise RuntimeError("killed")

    views = [*good[:-1], replace(good[-1], apply=broken)]
    monkeypatch.setattr(catching, "folded", lambda: views)
    with pytest.raises(RuntimeError):
        catch_up(store, ledger)
    monkeypatch.undo()

    assert catch_up(store, ledger) == 3
    assert digest(store, ledger) == replay(store, ledger)


def _catch_up_elsewhere(url: str) -> int:
    with Store.open(url) as mine:
        return catch_up(mine, LEDGER, batch=20)


def test_two_processes_apply_no_batch_twice(database_url: str) -> None:
    with Store.open(database_url, create=True) as store:
        recorded([created(), opening(), *(paid(no=n) for n in range(400))], store)
        with get_context("spawn").Pool(2) as pool:
            reached = pool.map(_catch_up_elsewhere, [database_url] * 2)

        assert reached == [402, 402]
        assert digest(store, LEDGER) == replay(store, LEDGER)


def test_threads_that_catch_up_at_once_apply_no_batch_twice(store: Store, told: Told) -> None:
    ledger = told([created(), opening(), *(paid(no=n) for n in range(200))])

    with ThreadPoolExecutor(4) as pool:
        reached = list(pool.map(lambda _: catch_up(store, ledger, batch=7), range(4)))

    assert reached == [202] * 4
    assert digest(store, ledger) == replay(store, ledger)


def test_a_store_that_may_not_be_written_shows_how_far_its_views_are(database_url: str) -> None:
    with Store.open(database_url, create=True) as writer:
        recorded([created(), opening()], writer)
        catch_up(writer, LEDGER)
        recorded([paid()], writer)

    with Store.open(database_url, read_only=True) as reader:
        assert catch_up(reader, LEDGER) == 2
        with report(reader, "balances", Query(LEDGER)) as answer:
            assert answer.position == 2
            assert len(list(answer.rows)) == 2


def test_a_store_without_views_that_may_not_be_written_is_read_in_a_scratch_file(
    database_url: str,
) -> None:
    with Store.open(database_url, create=True) as writer:
        recorded([created(), opening(), paid()], writer)

    with Store.open(database_url, read_only=True) as reader:
        assert catch_up(reader, LEDGER) == 0
        with report(reader, "balances", Query(LEDGER)) as answer:
            assert answer.position == 3
            assert len(list(answer.rows)) == 3


def test_a_ledger_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        catch_up(store, "nowhere")


def test_a_view_of_another_fold_is_rebuilt(
    store: Store, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = told([created(), opening(), paid()])
    catch_up(store, ledger)
    newer = [replace(v, fold=v.fold + 1) if v.name == "payouts" else v for v in folded()]
    monkeypatch.setattr(catching, "folded", lambda: newer)

    assert catch_up(store, ledger) == 3
    with pytest.raises(ViewChanged):
        fold(store, store, ledger, folded(), 3)


def test_reading_a_report_on_sqlite_imports_neither_pydantic_nor_sqlalchemy(
    sqlite_url: str, tmp_path: Path
) -> None:
    with Store.open(sqlite_url, create=True) as store:
        recorded([created(), opening()], store)
    program = (
        "import sys; from ledger.store import Store; from projections._query import Query;"
        "from projections._reading import report;"
        f"store = Store.open({sqlite_url!r});"
        f"answer = report(store, 'balances', Query({LEDGER!r})).__enter__();"
        "assert len(list(answer.rows)) == 2; print(*sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert {"pydantic", "sqlalchemy", "eventsourcing"} & set(done.stdout.split()) == set()


def test_a_row_changed_behind_the_ledger_s_back_is_found(sqlite_url: str, tmp_path: Path) -> None:
    with Store.open(sqlite_url, create=True) as store:
        recorded([created(), opening(), paid()], store)
        catch_up(store, LEDGER)
        with sqlite3.connect(tmp_path / "union-ledger.db") as forger:
            forger.execute("UPDATE view_payouts_1_0 SET amount_fen = 1")

        assert differing(store, LEDGER) == ["payouts"]
        assert digest(store, LEDGER) != replay(store, LEDGER)
