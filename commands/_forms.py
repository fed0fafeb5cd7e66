"""The built-in forms: the lists that unions fill in everywhere, known by their Chinese headings.

Why: what most offices send needs no mapping of their own; a new synonym is one word of data.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from commands._mapping import Mapping


@cache
def built_in() -> tuple[Mapping, ...]:
    """Load every form in `commands/forms`, in the order of their names."""
    folder = files("commands").joinpath("forms")
    entries = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".toml")),
        key=lambda entry: entry.name,
    )
    return tuple(
        Mapping.model_validate(tomllib.loads(entry.read_text(encoding="utf-8")))
        for entry in entries
    )
