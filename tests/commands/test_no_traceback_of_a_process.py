"""Processes that are stopped, starved or not let in end in words too."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest

from commands import _cli
from tests.commands._telling import REGISTER, REPORT, UNIONS, told
from tests.commands._uledger import Uledger

ROOT = Path(_cli.__file__).parent.parent


@pytest.fixture
def books(uledger: Uledger) -> Uledger:
    """Return the program beside a ledger."""
    uledger.begin()
    return uledger


def child(u: Uledger, line: str, *, before: str = "pass", by: Sequence[str] = ()) -> Popen[str]:
    """Start the program as a shell would. `before`: Python that runs first; `by`: the starter."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    program = f"from commands._main import main; {before}; main()"
    words = [*by, sys.executable, "-c", program, *line.split()]
    return Popen(
        words, cwd=u.folder, env=environ, stdout=PIPE, stderr=PIPE, text=True, encoding="utf-8"
    )


def ended(u: Uledger, line: str, **more: Any) -> tuple[int, str]:
    """Run the program to its end; return its exit status and what it said on stderr."""
    process = child(u, line, **more)
    _, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    return process.returncode, err


def without_rights() -> tuple[str, ...]:
    """Return what starts a program without the rights of root to write any file."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root without setpriv may write any file")
    rights = "-dac_override,-dac_read_search,-fowner"
    return "setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}"


@pytest.mark.parametrize("what", ["the file", "the folder", "both"])
def test_a_store_that_may_only_be_read(books: Uledger, what: str) -> None:
    for file in books.folder.glob("union-ledger*"):
        file.chmod(0o444 if what in ("the file", "both") else 0o666)
    books.folder.chmod(0o555 if what in ("the folder", "both") else 0o777)
    by = without_rights()
    refused = ended(books, f"{REGISTER} -O json", by=by)
    read = ended(books, f"{REPORT} -O json", by=by)
    verified = ended(books, "verify -O json", by=by)
    books.folder.chmod(0o755)

    assert refused[0] == 6, refused
    assert json.loads(refused[1])["code"] in ("store.read_only", "vault.read_only")
    assert (read, verified) == ((0, ""), (0, ""))


@pytest.mark.parametrize("kilobytes", [130, 200, 400])
def test_a_full_disk_costs_nothing_that_was_recorded(books: Uledger, kilobytes: int) -> None:
    rows = [f"U{n},第{n}工会,grassroots,U0001" for n in range(1000, 6000)]
    books.file("unions.csv", UNIONS + "\n".join(rows))
    limit = f"(resource.RLIMIT_FSIZE, ({kilobytes * 1024}, resource.RLIM_INFINITY))"
    full = f"import resource; resource.setrlimit{limit}"
    status, err = ended(books, "import unions.csv -O json", before=full)
    assert status == 6, err
    assert json.loads(err)["code"] in ("store.full", "vault.full")
    assert books("verify").status == 0
    assert books(REGISTER).status == 0
    assert books("import unions.csv").status == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder on a disk of its own, of a megabyte; who may not mount skips."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m,mode=777", "tmpfs", str(disk)]
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux may mount a small disk")
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this system does not let anyone mount a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_small_disk_that_is_full(
    uledger: Uledger, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small_disk)
    uledger.begin()
    rows = [f"U{n},第{n}工会,grassroots,U0001" for n in range(1000, 9000)]
    file = uledger.folder / uledger.file("unions.csv", UNIONS + "\n".join(rows))
    told(uledger, f"import {file}", 6, "store.full")
    fill(small_disk / "filler")
    ran = uledger(f"{REGISTER} -O json")
    assert (ran.status, ran.error["code"][-5:]) == (6, ".full"), ran.err
    (small_disk / "filler").unlink()

    assert uledger("verify").status == 0
    assert uledger(REGISTER).status == 0


def test_an_answer_that_does_not_fit_on_its_disk(books: Uledger, small_disk: Path) -> None:
    fill(small_disk / "filler")
    told(books, f"report balances -o {small_disk}/answer.json", 6, "file.unavailable")
    told(books, f"report balances -o {small_disk}/answer.xlsx", 6, "file.unavailable")


def fill(filler: Path) -> None:
    """Write until nothing more goes in."""
    with pytest.raises(OSError, match="No space"):
        filler.write_bytes(b"x" * 2_000_000)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.2, 0.5, 1.0])
def test_ctrl_c_during_an_import(books: Uledger, seconds: float) -> None:
    rows = [f"U{n},第{n}工会,grassroots,U0001" for n in range(1000, 9000)]
    books.file("unions.csv", UNIONS + "\n".join(rows))
    importing = child(books, "import unions.csv -O json", before="print('up', flush=True)")
    assert importing.stdout is not None
    assert importing.stdout.readline() == "up\n"
    time.sleep(seconds)
    importing.send_signal(signal.SIGINT)
    out, err = importing.communicate(timeout=60)

    assert "Traceback" not in err
    assert importing.returncode in (0, 130)
    if importing.returncode:
        assert json.loads(err)["code"] == "program.interrupted"
    size = books("log -O json").answer["position"]
    assert size == (8006 if out else 5)
    assert books("verify").status == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no broken pipes")
@pytest.mark.parametrize("line", ["log", "log -O json", "log -O csv", "--help", "verify"])
def test_a_closed_pipe(books: Uledger, line: str) -> None:
    process = child(books, line)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()

    assert (process.wait(30), err) == (141, "")
