"""What the tests of the store are made with."""

import pytest

from ledger.store import NewEvent, StoreError


def event(number: int, *tags: str) -> NewEvent:
    """Make an event that tells its number."""
    return NewEvent("thing.done/1", b'{"number":%d}' % number, tags)


def code_of(caught: pytest.ExceptionInfo[StoreError]) -> str:
    """Return the code of the refusal that was caught."""
    return caught.value.rejection.code
