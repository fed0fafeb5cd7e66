"""A rebuild is written beside what people read; one row puts it in use, whole, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ledger.store import Store
from projections import View, view
from projections import _generations as generations
from projections._catch_up import catch_up, rebuild
from projections._digest import digest, replay
from projections._generations import RebuildOvertaken, Shadow, snapshot
from tests.projections.conftest import Shown, Told
from tests.projections.histories import created, opening, paid, recorded

HISTORY = [created(), opening(), *(paid(person=f"P{n}", no=n) for n in range(1, 9))]


def doing(action: Callable[[int], None], name: str = "payouts") -> View:
    """Return the view with something happening after each of its batches; told the position."""
    plain = view(name)
    assert plain.apply is not None

    def apply(events, tables) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        plain.apply(events, tables)  # type: ignore[misc]
        action(events[-1][0])

    return replace(plain, apply=apply)


def kept(store: Store, ledger: str, slot: int) -> int:
    """Count the rows of a generation of the payouts."""
    with store.tables() as connection:
        statement = f"SELECT count(*) FROM view_payouts_1_{slot} WHERE ledger = '{ledger}'"
        count: int = connection.execute(statement).fetchone()[0]
        return count


def slot_of(store: Store, ledger: str) -> int:
    with snapshot(store, ledger) as (_, states):
        return states["payouts"].slot


def test_a_rebuild_takes_the_place_of_the_old_and_leaves_nothing_behind(
    store: Store, told: Told, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generations, "SWEPT", 3)
    ledger, other = told(HISTORY), told(HISTORY)
    before = shown("payouts", ledger), shown("payouts", other)

    for slot in (1, 0, 1):
        assert rebuild(store, ledger, view("payouts"), batch=3) == len(HISTORY)
        assert (slot_of(store, ledger), slot_of(store, other)) == (slot, 0)
        assert (kept(store, ledger, slot), kept(store, ledger, 1 - slot)) == (8, 0)

    assert (shown("payouts", ledger), shown("payouts", other)) == before


def test_a_killed_rebuild_leaves_the_old_in_use_and_the_next_sweeps_its_leavings(
    store: Store, told: Told, shown: Shown
) -> None:
    ledger = told(HISTORY)
    before = shown("payouts", ledger)

    def killed(position: int) -> None:
        if position > 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(store, ledger, doing(killed), batch=3)

    assert kept(store, ledger, 1) == 4
    assert slot_of(store, ledger) == 0
    assert shown("payouts", ledger) == before
    rebuild(store, ledger, view("payouts"), batch=3)
    assert (slot_of(store, ledger), kept(store, ledger, 1), kept(store, ledger, 0)) == (1, 8, 0)
    assert shown("payouts", ledger) == before


def test_a_rebuild_begun_later_stops_the_earlier_one(store: Store, told: Told) -> None:
    ledger = told(HISTORY)
    catch_up(store, ledger)
    meanwhile: list[str] = []

    def another(shadow: Shadow) -> None:
        shadow.begin()
        meanwhile.append("begun")

    def progress(position: int, goal: int) -> None:
        with snapshot(store, ledger) as (_, states):
            late = Shadow(store, ledger, view("payouts"), states["payouts"])
        if not meanwhile:
            another(late)

    with pytest.raises(RebuildOvertaken):
        rebuild(store, ledger, view("payouts"), batch=3, progress=progress)
    assert slot_of(store, ledger) == 0
    assert digest(store, ledger) == replay(store, ledger)


def test_the_old_is_read_and_goes_on_while_the_new_is_written(
    store: Store, told: Told, shown: Shown
) -> None:
    ledger = told(HISTORY)
    catch_up(store, ledger)
    seen: list[int] = []

    def progress(position: int, goal: int) -> None:
        if goal == len(HISTORY):
            recorded([paid(person="P9", no=9)], store, ledger)
        seen.append(len(shown("payouts", ledger)))

    reached = rebuild(store, ledger, view("payouts"), batch=5, progress=progress)

    assert seen == [9, 10, 10]
    assert reached == len(HISTORY) + 2
    assert len(shown("payouts", ledger)) == 10
    assert digest(store, ledger) == replay(store, ledger)


def test_an_empty_ledger_is_rebuilt(store: Store, told: Told) -> None:
    ledger = told([])

    assert rebuild(store, ledger, view("payouts")) == 0
    assert catch_up(store, ledger) == 0
