"""Help is there at once: nothing heavy is imported for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from commands._main import run

HEAVY = {"pydantic", "sqlalchemy", "eventsourcing", "rich", "msgspec", "sqlite3", "cryptography"}


def imported_for(*arguments: str) -> set[str]:
    """Return the modules that a fresh interpreter has imported after a command line."""
    told = (
        "import sys; from commands._main import run; "
        f"run({list(arguments)!r}); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [("--help",), ("roster", "--help"), ("--version",)])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    modules = imported_for(*arguments)

    assert "click" in modules
    assert modules & HEAVY == set()


def test_a_report_imports_neither_pydantic_nor_sqlalchemy(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("report"))
    monkeypatch.setenv("ULEDGER_LEDGER", "cg")
    created = run("ledger create --as admin --name 呈贡区总工会 --first-year 2023".split())
    modules = imported_for("report", "balances", "-O", "json")

    assert created == 0
    assert "projections.balances" in modules
    assert modules & {"pydantic", "sqlalchemy", "eventsourcing", "rich", "cryptography"} == set()


def test_one_of_our_packages_from_elsewhere_is_refused(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "ledger").mkdir()
    (elsewhere / "ledger" / "__init__.py").touch()
    told = (
        "import sys, commands._main as m; "
        f"sys.path.insert(0, {str(elsewhere)!r}); sys.exit(m.run(['--help']))"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=False)

    assert done.returncode == 6
    assert "program.package_elsewhere" in done.stderr
