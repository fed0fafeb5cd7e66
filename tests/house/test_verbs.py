"""Verbs are driven from above and know nothing of it.

Why: the command line loads verbs by name when they are asked for, so import-linter sees no import
from there, and could not tell a verb that imports it from one that imports any plumbing.
"""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house._tree import PACKAGES, ROOT, modules, nodes, place

DRIVERS = {"commands._main", "commands._cli", "commands._import", "commands._demo"}


def imported(node: ast.AST) -> set[str]:
    """Return the modules that a statement may import: `from a import b` may mean a, or a.b."""
    match node:
        case ast.Import(names=names):
            return {alias.name for alias in names}
        case ast.ImportFrom(module=str(module), names=names):
            return {module, *(f"{module}.{alias.name}" for alias in names)}
        case _:
            return set()


def is_plain_command(name: str) -> bool:
    """Tell whether a module is a command without a noun, as `commands.report` is."""
    path = ROOT / Path(*name.split(".")).with_suffix(".py")
    return name.count(".") == 1 and name.startswith("commands.") and is_public(path)


def is_public(path: Path) -> bool:
    return path.exists() and not path.stem.startswith("_")


def test_no_verb_imports_what_drives_it() -> None:
    verbs = [path for path in modules("commands") if path.parent != ROOT / "commands"]
    offences = [
        f"{place(path)} imports {name}"
        for path in verbs
        for node in nodes(path)
        for name in imported(node) & DRIVERS
    ]

    assert verbs
    assert offences == []


def test_no_module_imports_a_command_without_a_noun() -> None:
    offences = [
        f"{place(path)} imports {name}"
        for path in modules(*PACKAGES)
        for node in nodes(path)
        for name in imported(node)
        if is_plain_command(name)
    ]

    assert offences == []


def test_each_way_to_import_one_would_be_seen() -> None:
    ways = ["import commands._cli", "from commands import _cli", "from commands._cli import VERBS"]

    assert all(any(imported(node) & DRIVERS for node in ast.walk(ast.parse(way))) for way in ways)
