"""What the READMEs show of the demo are the district's figures."""

from __future__ import annotations

import re

from commands._demo_figures import DISTRICT
from tests.house._readme_demo import PLACE, placed, shown
from tests.house._tree import ROOT

PRINTED = """\
writing the files…
示范区总工会, the year 2023
members   1
total     2   3
  U025    4
Kind
2 findings  示范区总工会
No.  1
"""


def figures() -> dict[str, list[str]]:
    """Return what stands behind each figure of the first table."""
    [block] = PLACE.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    rows = [re.split(r"\s{2,}", line.strip()) for line in block.splitlines()]
    return {row[0]: row[1:] for row in rows}


def test_the_readme_shows_the_figures_of_the_district() -> None:
    told, f = figures(), DISTRICT

    assert told["unions below the federation"] == [str(f.unions)]
    assert told["of them of new employment forms"] == [str(f.new_unions)]
    assert told["members"] == [str(f.members)]
    assert told["of them in new employment forms"] == [str(f.new_members)]
    assert told["condolences and relief paid"] == [str(f.condoled), f"{f.condoled_yuan:,}.00"]
    assert told["enrolled in mutual aid, premiums"][0] == str(f.enrolled)
    assert told["benefits of mutual aid"] == [str(f.benefits), f"{f.benefits_yuan:,}.00"]
    assert told["coupons issued"] == [str(f.coupons)]


def test_the_end_of_a_run_is_put_in_its_place() -> None:
    page = "a\n<!-- demo: the end of what `make demo` prints -->\nold\n<!-- end of demo -->\nb\n"
    expected = (
        "示范区总工会, the year 2023\nmembers   1\ntotal     2   3\n…\n2 findings  示范区总工会\n…"
    )

    assert shown(PRINTED) == expected
    assert placed(page, PRINTED) == page.replace("old\n", f"```text\n{expected}\n```\n")
