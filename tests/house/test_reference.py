"""The pages of docs/reference are current: written from what they describe."""

from __future__ import annotations

import pytest

from ledger.events import Posted
from ledger.payouts import kinds
from tests.conftest import Golden
from tests.house.reference import cli, events, payouts, rejections

PAGES = {
    "cli": cli.page,
    "events": events.page,
    "payouts": payouts.page,
    "rejections": rejections.page,
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_what_the_program_does(name: str, golden: Golden) -> None:
    golden(f"../../docs/reference/{name}.md", PAGES[name]())


def test_every_entry_is_told() -> None:
    posted = {kind.NAME.partition("/")[0] for kind in events.events() if issubclass(kind, Posted)}

    assert set(events.POSTS) == posted


def test_every_kind_has_its_place_on_the_page() -> None:
    page = payouts.page()

    assert [kind for kind in kinds() if f"\n## {kind}\n" not in page] == []
