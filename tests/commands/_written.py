"""What stands in store and vault: rows of every table, and every byte."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from tests.scenario import LEDGER, Scenario

PERSONAL = {
    "name": "欧阳震华",
    "bank_account": "6222020200112230145",
    "phone": "13888123456",
    "reason": "急性阑尾炎",
}


def size(scenario: Scenario) -> int:
    return scenario.store.head(LEDGER).size


def tables(scenario: Scenario) -> dict[str, list[Any]]:
    """Return all rows of the store's tables and of the vault's."""
    found = {}
    for database in (scenario.store.url.removeprefix("sqlite:///"), vault_file(scenario)):
        with sqlite3.connect(database) as connection:
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (name,) in names.fetchall():
                found[name] = connection.execute(f"SELECT * FROM {name}").fetchall()
    return found


def vault_file(scenario: Scenario) -> Path:
    return Path(scenario.store.url.removeprefix("sqlite:///")).parent / "vault.db"


def written(scenario: Scenario) -> bytes:
    """Return every byte of the store and the vault, with what still stands beside them."""
    folder = vault_file(scenario).parent
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())
