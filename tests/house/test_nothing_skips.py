"""Where everything is installed a skipped test fails, so that none is forgotten unseen."""

from __future__ import annotations

import pytest

from tests.house._tree import ROOT

SKIPS = """
import pytest

def test_skipped():
    pytest.skip("the moon is full")

@pytest.mark.xfail(reason="known", strict=True)
def test_known_to_fail():
    assert False

def test_on_shared_material(shared):
    assert shared.is_dir()
"""

SKIPS_WHOLE = """
import pytest

pytest.skip("no such library", allow_module_level=True)
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("UNION_LEDGER_SHARED", str(pytester.path / "nowhere"))
    monkeypatch.delenv("UNION_LEDGER_NO_SKIP", raising=False)
    pytester.makeconftest("from tests.conftest import *")
    pytester.makepyfile(test_some=SKIPS)
    return pytester


def test_a_skip_is_a_skip_elsewhere(run: pytest.Pytester) -> None:
    run.runpytest_subprocess().assert_outcomes(skipped=2, xfailed=1)


def test_a_skip_fails_and_absent_material_is_left_out(
    run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNION_LEDGER_NO_SKIP", "1")

    done = run.runpytest_subprocess()

    done.assert_outcomes(failed=1, xfailed=1, deselected=1)
    done.stdout.fnmatch_lines("*skipped, where nothing may skip: *the moon is full*")


def test_a_file_that_skips_itself_fails(
    run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNION_LEDGER_NO_SKIP", "1")
    run.makepyfile(test_whole=SKIPS_WHOLE)

    done = run.runpytest_subprocess()

    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines("*skipped, where nothing may skip: *no such library*")
