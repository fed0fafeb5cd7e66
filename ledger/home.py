"""The start-up check: our four packages stand beside each other, and none comes from elsewhere.

Why: `ledger` is a name that other distributions own too. In an environment shared with one of them
Python would run half of our program and half of theirs, on real books.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from ledger.rejections import Rejection, reject

PACKAGES: Final = ("ledger", "commands", "projections", "audits")


class NotAtHome(Exception):
    """A package of ours was found elsewhere; `rejection` says which, where, and what to do."""

    def __init__(self, rejection: Rejection) -> None:
        super().__init__(rejection.message("en"))
        self.rejection = rejection


def check() -> None:
    """Refuse to run with a package from elsewhere.

    Rejects: program.package_elsewhere.
    """
    home = Path(__file__).resolve().parent.parent
    for package in PACKAGES:
        place = _place(package)
        if place != home / package:
            raise NotAtHome(
                reject(
                    "program.package_elsewhere",
                    package=package,
                    place="-" if place is None else str(place),
                    home=str(home),
                )
            )


def _place(package: str) -> Path | None:
    """Return the folder that Python would import a package from, without importing it."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:  # absent, or a bare folder that merely bears the name
        return None
    return Path(spec.origin).resolve().parent
