"""A PostgreSQL server for one test run: the one that is named, or a private one on loopback.

Why: what holds on SQLite must hold on PostgreSQL, on any machine, without anyone setting it up.
The first worker that needs the server starts it; whoever began the run ends it, by its own pid.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL, make_url

SERVER = "UNION_LEDGER_TEST_POSTGRES"
"""An SQLAlchemy URL of a server on which databases may be created."""

HOME = "UNION_LEDGER_TEST_CLUSTER"
"""The folder of this run's private server; set for the workers by the process that begins."""

FAST = "fsync=off synchronous_commit=off full_page_writes=off max_connections=100".split()


def begin() -> None:
    """Choose the folder of the private server; nothing is started yet."""
    home = Path(tempfile.mkdtemp(prefix="union-ledger-postgres-"))
    home.chmod(0o755)  # as root the server runs as another user, who must be able to pass
    os.environ[HOME] = str(home)


def end() -> None:
    """End the private server, if any worker started it, and remove its folder."""
    home = Path(os.environ.pop(HOME))
    pid_file = home / "data" / "postmaster.pid"
    if pid_file.exists():
        pid = int(pid_file.read_text().split("\n", 1)[0])
        os.kill(pid, signal.SIGINT)  # PostgreSQL's fast shutdown
        _wait_until_gone(pid_file)
    shutil.rmtree(home)


def server() -> URL | None:
    """Return a server on which databases may be created, or None where there is no PostgreSQL."""
    if named := os.environ.get(SERVER):
        return make_url(named).set(drivername="postgresql+psycopg")
    programs = _programs()
    if programs is None:
        return None
    home = Path(os.environ[HOME])
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = home / "url"
        if not known.exists():
            known.write_text(_start(programs, home))
        return make_url(known.read_text())


def create_database(at: URL, name: str) -> URL:
    """Create an empty database and return its URL."""
    _run(at, f'CREATE DATABASE "{name}" TEMPLATE template0')
    return at.set(database=name)


def drop_database(at: URL, name: str) -> None:
    """Drop a database, whoever is still connected to it."""
    _run(at, f'DROP DATABASE "{name}" WITH (FORCE)')


def _run(at: URL, statement: str) -> None:
    plain = at.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement.encode())


def _programs() -> Path | None:
    """Return the folder that holds initdb: the one on the path, else Debian's newest."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    return versions[-1].parent if versions else None


def _version(initdb: Path) -> int:
    return int(initdb.parts[-3])


def _start(programs: Path, home: Path) -> str:
    data, secret, log = home / "data", home / "secret", home / "log"
    password, port = secrets.token_hex(16), _free_port()
    secret.write_text(password)
    data.mkdir(mode=0o700)
    as_user = _as_another_user(data, secret, log)
    settings = [f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", *FAST]
    make = "-U postgres -A scram-sha-256 -E UTF8 --locale=C.UTF-8 --no-sync".split()
    _call([*as_user, programs / "initdb", "-D", data, *make, f"--pwfile={secret}"], home)
    options = " ".join(f"-c {setting}" for setting in settings)
    _call(
        [*as_user, programs / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start"], home
    )
    return f"postgresql+psycopg://postgres:{password}@127.0.0.1:{port}/postgres"


def _call(command: list[str | Path], home: Path) -> None:
    """Run a program of the server; its output goes to a file, for the server keeps it open."""
    output = home / "output"
    with output.open("w") as sink:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, cwd=home, check=False
        )
    if done.returncode:
        raise RuntimeError(f"{command} ended with {done.returncode}:\n{output.read_text()}")


def _as_another_user(*paths: Path) -> list[str]:
    """Return the prefix that makes root run the server as someone else, who then owns `paths`."""
    if os.geteuid() != 0:
        return []
    for user in ("postgres", "nobody"):
        try:
            for path in paths:
                path.touch()
                shutil.chown(path, user)
        except LookupError:
            continue
        return ["setpriv", f"--reuid={user}", "--regid=nogroup", "--clear-groups"]
    raise RuntimeError("PostgreSQL will not run as root, and there is no user to run it as")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_gone(pid_file: Path, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while pid_file.exists():
        if time.monotonic() > deadline:
            raise TimeoutError(f"PostgreSQL did not end within {seconds} s: {pid_file}")
        time.sleep(0.05)
