"""A district with money for its lower unions: what the tests of transfers begin with.

`CITY` has 100,000 yuan and lines for general and special subsidies; `SCHOOL` and `PLANT` are
right below it, and `CITY` keeps the books of `PLANT`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ledger.entry import Leg
from ledger.events import Event
from ledger.events.policies import Share, SplitRuleAdopted
from ledger.events.unions import UnionRegistered
from tests import samples
from tests.samples import ADMIN, CITY, SCHOOL

PLANT, FOREIGN = "U0008", "U0009"
JUNE = date(2023, 6, 15)
GENERAL, SPECIAL, PROJECT = "50801", "50802/SWN", "SWN"
CUSTODY = "B9"


def rule(mode: str = "self_remitted", **shares: int) -> SplitRuleAdopted:
    """Return a split rule; shares by level in parts of a million."""
    levels = shares or {"province": 50_000, "city": 100_000, "county": 250_000,
                        "grassroots": 600_000}  # fmt: skip
    return SplitRuleAdopted(
        command=1, by=ADMIN, occurred_on=samples.DAY, rule=f"R-{mode}", collection_mode=mode,
        document="示例〔2023〕2号", valid_from=samples.DAY, valid_to=None,
        shares=tuple(Share(level=level, ppm=ppm) for level, ppm in levels.items()),
    )  # fmt: skip


def kept(union: str = PLANT, keeper: str = CITY) -> UnionRegistered:
    """Return a union whose books the upper union's office keeps."""
    return UnionRegistered(
        command=1, by=ADMIN, occurred_on=samples.DAY, union=union, name=union, tier="grassroots",
        upper=CITY, books_kept_by=keeper,
    )  # fmt: skip


def district(*more: Event, subsidies_fen: int = 5_000_000) -> tuple[Event, ...]:
    """Return the district on the first day of the year, and what else happened."""
    lines = (
        samples.budgeted(GENERAL, subsidies_fen),
        samples.budgeted(
            SPECIAL, subsidies_fen, account="50802", kind="project", project=PROJECT
        ),
        samples.budgeted("50601", 1_000_000),
    )  # fmt: skip
    unions = [
        fact
        for union in (CITY, SCHOOL, PLANT)
        for fact in (samples.bank(union), samples.opened(union))
    ]
    return (
        *samples.founded(), kept(), samples.union(FOREIGN, upper=SCHOOL), *unions,
        samples.bank(SCHOOL, CUSTODY, purpose="custody"), samples.budget(*lines, union=CITY),
        *more,
    )  # fmt: skip


def legs(fact: Any) -> list[tuple[str, int]]:
    """Return account and amount of each leg of a fact."""
    entry: tuple[Leg, ...] = fact.legs
    return [(leg.account, leg.fen) for leg in entry]
