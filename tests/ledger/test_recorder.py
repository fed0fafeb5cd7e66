"""The DCB interface over a ledger: the library's own contract tests, and what they do not ask."""

import threading
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from eventsourcing.dcb.api import DCBAppendCondition, DCBEvent, DCBQuery, DCBQueryItem
from eventsourcing.dcb.tests import DCBRecorderTestCase
from eventsourcing.persistence import IntegrityError, ProgrammingError

from ledger import _recorder
from ledger import store as store_module
from ledger.store import LedgerRecorder, NewEvent, Store


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store.open(database_url, create=True) as store:
        yield store


@pytest.fixture
def recorder(store: Store) -> LedgerRecorder:
    return LedgerRecorder(store, "L")


def query(*items: tuple[list[str], list[str]]) -> DCBQuery:
    return DCBQuery([DCBQueryItem(types=types, tags=tags) for types, tags in items])


def positions(recorder: LedgerRecorder, asked: DCBQuery, **kwargs: int) -> list[int]:
    return [found.position for found in recorder.read(asked, **kwargs)]


def test_the_librarys_contract_of_append_and_read_holds(recorder: LedgerRecorder) -> None:
    DCBRecorderTestCase()._test_append_read(recorder)


def test_the_librarys_contract_of_subscriptions_holds(recorder: LedgerRecorder) -> None:
    DCBRecorderTestCase()._test_append_subscribe(recorder)


def test_the_contract_holds_beside_another_ledger(store: Store) -> None:
    LedgerRecorder(store, "K").append([DCBEvent("type1", b"other", ["tagX", "tagA"])])

    DCBRecorderTestCase()._test_append_read(LedgerRecorder(store, "L"))


def test_the_store_module_hands_out_the_recorder_and_nothing_it_does_not_have() -> None:
    assert LedgerRecorder is _recorder.LedgerRecorder
    with pytest.raises(AttributeError, match="nonsense"):
        _ = store_module.nonsense


def test_events_come_with_all_their_tags(recorder: LedgerRecorder) -> None:
    recorder.append([DCBEvent("a", b"1", ["x", "y", "x"]), DCBEvent("b", b"2", [])])
    recorder.append([DCBEvent("c", b"3", ["y"])])

    assert [(e.event.type, sorted(e.event.tags)) for e in recorder.read()] == [
        ("a", ["x", "y"]),
        ("b", []),
        ("c", ["y"]),
    ]
    assert [sorted(e.event.tags) for e in recorder.read(query(([], ["x"])))] == [["x", "y"]]


def test_tags_can_be_told_from_the_event(store: Store) -> None:
    recorder = LedgerRecorder(store, "L", tags_of=lambda event: [f"told:{event.position}"])
    recorder.append([DCBEvent("a", b"1", ["x"])])

    assert next(recorder.read()).event.tags == ["told:1"]


def test_a_tag_named_twice_in_a_query_counts_once(recorder: LedgerRecorder) -> None:
    recorder.append([DCBEvent("a", b"1", ["x"])])
    twice = query(([], ["x", "x"]))

    assert positions(recorder, twice) == [1]
    with pytest.raises(IntegrityError):
        recorder.append([DCBEvent("a", b"2", ["x"])], DCBAppendCondition(twice))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (query(), [1, 2, 3, 4]),
        (query(([], [])), [1, 2, 3, 4]),
        (query(([], ["x"]), ([], [])), [1, 2, 3, 4]),
        (query((["a", "b"], [])), [1, 2, 4]),
        (query((["a"], []), ([], ["z"])), [1, 3, 4]),
        (query(([], ["x", "y"])), [2]),
        (query((["b", "c"], ["x", "y"]), (["a"], ["x"])), [1, 2]),
        (query((["c"], ["z"]), (["c"], ["x"]), (["a"], ["z"])), [3]),
        (query(([], ["nobody"])), []),
    ],
)
def test_every_shape_of_query_is_answered(
    recorder: LedgerRecorder, asked: DCBQuery, found: list[int]
) -> None:
    recorder.append(
        [
            DCBEvent("a", b"1", ["x"]),
            DCBEvent("b", b"2", ["x", "y"]),
            DCBEvent("c", b"3", ["y", "z"]),
            DCBEvent("a", b"4", []),
        ]
    )

    assert positions(recorder, asked) == found
    assert positions(recorder, asked, after=2) == [one for one in found if one > 2]
    assert positions(recorder, asked, limit=1) == found[:1]


