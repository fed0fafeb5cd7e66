"""Many writers for the last yuan: one gets it, on both databases, from threads and processes."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from subprocess import PIPE

from ledger._database import Locked
from ledger._pg import BEGIN, Connection, Postgres
from ledger.store import NewEvent, Store
from tests.ledger.till import LEDGER, ROUNDS, fill, spend

RACERS = 16


def race_in_threads(opened: Callable[[], Store]) -> list[int]:
    """Return the number of winners of each round."""
    barrier = threading.Barrier(RACERS)
    won: list[int] = []

    def race() -> None:
        with opened() as store:
            store.head(LEDGER)  # connect before the start
            for turn in range(ROUNDS):
                barrier.wait(60)
                if spend(store, turn):
                    won.append(turn)

    racers = [threading.Thread(target=race) for _ in range(RACERS)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    return [won.count(turn) for turn in range(ROUNDS)]


def assert_dense_and_in_time(url: str) -> None:
    with Store.open(url) as store:
        events = list(store.read(LEDGER))
        assert [event.position for event in events] == list(range(1, store.head(LEDGER).size + 1))
        times = [event.recorded_at for event in events]
        assert times == sorted(times)
        assert sum(event.name == "yuan.spent/1" for event in events) == ROUNDS


def test_of_sixteen_threads_with_stores_of_their_own_one_wins(database_url: str) -> None:
    fill(database_url)

    assert race_in_threads(lambda: Store.open(database_url)) == [1] * ROUNDS
    assert_dense_and_in_time(database_url)


def test_of_sixteen_threads_that_share_a_store_one_wins(database_url: str) -> None:
    fill(database_url)

    @contextmanager
    def shared() -> Iterator[Store]:
        yield store

    with Store.open(database_url) as store:
        assert race_in_threads(shared) == [1] * ROUNDS  # type: ignore[arg-type]
    assert_dense_and_in_time(database_url)


RACER = """
import sys
from ledger.store import Store
from tests.ledger.till import spend

with Store.open(sys.argv[1]) as store:
    print("ready", flush=True)
    for line in sys.stdin:
        print(spend(store, int(line)), flush=True)
"""


def test_of_sixteen_processes_one_wins(database_url: str) -> None:
    fill(database_url)
    command = [sys.executable, "-c", RACER, database_url]
    with ExitStack() as stack:
        racers = [
            stack.enter_context(subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True))
            for _ in range(RACERS)
        ]
        assert [_line(racer) for racer in racers] == ["ready"] * RACERS
        for turn in range(ROUNDS):
            for racer in racers:
                assert racer.stdin is not None
                racer.stdin.write(f"{turn}\n")
            for racer in racers:
                assert racer.stdin is not None
                racer.stdin.flush()
            assert sorted(_line(racer) for racer in racers) == ["False"] * (RACERS - 1) + ["True"]
    assert_dense_and_in_time(database_url)


def _line(racer: "subprocess.Popen[str]") -> str:
    assert racer.stdout is not None
    return racer.stdout.readline().strip()


# --- the canary --------------------------------------------------------------------------------

AT_ONCE = """
WITH head AS (
    SELECT size, folded_to, frontier, recorded_at FROM ledger_head WHERE ledger = %s FOR UPDATE
)
SELECT head.size, head.folded_to, head.frontier, head.recorded_at,
       s.scope, s.position, s.fold, s.state
FROM head, scope_state s WHERE s.ledger = %s AND s.scope = ANY(%s)
"""


class LockAndReadAtOnce(Postgres):
    """The broken form: one statement takes its snapshot first, waits then, and reads the past."""

    def lock(
        self, connection: Connection, ledger: str, scopes: list[str], keys: list[str], empty: bytes
    ) -> Locked:
        with connection.pipeline():
            connection.execute(BEGIN)
            found = connection.execute(AT_ONCE, (ledger, ledger, scopes), binary=True)
        rows = found.fetchall()
        return Locked(rows[0][:4], [row[4:] for row in rows], [])


def test_the_canary_lock_and_read_in_one_statement_lets_several_win(postgres_url: str) -> None:
    fill(postgres_url)
    winners = race_in_threads(lambda: Store(LockAndReadAtOnce(postgres_url)))

    assert max(winners) > 1, "this test no longer sees the race that it is there to see"


def test_writers_of_several_ledgers_each_keep_their_own_order(database_url: str) -> None:
    ledgers = 4
    with Store.open(database_url, create=True, lock_timeout=60) as store:

        def write(ledger: str) -> None:
            for number in range(20):
                with store.write(ledger, create=True) as tx:
                    tx.append([NewEvent("thing.done/1", b"%d" % number, ["x"])] * 3)

        writers = [
            threading.Thread(target=write, args=(f"ledger {n % ledgers}",))
            for n in range(2 * ledgers)
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()

        for ledger in store.ledgers():
            positions = [event.position for event in store.read(ledger)]
            assert positions == list(range(1, 121))
        assert len(store.ledgers()) == ledgers
