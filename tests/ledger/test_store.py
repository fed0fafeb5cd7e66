"""The store: what goes in comes out, under one lock, on both databases."""

import pickle
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest

from ledger.leaf import Frontier, leaves
from ledger.store import (
    Head,
    NewEvent,
    Store,
    StoredEvent,
    StoredKey,
    StoredState,
    StoreError,
)
from tests.ledger.things import code_of, event

AT = datetime(2023, 11, 7, 1, 2, 3, 4, UTC)
AT_TEXT = "2023-11-07T01:02:03.000004Z"


def at() -> datetime:
    return AT


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store.open(database_url, create=True) as store:
        yield store


# --- append and read ---------------------------------------------------------------------------


def test_events_come_back_as_they_went_in(store: Store) -> None:
    with store.write("呈贡", clock=at, create=True) as tx:
        first = tx.append([event(1, "a", "b"), event(2, "b")])
        second = tx.append([event(3)])

    hashes = leaves("呈贡", 1, ["thing.done/1"] * 3, [event(n).data for n in (1, 2, 3)], AT_TEXT)
    assert (first, second) == (1, 3)
    assert list(store.read("呈贡")) == [
        StoredEvent(n, "thing.done/1", event(n).data, AT_TEXT, hashes[n - 1]) for n in (1, 2, 3)
    ]


def test_the_head_tells_size_frontier_and_time(store: Store) -> None:
    with store.write("L", clock=at, create=True) as tx:
        tx.append([event(n) for n in range(7)])
    with store.write("L", clock=at) as tx:
        tx.append([event(7)])

    frontier = Frontier()
    frontier.add_many(stored.leaf for stored in store.read("L"))
    assert store.head("L") == Head(8, 8, frontier.to_bytes(), AT_TEXT)


def test_reading_goes_page_by_page_through_a_long_log(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(n, "even") if n % 2 == 0 else event(n) for n in range(1, 2502)])

    assert [stored.position for stored in store.read("L")] == list(range(1, 2502))
    assert [stored.position for stored in store.read("L", after=999, upto=2001)] == list(
        range(1000, 2002)
    )
    assert [stored.position for stored in store.tagged("L", "even")] == list(range(2, 2502, 2))
    assert [stored.position for stored in store.tagged("L", "even", after=2400)] == list(
        range(2402, 2502, 2)
    )


def test_what_is_recorded_while_reading_is_left_for_the_next_read(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(1), event(2)])
    reading = store.read("L")
    next(reading)
    with store.write("L") as tx:
        tx.append([event(3)])

    assert [stored.position for stored in reading] == [2]


def test_a_read_that_is_not_finished_gives_its_connection_back(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(1), event(2)])
    before = len(store._idle)
    reading = store.read("L")
    next(reading)
    reading.close()  # type: ignore[attr-defined]

    assert len(store._idle) == before


def test_a_tag_named_twice_is_stored_once(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(1, "a", "a")])

    assert [stored.position for stored in store.tagged("L", "a")] == [1]


def test_ledgers_share_nothing(store: Store) -> None:
    for ledger in ("B", "A"):
        with store.write(ledger, create=True) as tx:
            tx.append([event(1, "a")])
            tx.put_states({"a": StoredState(1, 1, ledger.encode())})
            tx.put_key("k", ledger.encode(), 1, 1)

    assert store.ledgers() == ["A", "B"]
    with store.write("A", ["a"], ["k"]) as tx:
        assert tx.states(["a"]) == {"a": StoredState(1, 1, b"A")}
        assert tx.keys(["k"]) == {"k": StoredKey(b"A", 1, 1)}
    assert [stored.position for stored in store.tagged("B", "a")] == [1]


def test_an_unknown_ledger_is_refused(store: Store) -> None:
    with pytest.raises(StoreError) as of_head:
        store.head("L")
    with pytest.raises(StoreError) as of_write, store.write("L"):
        pass

    assert code_of(of_head) == code_of(of_write) == "ledger.unknown"


@pytest.mark.parametrize("text", ["nul \0 inside", "lone \ud800 surrogate"])
def test_text_that_no_database_can_hold_is_refused(store: Store, text: str) -> None:
    for new in (NewEvent(text, b"{}", ()), NewEvent("a.b/1", b"{}", ["fine", text])):
        with pytest.raises(ValueError, match="text"), store.write("L", create=True) as tx:
            tx.append([new])
    with pytest.raises(ValueError, match="text"), store.write("L", create=True) as tx:
        tx.put_states({text: StoredState(0, 1, b"")})
    with pytest.raises(ValueError, match="text"), store.write("L", create=True) as tx:
        tx.put_key(text, b"", 1, 1)
    assert store.ledgers() == []


