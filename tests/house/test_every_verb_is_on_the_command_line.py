"""Every verb and program is on the command line, and nothing else is."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click
import pytest

from commands._cli import PROGRAMS
from commands._help import Command, Group
from commands._language import texts
from commands._verb import Verb
from commands._verbs import VERBS, module_of
from ledger.events import NAMES
from tests.house._tree import ROOT


def files() -> set[str]:
    """Return the modules below commands/ that are a command: those without a leading underscore."""
    places = (path.relative_to(ROOT) for path in (ROOT / "commands").rglob("*.py"))
    return {module(place) for place in places if not place.stem.startswith("_")}


def module(place: Path) -> str:
    return ".".join(place.with_suffix("").parts)


def test_every_verb_is_on_the_command_line() -> None:
    assert {module_of(name) for name in {**VERBS, **PROGRAMS}} == files()


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_is_called_what_its_title_says(name: str) -> None:
    verb = import_module(module_of(name)).VERB

    assert isinstance(verb, Verb)
    assert (verb.title.zh, verb.title.en) == VERBS[name]


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_makes_a_command_that_says_the_same(name: str) -> None:
    made: click.Command = import_module(module_of(name)).command(name.rpartition(" ")[2])

    assert isinstance(made, Command | Group)
    assert (made.zh, made.en) == PROGRAMS[name]


def test_every_noun_has_a_title() -> None:
    nouns = {name.split()[0] for name in {**VERBS, **PROGRAMS} if " " in name}

    assert nouns <= set(texts()["group"])


def test_every_event_has_a_title() -> None:
    assert {name.partition("/")[0] for name in NAMES} - {"test.given"} <= set(texts()["event"])
