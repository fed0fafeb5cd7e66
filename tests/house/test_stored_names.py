"""Stored names never change: what was written once is read for ever."""

from __future__ import annotations

import re

import pytest

from ledger.events import NAMES
from ledger.scopes._scope import KINDS
from tests.conftest import Golden

NAME = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*/[1-9][0-9]*")


def test_the_names_of_events_are_those_that_were_reviewed(golden: Golden) -> None:
    golden("stored_names.txt", "\n".join(sorted(NAMES)) + "\n")


def test_the_kinds_of_scopes_and_their_folds_are_those_that_were_reviewed(golden: Golden) -> None:
    folds = (f"{kind} {scope.FOLD}" for kind, scope in sorted(KINDS.items()))

    golden("scope_kinds.txt", "\n".join(folds) + "\n")


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_name_says_what_happened_to_what_and_no_python_path(name: str) -> None:
    assert NAME.fullmatch(name)
    for part in (NAMES[name].__module__, NAMES[name].__qualname__):
        assert part not in name
