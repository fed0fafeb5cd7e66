"""Measured: a long log verified, and asked for balances; Debian's ledger on the same books."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from typing import Final

from commands._bench_books import LEDGER, Bench
from commands._bench_figures import ONE, Figure, Floor, median, most, rate, seconds, took
from ledger import events
from projections._journal import WRITERS
from projections._query import Query
from projections._reading import report

LOOKS: Final = 50  # at the memory, in a second
_VERIFY: Final = (
    "import sys; from ledger.store import Store; from ledger.verify import verify\n"
    "with Store.open(sys.argv[1], read_only=True) as store:\n"
    "    sys.exit(not all(check.ok for check in verify(store, sys.argv[2])))"
)
_ULEDGER: Final = "from commands._main import main; main()"


def measure(bench: Bench, folder: Path, runs: int) -> list[Figure]:
    """Measure replay, reports and start-up on filled books."""
    return [*_replay(bench, folder, runs), *_reports(bench, runs), _help(runs)]


def _replay(bench: Bench, folder: Path, runs: int) -> list[Figure]:
    size = bench.books.store.head(LEDGER).size
    journal = _journal(bench, folder / "journal.txt")
    ours, others, memory = [], [], []
    for _ in range(runs):
        watch = _Memory()
        ours.append(took(lambda: watch.run(_VERIFY, bench.books.store.url, LEDGER)))  # noqa: B023
        memory.append((watch.largest, watch.together))
        if journal is not None:
            others.append(took(lambda: _run("ledger", "-f", str(journal), "bal")))
    peer = rate(size, median(others)) if others else None
    beside = "ledger_bal" if others else None
    ratio = Floor(ONE) if others else None
    largest, together = (median(column) for column in zip(*memory, strict=True))
    figures = [Figure("bench_replay", rate(size, median(ours)), "events_s",
                      Floor(150_000 * ONE), beside, peer, ratio)]  # fmt: skip
    if largest:  # known where the system tells it
        figures.append(Figure("bench_memory", largest, "mb", most(200 * ONE)))
        figures.append(Figure("bench_memory_together", together, "mb", most(200 * ONE)))
    return figures


def _journal(bench: Bench, path: Path) -> Path | None:
    """Export the books for `ledger`, where it is installed."""
    if shutil.which("ledger") is None:
        return None
    stored = bench.books.store.read(LEDGER)
    facts = ((s.position, events.decode(s.name, s.data)) for s in stored)
    with path.open("w", encoding="utf-8") as file:
        file.writelines(WRITERS["hledger"](facts))
    return path


def _reports(bench: Bench, runs: int) -> list[Figure]:
    store = bench.books.store

    def balances() -> None:
        with report(store, "balances", Query(LEDGER)) as found:
            assert list(found.rows)

    balances()  # the views catch up
    shell = ("--store", store.url, "report", "balances", "-O", "json")
    return [
        Figure("bench_balances", seconds(median(took(balances) for _ in range(runs * 3))), "s",
               most(ONE // 20)),
        Figure("bench_balances_shell", _shell(runs, *shell), "s", most(6 * ONE // 10)),
    ]  # fmt: skip


def _help(runs: int) -> Figure:
    return Figure("bench_help", _shell(runs, "--help"), "s", most(15 * ONE // 100))


def _shell(runs: int, *arguments: str) -> int:
    """Return the seconds of a command line in a process of its own."""
    line = (sys.executable, "-c", _ULEDGER, *arguments)
    return seconds(median(took(lambda: _run(*line)) for _ in range(runs * 3)))


def _run(*line: str) -> None:
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  (our own words)


class _Memory:
    """A process that is watched while it works; bytes are millionths of a megabyte."""

    def __init__(self) -> None:
        self.largest = self.together = 0

    def run(self, code: str, *arguments: str) -> None:
        """Run a program, and look at it and at what it starts until it ends."""
        ended = Signal()
        line = [sys.executable, "-c", code, *arguments]
        with subprocess.Popen(line) as process:  # noqa: S603  (our own words)
            watcher = Thread(target=self._watch, args=(process.pid, ended))
            watcher.start()
            status = process.wait()
            ended.set()
            watcher.join()
        assert status == 0, "the books verify"

    def _watch(self, pid: int, ended: Signal) -> None:
        task = Path(f"/proc/{pid}/task/{pid}/children")
        while not ended.wait(1 / LOOKS):
            try:
                pids = [pid, *map(int, task.read_text(encoding="ascii").split())]
                peaks = [_resident(Path(f"/proc/{one}/status")) for one in pids]
            except OSError:  # it has ended, or this system does not tell
                continue
            self.largest = max(self.largest, *peaks)
            self.together = max(self.together, sum(peaks))


def _resident(status: Path) -> int:
    """Return the most memory that a process had so far, in bytes."""
    lines = status.read_text(encoding="ascii").splitlines()
    kib = next((line.split()[1] for line in lines if line.startswith("VmHWM:")), "0")
    return int(kib) * 1024