def test_thousands_of_items_are_asked_in_chunks(
    recorder: LedgerRecorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder.append([DCBEvent("paid", b"%d" % n, [f"p:{n}", f"q:{n}"]) for n in range(1, 3001)])
    one_tag = query(*[([], [f"p:{n}"]) for n in range(1, 3001)])
    two_tags = query(*[(["paid"], [f"p:{n}", f"q:{n}"]) for n in range(1, 301)])
    absent = query(*[([], [f"none:{n}"]) for n in range(3001)])

    assert positions(recorder, one_tag) == list(range(1, 3001))
    assert positions(recorder, two_tags) == list(range(1, 301))
    assert positions(recorder, two_tags, after=100, limit=150) == list(range(101, 251))
    assert recorder.append([DCBEvent("paid", b"", [])], DCBAppendCondition(absent)) == 3001
    monkeypatch.setattr(_recorder, "TAGS", 20)
    assert positions(recorder, one_tag, limit=999) == list(range(1, 1000))


def test_an_event_with_several_of_the_tags_fills_one_place_of_the_limit(
    recorder: LedgerRecorder,
) -> None:
    recorder.append([DCBEvent("a", b"", ["x", "y", "z"]) for _ in range(5)])

    assert positions(recorder, query(([], ["x"]), ([], ["y"]), ([], ["z"])), limit=3) == [1, 2, 3]


def test_the_head_is_read_before_the_events(recorder: LedgerRecorder) -> None:
    recorder.append([DCBEvent("a", b"1", ["x"])])
    response = recorder.read()
    recorder.append([DCBEvent("a", b"2", ["x"])])

    assert response.head == 1
    assert [found.position for found in response] == [1]


def test_an_append_of_nothing_is_refused(recorder: LedgerRecorder) -> None:
    with pytest.raises(ProgrammingError):
        recorder.append([])


def test_what_is_appended_here_is_not_folded(store: Store, recorder: LedgerRecorder) -> None:
    with store.write("L", create=True) as tx:
        tx.append([NewEvent("thing.done/1", b"{}", ["x"])])
    recorder.append([DCBEvent("thing.done/1", b"{}", ["x"])])

    head = store.head("L")
    assert (head.size, head.folded_to) == (2, 1)


def test_a_subscription_sees_everything_once_and_in_order(recorder: LedgerRecorder) -> None:
    asked = query(([], ["x"]))
    recorder.append([DCBEvent("a", b"", ["x"]) for _ in range(3)])

    def write() -> None:
        for number in range(40):
            recorder.append([DCBEvent("a", b"", ["x" if number % 2 else "y"])])

    writer = threading.Thread(target=write)
    with recorder.subscribe(asked) as subscription:
        writer.start()
        seen = [next(subscription).position for _ in range(23)]
        writer.join()
        subscription.stop()
        assert list(subscription) == []

    assert seen == [1, 2, 3, *range(5, 44, 2)]


def test_of_threads_on_one_condition_each_step_has_one_winner(recorder: LedgerRecorder) -> None:
    asked = query(([], ["budget"]))
    recorder.append([DCBEvent("spent", b"", ["budget"])])
    barrier = threading.Barrier(4)
    won: list[int] = []

    def race() -> None:
        for _ in range(10):
            barrier.wait()
            response = recorder.read(asked)
            list(response)
            barrier.wait()
            condition = DCBAppendCondition(asked, after=response.head)
            try:
                won.append(recorder.append([DCBEvent("spent", b"", ["budget"])], condition))
            except IntegrityError:
                continue

    threads = [threading.Thread(target=race) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(won) == list(range(2, 12))


# --- the plan ----------------------------------------------------------------------------------


def test_ranges_are_walked_along_the_index_on_sqlite(sqlite_url: str) -> None:
    with Store.open(sqlite_url, create=True) as store:
        LedgerRecorder(store, "L").append([DCBEvent("a", b"", ["x", "y"])])
        for asked in (query(([], ["x"])), query((["a"], ["x", "y"])), query((["a"], []))):
            plan = _plan(store, asked, "EXPLAIN QUERY PLAN ")
            index = "event_tag" if asked.items[0].tags else "event"
            alias = "t" if asked.items[0].tags else "event"
            by = "ledger=? AND tag=? AND position>? AND position<?"
            by = by if index == "event_tag" else "ledger=? AND position>? AND position<?"
            assert f"SEARCH {alias} USING PRIMARY KEY ({by})" in plan
            assert "SCAN" not in plan.replace("SCAN json_each VIRTUAL TABLE", "")


def test_ranges_are_walked_along_the_index_on_postgresql(postgres_url: str) -> None:
    with Store.open(postgres_url, create=True) as store:
        recorder = LedgerRecorder(store, "L")
        recorder.append([DCBEvent("a", b"", ["x", f"y:{n}"]) for n in range(20_000)])
        with store.begin() as connection:
            connection.exec_driver_sql("ANALYZE event_tag")
        plan = _plan(store, query(([], ["y:7"])), "EXPLAIN ")

    assert "event_tag_pkey" in plan
    assert '"position" > ' in plan.split("Index Cond:")[1].split("\n")[0]
    assert "Seq Scan" not in plan


def _plan(store: Store, asked: DCBQuery, explain: str) -> str:
    plans: list[str] = []

    def select(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        rows = store.select(explain + statement, values)
        plans.extend(str(row[-1]) for row in rows)
        return []

    _recorder._positions(select, "L", asked, 0, 10, 5)
    return "\n".join(plans)
