"""No float comes near an amount: not as a literal, not by float(), not by dividing."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house._tree import modules, nodes, place

FLOATS_THAT_ARE_NO_MONEY = {
    "ledger/store.py": "how long to wait for the lock, in seconds",
    "ledger/_database.py": "how long to wait for the lock, in seconds",
    "ledger/_pg.py": "how long to wait for the lock, in seconds",
    "ledger/_recorder.py": "how often to poll, in seconds",
    "ledger/_sqlite.py": "how long to wait for the lock, in seconds",
    "ledger/_vault_database.py": "how long to wait for the lock, in seconds",
    "ledger/_vault_sqlite.py": "how long to wait before trying again, in seconds",
    "commands/_cells.py": "a workbook holds its numbers as floats; they are read by their text",
    "commands/_headings.py": "how well a row of titles fits, a score",
    "commands/_rejects.py": "rows go back into a workbook as they were read",
    "commands/_sheet.py": "a cell as the workbook holds it",
}


def makes_a_float(node: ast.AST) -> bool:
    """Tell whether a node is a float, or names one."""
    match node:
        case ast.Constant(value=float()) | ast.Name(id="float"):
            return True
        case _:
            return False


def divides(node: ast.AST) -> bool:
    """Tell whether a node divides with `/`, which makes a float of two whole numbers."""
    match node:
        case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
            return True
        case _:
            return False


def joins_paths(path: Path) -> bool:
    """Tell whether `/` may be a path's in this file; there, mypy alone watches over division."""
    return any(
        isinstance(node, ast.ImportFrom) and node.module == "pathlib" for node in nodes(path)
    )


def test_no_float_in_the_ledger_or_its_commands() -> None:
    floats = [
        place(path, node)
        for path in modules("ledger", "commands")
        if place(path) not in FLOATS_THAT_ARE_NO_MONEY
        for node in nodes(path)
        if isinstance(node, ast.expr | ast.stmt)
        and (makes_a_float(node) or (divides(node) and not joins_paths(path)))
    ]

    assert floats == []


def test_a_float_would_be_seen() -> None:
    offences = ["0.1", "float(1)", "a: float = 1"]

    assert all(any(map(makes_a_float, ast.walk(ast.parse(offence)))) for offence in offences)
    assert any(map(divides, ast.walk(ast.parse("x / 2"))))
    assert not any(map(divides, ast.walk(ast.parse("x // 2"))))
