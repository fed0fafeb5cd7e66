"""What every test may ask for: a database of either kind, the shared material, golden files."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from _pytest.reports import CollectErrorRepr
from hypothesis import settings

from tests import _postgres

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("UNION_LEDGER_SHARED", ROOT.parent / "shared"))
NO_SKIP = os.environ.get("UNION_LEDGER_NO_SKIP") == "1"
"""Where everything is installed, as in .ci/run, a skipped test is a failed one."""

pytest_plugins = ["pytester"]

# A busy machine is not a failing test; in CI the same examples are tried each time.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")


# --- databases -----------------------------------------------------------------------------------


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Return the URL of an SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'union-ledger.db'}"


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """Yield the URL of an empty PostgreSQL database, dropped afterwards."""
    server = _postgres.server()
    if server is None:
        pytest.skip(f"no PostgreSQL: neither {_postgres.SERVER} nor an installed server")
    name = f"test_{uuid.uuid4().hex}"
    url = _postgres.create_database(server, name)
    yield url.render_as_string(hide_password=False)
    _postgres.drop_database(server, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of an empty database: each test runs once on either kind."""
    fixture = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    url: str = request.getfixturevalue(fixture)
    return url


# --- material and surroundings -------------------------------------------------------------------


@pytest.fixture
def shared() -> Path:
    """Return the folder of shared material, which is no part of the project."""
    if not SHARED.is_dir():
        pytest.skip("no shared material: set UNION_LEDGER_SHARED to its folder")
    return SHARED


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's own settings out of the tests."""
    for name in os.environ:
        if name.startswith("ULEDGER_"):
            monkeypatch.delenv(name)


Golden = Callable[[str, str], None]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return `golden(name, text)`: the text equals the reviewed file tests/golden/<name>."""
    update: bool = request.config.getoption("--golden-update")

    def check(name: str, text: str) -> None:
        reviewed = ROOT / "tests" / "golden" / name
        if update:
            reviewed.parent.mkdir(parents=True, exist_ok=True)
            reviewed.write_text(text, encoding="utf-8")
        assert reviewed.exists(), f"{reviewed} is missing: run `make golden` and review the change"
        assert text == reviewed.read_text(encoding="utf-8")

    return check


# --- the run -------------------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden-update", action="store_true", help="write tests/golden anew, to be reviewed"
    )


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # xdist's workers take part in their controller's run
        _postgres.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        _postgres.end()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, and count, what this run is not about.

    Under --golden-update, all but the golden tests. Where nothing may skip, tests on shared
    material that is not there: it is no part of the project.
    """
    golden = {item for item in items if "golden" in getattr(item, "fixturenames", ())}
    on_shared = {item for item in items if "shared" in getattr(item, "fixturenames", ())}
    left_out: set[pytest.Item] = set()
    if config.getoption("--golden-update"):
        left_out |= set(items) - golden
    if NO_SKIP and not SHARED.is_dir():
        left_out |= on_shared
    config.hook.pytest_deselected(items=[item for item in items if item in left_out])
    items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if NO_SKIP and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may skip: {report.longreprtext}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if NO_SKIP and report.skipped:
        report.outcome = "failed"
        report.longrepr = CollectErrorRepr(f"skipped, where nothing may skip: {report.longrepr}")
    return report
