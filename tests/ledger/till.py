"""A till with one yuan, for the racers of test_race.py; imports nothing that costs time."""

from ledger.store import NewEvent, Store, StoredState

ROUNDS = 5
LEDGER = "L"


def scope_of(turn: int) -> str:
    """Name the till of one round."""
    return f"cash:{turn}"


def fill(url: str) -> None:
    """Put one yuan into the till of each round."""
    with Store.open(url, create=True) as store, store.write(LEDGER, create=True) as tx:
        tx.append([NewEvent("yuan.received/1", b"{}", [scope_of(n)]) for n in range(ROUNDS)])
        tx.put_states({scope_of(n): StoredState(n + 1, 1, b"1") for n in range(ROUNDS)})


def spend(store: Store, turn: int) -> bool:
    """Spend the round's yuan if it is there: read under the lock, decide, append."""
    scope = scope_of(turn)
    with store.write(LEDGER, [scope]) as tx:
        left = int(tx.states([scope])[scope].state)
        if left == 0:
            tx.abandon()
            return False
        position = tx.append([NewEvent("yuan.spent/1", b"{}", [scope])])
        tx.put_states({scope: StoredState(position, 1, b"%d" % (left - 1))})
        return True
