"""What invariants are held against: books of a small district, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import district


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a district's books, to be copied."""
    folder = tmp_path_factory.mktemp("district") / "books"
    folder.mkdir()
    district.prepare(folder)
    return folder
