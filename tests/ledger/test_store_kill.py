"""A writer is killed at any moment: each batch is wholly there or not at all."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice

from ledger.leaf import Frontier, envelope, leaf_hash
from ledger.store import Store, StoredKey, StoredState

BATCH = 1500
ROUNDS = 10

WRITER = """
import sys
from ledger.store import NewEvent, Store, StoredState

BATCH = int(sys.argv[2])
with Store.open(sys.argv[1]) as store:
    print("ready", flush=True)
    while True:
        with store.write("L", ["total"]) as tx:
            total = int(tx.states(["total"])["total"].state) + BATCH
            first = tx.append(
                [NewEvent("thing.done/1", b"%d" % n, ["total", f"row:{tx.size + n}"])
                 for n in range(BATCH)]
            )
            states = {f"row:{first + n}": StoredState(first + n, 1, b"done") for n in range(BATCH)}
            states["total"] = StoredState(tx.size, 1, b"%d" % total)
            tx.put_states(states)
            tx.put_key(f"batch {first}", b"digest", first, tx.size)
        print(total, flush=True)
"""


def kill_a_writer(url: str, after_seconds: float) -> int:
    """Run a writer, kill it, and return the total that it knew to be committed."""
    command = [sys.executable, "-c", WRITER, url, str(BATCH)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(after_seconds)
        writer.send_signal(signal.SIGKILL)
        told = writer.stdout.read().splitlines()
    return int(told[-1]) if told else 0


def assert_whole(store: Store, told: int) -> int:
    """Count everything again; return the size."""
    with store.write("L", ["total"]) as tx:  # who was killed may still be rolled back elsewhere
        total = tx.states(["total"])["total"]
        size = tx.size
        firsts = range(1, size, BATCH)
        keys = tx.keys(f"batch {first}" for first in firsts)
        tx.abandon()
    assert size % BATCH == 0
    assert told <= size <= told + BATCH
    assert total == StoredState(size, 1, b"%d" % size)
    assert keys == {
        f"batch {first}": StoredKey(b"digest", first, first + BATCH - 1) for first in firsts
    }
    for table, rows in (
        ("event", size),
        ("event_tag", 2 * size),
        ("scope_state", size + 1),
        ("command_key", len(firsts)),
    ):
        assert store.select(f"SELECT count(*) FROM {table}", ()) == [(rows,)]
    assert store.select("SELECT max(position) FROM event", ()) == [(size or None,)]
    frontier = Frontier()
    frontier.add_many(
        leaf_hash(envelope("L", event.position, event.name, event.recorded_at, event.data))
        for event in store.read("L")
    )
    assert frontier.to_bytes() == store.head("L").frontier
    return size


def test_a_killed_writer_leaves_whole_batches(database_url: str) -> None:
    with Store.open(database_url, create=True) as store:
        with store.write("L", create=True) as tx:
            tx.put_states({"total": StoredState(0, 1, b"0")})
        size = 0
        for seconds in islice(_moments(), ROUNDS):
            told = kill_a_writer(database_url, seconds)
            size = assert_whole(store, max(told, size))

    assert size > 0, "no writer lived long enough to commit; the test saw nothing"


def _moments() -> Iterator[float]:
    """Moments between the first write and a few commits later."""
    chance = random.Random(20230507)  # noqa: S311  (no secret: the moments of a test)
    while True:
        yield chance.uniform(0.0, 0.35)
