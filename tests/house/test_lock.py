"""The lock names what is installed, by hash, and no place to get it from."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.house._tree import ROOT

LOCKS = ["requirements.txt", "requirements-dev.txt"]
PINNED = re.compile(
    r"^([a-z0-9-]+)==\S+(?: ; [^\\]+)? \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+"
)


def lock(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pinned(name: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+)==", lock(name), re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_is_a_version_with_its_hashes(name: str) -> None:
    rest = re.sub(PINNED.pattern, "", lock(name), flags=re.MULTILINE)

    assert rest == ""


@pytest.mark.parametrize("name", LOCKS)
def test_it_names_no_index_and_no_host(name: str) -> None:
    assert not re.search(r"://|index|find-links|trusted-host|@", lock(name))


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert named(project["dependencies"]) <= pinned("requirements.txt")
    assert named(project["optional-dependencies"]["dev"]) <= pinned("requirements-dev.txt")
    assert pinned("requirements.txt") <= pinned("requirements-dev.txt")


def named(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w-]", line, maxsplit=1)[0].lower() for line in requirements}
