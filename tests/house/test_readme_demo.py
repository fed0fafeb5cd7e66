"""The end of a demo's run is put into the READMEs in its place."""

from __future__ import annotations

from tests.house._readme_demo import PLACE, READMES, placed, shown
from tests.house._tree import ROOT

PRINTED = """\
writing the files…
示范区总工会, the year 2023
members   1
total     2   3
  U025    4

Kind

Findings: 1 errors (E)
  1  E  R24

The files and the books are in demo.
"""
EXPECTED = """\
示范区总工会, the year 2023
members   1
total     2   3
…
Findings: 1 errors (E)
  1  E  R24"""


def test_the_end_of_a_run_is_put_in_its_place() -> None:
    page = "a\n<!-- demo: the end of what `make demo` prints -->\nold\n<!-- end of demo -->\nb\n"

    assert shown(PRINTED) == EXPECTED
    assert placed(page, PRINTED) == page.replace("old\n", f"```text\n{EXPECTED}\n```\n")


def test_each_readme_has_one_place_for_it() -> None:
    pages = [(ROOT / name).read_text(encoding="utf-8") for name in READMES]

    assert [len(PLACE.findall(page)) for page in pages] == [1, 1]
