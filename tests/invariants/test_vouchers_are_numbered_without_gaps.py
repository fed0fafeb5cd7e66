from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from hypothesis import given, settings

from ledger.events import Posted
from ledger.events.rosters import RosterPaid
from tests.counting import facts
from tests.district import district
from tests.scenario import LEDGER
from tests.strategies import EXAMPLES, Step, histories, play


@settings(max_examples=EXAMPLES)
@given(history=histories(outside=True))
def test_vouchers_are_numbered_without_gaps(prepared: Path, history: list[Step]) -> None:
    with district(prepared) as played:
        play(played, history)
        happened = facts(played.store, LEDGER)

    numbers: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    entries: dict[tuple[str, str, str, int], list[tuple[int, int]]] = defaultdict(list)
    for fact in happened:
        if isinstance(fact, RosterPaid):
            assert fact.voucher.entry == 1
        if not isinstance(fact, Posted):
            continue
        voucher = fact.voucher
        book = (voucher.union, voucher.type, voucher.period)
        assert voucher.union == fact.union
        assert voucher.period == f"{fact.booked_on:%Y-%m}"
        if voucher.entry == 1:
            numbers[book].append(voucher.no)
        entries[*book, voucher.no].append((fact.command, voucher.entry))
    for taken in numbers.values():
        assert taken == list(range(1, len(taken) + 1))
    for made in entries.values():
        assert [entry for _, entry in made] == list(range(1, len(made) + 1))
        assert len({command for command, _ in made}) == 1
