from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ledger import home
from tests.house._tree import ROOT


def start(*path: Path) -> subprocess.CompletedProcess[str]:
    """Start the check in a Python of its own, with these folders searched first."""
    return subprocess.run(
        [sys.executable, "-P", "-c", "from ledger import home; home.check()"],
        env={"PYTHONPATH": ":".join(map(str, path))},
        capture_output=True,
        text=True,
        check=False,
    )


def test_our_own_tree_is_at_home() -> None:
    home.check()

    assert start(ROOT).returncode == 0


@pytest.mark.parametrize("package", ["commands", "projections", "audits"])
def test_a_package_from_elsewhere_is_refused(tmp_path: Path, package: str) -> None:
    (tmp_path / package).mkdir()
    (tmp_path / package / "__init__.py").touch()

    done = start(tmp_path, ROOT)

    assert done.returncode == 1
    assert f"the package {package} comes from elsewhere: {tmp_path / package}" in done.stderr


def test_a_package_that_is_missing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "find_spec", lambda _: None)

    with pytest.raises(home.NotAtHome) as refused:
        home.check()

    assert refused.value.rejection.code == "program.package_elsewhere"
    assert refused.value.rejection.facts["package"] == "ledger"
