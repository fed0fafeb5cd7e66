"""No float comes near an amount: not as a literal, not by float(), not by dividing."""

from __future__ import annotations

import ast

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


def is_float(node: ast.AST) -> bool:
    """Tell whether a node makes a float, or names one."""
    match node:
        case ast.Constant(value=float()) | ast.Name(id="float"):
            return True
        case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
            return not is_path(node)
        case _:
            return False


def is_path(node: ast.BinOp | ast.AugAssign) -> bool:
    """Tell whether `/` joins a path rather than dividing: one side is text, or a path by name."""
    sides = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.target, node.value)
    return any(
        isinstance(side, ast.JoinedStr)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        or (isinstance(side, ast.BinOp) and is_path(side))
        for side in sides
    )


def test_no_float_in_the_ledger_or_its_commands() -> None:
    floats = [
        place(path, node)
        for path in modules("ledger", "commands")
        if place(path) not in FLOATS_THAT_ARE_NO_MONEY
        for node in nodes(path)
        if isinstance(node, ast.expr | ast.stmt) and is_float(node)
    ]

    assert floats == []


def test_a_float_would_be_seen() -> None:
    offences = ["0.1", "float(1)", "x / 2", "a: float = 1"]

    assert all(any(map(is_float, ast.walk(ast.parse(offence)))) for offence in offences)
    assert not any(map(is_float, ast.walk(ast.parse("folder / 'a.toml' / name; x // 2"))))
