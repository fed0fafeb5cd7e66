"""Nobody else owns the names that we import."""

from __future__ import annotations

from importlib.metadata import packages_distributions

from tests.house._tree import PACKAGES


def test_no_other_distribution_owns_our_import_names() -> None:
    owners = packages_distributions()
    others = {package: set(owners.get(package, ())) - {"union-ledger"} for package in PACKAGES}

    assert others == {package: set() for package in PACKAGES}