# --- time --------------------------------------------------------------------------------------


def test_recorded_at_never_runs_backwards(store: Store) -> None:
    with store.write("L", clock=at, create=True) as tx:
        tx.append([event(1)])
    with store.write("L", clock=lambda: AT - timedelta(hours=1)) as tx:
        assert tx.recorded_at == AT_TEXT
        tx.append([event(2)])

    assert [stored.recorded_at for stored in store.read("L")] == [AT_TEXT] * 2


def test_recorded_at_is_told_in_utc_with_microseconds(store: Store) -> None:
    shanghai = timezone(timedelta(hours=8))
    noon = datetime(2024, 1, 1, 12, 0, tzinfo=shanghai)
    with store.write("L", clock=lambda: noon, create=True) as tx:
        assert tx.recorded_at == "2024-01-01T04:00:00.000000Z"


def test_an_append_of_nothing_changes_nothing(store: Store) -> None:
    with store.write("L", clock=at, create=True) as tx:
        tx.append([event(1)])
    before = store.head("L")
    with store.write("L") as tx:
        assert tx.append([]) == 2

    assert store.head("L") == before


# --- states and keys ---------------------------------------------------------------------------


def test_states_and_keys_are_read_under_the_lock_and_kept(store: Store) -> None:
    with store.write("L", ["a"], ["k"], create=True) as tx:
        assert tx.states(["a", "b"]) == {}
        assert tx.keys(["k"]) == {}
        tx.append([event(1, "a", "b")])
        tx.put_states({"a": StoredState(1, 1, b"A"), "b": StoredState(1, 1, b"B")})
        tx.put_key("k", b"digest", 1, 1)
        assert tx.states(["a"]) == {"a": StoredState(1, 1, b"A")}
        assert tx.keys(["k"]) == {"k": StoredKey(b"digest", 1, 1)}
    with store.write("L", ["a"]) as tx:
        tx.put_states({"a": StoredState(1, 2, b"AA")})
        tx.put_states({"a": StoredState(1, 3, b"AAA")})
    with store.write("L", ["b"]) as tx:
        assert tx.states(["b", "a", "c"]) == {
            "b": StoredState(1, 1, b"B"),
            "a": StoredState(1, 3, b"AAA"),
        }
        assert tx.keys(["k", "l"]) == {"k": StoredKey(b"digest", 1, 1)}


def test_thousands_of_states_go_in_and_out_at_once(store: Store) -> None:
    states = {f"row:{n}": StoredState(1, 1, str(n).encode()) for n in range(25_000)}
    with store.write("L", create=True) as tx:
        tx.append([event(n, f"row:{n}") for n in range(1_234)])
        tx.put_states(states)
    with store.write("L", list(states)[:7]) as tx:
        assert tx.states(states) == states
    assert [stored.position for stored in store.tagged("L", "row:1233")] == [1234]


def test_a_transaction_reads_its_own_events(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(1)])
        tx.append([event(2)])
        assert [stored.position for stored in tx.read(0, 99)] == [1, 2]
        tx.append([event(3)])
        assert [stored.position for stored in tx.read(1, 3)] == [2, 3]

    assert store.head("L").size == 3


def test_a_tail_that_nobody_folded_stays_told(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(1)])
        tx.append([event(2)], folded=False)
        tx.append([event(3)])
        assert (tx.folded_to, tx.size) == (1, 3)
    with store.write("L") as tx:
        assert (tx.folded_to, tx.size) == (1, 3)
        tx.folded_to = tx.size
        tx.append([event(4)])

    assert store.head("L").folded_to == 4


# --- all or nothing ----------------------------------------------------------------------------


def test_an_abandoned_transaction_leaves_nothing(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(1, "a")])
        list(tx.read(0, 1))
        tx.abandon()

    assert store.ledgers() == []


def test_an_exception_leaves_nothing_and_comes_through(store: Store) -> None:
    with store.write("L", create=True) as tx:
        tx.append([event(1)])

    def fail() -> None:
        with store.write("L") as tx:
            tx.append([event(2, "a")])
            tx.put_states({"a": StoredState(2, 1, b"")})
            list(tx.read(0, 2))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert store.head("L").size == 1
    with store.write("L", ["a"]) as tx:
        assert tx.states(["a"]) == {}


def test_a_store_error_travels_between_processes() -> None:
    error = pickle.loads(pickle.dumps(StoreError.of("ledger.unknown", ledger="L")))  # noqa: S301

    assert error.code == "ledger.unknown"
    assert str(error) == "the database holds no ledger L"
