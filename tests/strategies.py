"""What hypothesis plays with in the small district: rows, days, and whole histories of asking.

UNION_LEDGER_EXAMPLES: how many histories each invariant is held against; CI tries more.
"""

from __future__ import annotations

import os
from datetime import date
from typing import NamedTuple

from hypothesis import strategies as st

from tests import rosters
from tests.district import JUNE, MAY, PEOPLE, STRANGERS, UNIONS, District
from tests.model import EACH, Row

EXAMPLES = int(os.environ.get("UNION_LEDGER_EXAMPLES") or (100 if "CI" in os.environ else 25))
OCCASIONS = ("ZY1", "ZY2", "ZY3")
DAYS = (MAY, JUNE)


def unions() -> st.SearchStrategy[str]:
    return st.sampled_from(UNIONS)


def people(union: str | None = None) -> st.SearchStrategy[str]:
    strangers = [p for p, where in STRANGERS.items() if union in (None, where)]
    return st.sampled_from([*PEOPLE, *strangers])


def indices() -> st.SearchStrategy[int]:
    """Which of what is there so far, counted around."""
    return st.integers(0, 60)


def adjustments() -> st.SearchStrategy[int]:
    return st.sampled_from([-160_000, -100_000, -50_000, -1, 1, 60_000])


def rows(union: str, *, recoveries: bool = False) -> st.SearchStrategy[list[Row]]:
    """A short list; amounts lie around the standard."""
    amounts = [1, 30_000, 50_000, 80_000, EACH, EACH + 1]
    back = [-30_000, -1] if recoveries else []
    row = st.builds(
        Row, people(union), st.sampled_from(OCCASIONS), st.sampled_from([*amounts, *back])
    )
    return st.lists(row, min_size=1, max_size=4)


class Step(NamedTuple):
    """Something that is asked; what of it counts depends on its name."""

    name: str
    union: str
    index: int
    rows: list[Row]
    on: date
    fen: int


USUAL = "hurry hurry hurry compile review approve pay reject return reverse adjust close merge"
OUTSIDE = "supplement"


def histories(*, outside: bool = False) -> st.SearchStrategy[list[Step]]:
    """What is asked one after the other; `outside`: with 补录 in between."""
    names = [*USUAL.split(), *([OUTSIDE] * 2 if outside else [])]
    return st.lists(unions().flatmap(lambda union: _steps(union, names)), min_size=4, max_size=20)


def _steps(union: str, names: list[str]) -> st.SearchStrategy[Step]:
    return st.sampled_from(names).flatmap(
        lambda name: st.builds(
            Step, st.just(name), st.just(union), indices(),
            rows(union, recoveries=name == OUTSIDE), st.sampled_from(DAYS), adjustments(),
        )
    )  # fmt: skip


def play(played: District, history: list[Step]) -> None:
    """Ask for all of it; whether it is allowed is the ledger's affair."""
    people = list(played.people().values())
    for step in history:
        _play(played, step, people)


def _play(played: District, step: Step, people: list[str]) -> None:
    names = list(played.rosters)
    match step.name:
        case "hurry" | "compile":
            name = f"R{len(names)}"
            played.compile(name, step.union, step.rows, step.on)
            for go in GO if step.name == "hurry" else ():
                played.roster(go(name, union=step.union, on=step.on))
        case "review" | "approve" | "pay" | "reject" if names:
            name = names[step.index % len(names)]
            go = getattr(rosters, step.name)
            played.roster(go(name, union=played.rosters[name], on=step.on))
        case "return" if played.posted:
            played.return_(step.index % len(played.posted), step.on)
        case "reverse" if played.posted:  # the latest first
            played.reverse(-1 - step.index % len(played.posted), step.on)
        case "adjust":
            played.adjust(step.union, step.fen)
        case "close":
            played.close(step.union, 5)
        case "merge":
            one, other = step.index % len(people), step.index // 7 % len(people)
            played.merge(people[one], people[other])
        case "supplement":
            played.supplement(step.union, step.rows, step.on)


GO = (rosters.review, rosters.approve, rosters.pay)
