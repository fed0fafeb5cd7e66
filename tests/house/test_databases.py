"""Only the store and the vault open a database."""

from __future__ import annotations

import ast

from tests.house._tree import PACKAGES, modules, nodes, place

OPENERS = {
    "ledger/_sqlite.py": "the store's SQLite file",
    "ledger/_pg.py": "the store's PostgreSQL",
    "ledger/_vault_sqlite.py": "the vault's SQLite file",
    "ledger/_vault_pg.py": "the vault's PostgreSQL",
}


def opens(node: ast.AST) -> bool:
    """Tell whether a call makes an engine or a connection of its own."""
    match node:
        case ast.Call(func=ast.Attribute(attr="create_engine") | ast.Name(id="create_engine")):
            return True
        case ast.Call(func=ast.Attribute(value=ast.Name(id=driver), attr="connect")):
            return driver in {"sqlite3", "psycopg", "duckdb"}
        case ast.Call(func=ast.Attribute(value=ast.Attribute(attr="Connection"), attr="connect")):
            return True
        case _:
            return False


def test_only_the_store_and_the_vault_open_a_database() -> None:
    opened = {place(path) for path in modules(*PACKAGES) for node in nodes(path) if opens(node)}

    assert opened - set(OPENERS) == set()


def test_opening_one_would_be_seen() -> None:
    offences = ["sa.create_engine(url)", "create_engine(url)", "sqlite3.connect(path)"]

    assert all(any(map(opens, ast.walk(ast.parse(offence)))) for offence in offences)
    assert not any(map(opens, ast.walk(ast.parse("engine.connect()"))))
