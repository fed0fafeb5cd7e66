"""Every arrow of the architecture holds, and is seen to break when it should."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house._tree import PACKAGES, ROOT

LINT = Path(sys.executable).with_name("lint-imports")

# What is added to a copy of the tree, and the contract that must break by it.
OFFENCES = [
    ("one_way", "ledger/leaf.py", "import projections"),
    ("one_way", "ledger/leaf.py", "import commands._verb"),
    ("one_way", "projections/__init__.py", "import audits"),
    ("one_way", "audits/__init__.py", "import commands._handle"),
    ("verbs", "commands/roster/pay.py", "import commands.roster.approve"),
    ("verbs", "commands/roster/pay.py", "import commands._seesaw"),
    ("inside_commands", "commands/_verb.py", "import commands._handle"),
    ("inside_commands", "commands/_handle.py", "import commands._import"),
    ("inside_commands", "commands/_demo.py", "import commands._import"),
    ("inside_commands", "commands/_import.py", "import commands._cli"),
    ("inside_commands", "commands/_cli.py", "import commands._main"),
    ("below_verbs", "commands/_handle.py", "import commands.roster.pay"),
    ("rules", "audits/__init__.py", "import ledger.scopes.paid"),
    ("rules", "audits/__init__.py", "from ledger.world import World"),
    ("rules", "audits/__init__.py", "from commands.roster.pay import decide"),
    ("eventsourcing", "ledger/leaf.py", "import eventsourcing.dcb.api"),
    ("eventsourcing", "projections/__init__.py", "from eventsourcing import dcb"),
    ("drivers", "projections/__init__.py", "import sqlite3"),
    ("drivers", "commands/_handle.py", "from psycopg import sql"),
]


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    """Judge a tree by its own pyproject.toml."""
    return subprocess.run(
        [LINT, "--no-logo", "--no-cache", "--config", tree / "pyproject.toml"],
        cwd=tree,
        env={"PYTHONPATH": str(tree), "PATH": "", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def broken_contracts(printed: str) -> list[str]:
    return [line.partition(" BROKEN")[0] for line in printed.splitlines() if "BROKEN" in line]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Copy the four packages, to be spoilt."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("*.pyc"))
    for driver in ("_main", "_cli", "_import", "_demo"):
        (tmp_path / "commands" / f"{driver}.py").touch()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_arrow_holds() -> None:
    done = lint(ROOT)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("contract", "file", "offence"), OFFENCES)
def test_an_offence_breaks_its_contract(tree: Path, contract: str, file: str, offence: str) -> None:
    # Two verbs that meet by way of a third module know each other too.
    (tree / "commands" / "_seesaw.py").write_text("import commands.roster.approve\n")
    with (tree / file).open("a", encoding="utf-8") as spoilt:
        spoilt.write(f"\n{offence}\n")

    done = lint(tree)

    assert done.returncode == 1, done.stdout + done.stderr
    assert names()[contract] in broken_contracts(done.stdout)


def names() -> dict[str, str]:
    """Return the names of the contracts by id."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {c["id"]: c["name"] for c in settings["tool"]["importlinter"]["contracts"]}


def test_every_contract_is_seen_broken() -> None:
    assert {contract for contract, _, _ in OFFENCES} == set(names())
