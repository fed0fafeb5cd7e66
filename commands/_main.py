"""The program `uledger`: starts, runs the command line, and ends with the right exit status.

Why: nothing is imported before `run`, so that whoever presses Ctrl-C at once is told so too; and
nothing heavy anywhere here, so that help and completion answer at once.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any


def main() -> None:
    """Run the command line and exit."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line; return the exit status. No error leaves it as a traceback."""
    try:
        _speak(arguments)
        if _is_mixed():
            from commands._language import say

            sys.stderr.write(say("error.mixed") + "\n")
            return 6
        from ledger import home

        home.check()
        from commands._cli import root

        status = root().main(arguments, prog_name="uledger", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        _leave_the_pipe()
        return 141
    except BaseException as error:  # noqa: BLE001 - the last door: whatever happens is told
        return _failed(error, as_json=_asks_for_json(arguments))
    return status if isinstance(status, int) else 0


def _speak(arguments: list[str]) -> None:
    """Choose the language, and write text that any reader of a pipe or file understands."""
    from commands import _language as language

    language.SPOKEN.set(language.choose(arguments, os.environ))
    for stream in (sys.stdout, sys.stderr):
        # A terminal keeps its own encoding (GBK on older Windows); what it lacks is escaped.
        encoding = None if stream.isatty() else "utf-8"
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=encoding, errors="backslashreplace")


def _is_mixed() -> bool:
    """Tell whether `ledger` is somebody else's; its parts would be missing where it is needed."""
    from importlib.util import find_spec
    from pathlib import Path

    found = find_spec("ledger")
    home = Path(__file__).resolve().parent.parent / "ledger"
    return found is None or found.origin is None or Path(found.origin).resolve().parent != home


def _asks_for_json(arguments: list[str]) -> bool:
    """Tell whether errors are wanted as JSON, even where the options cannot be read."""
    follows = [*arguments[1:], ""][: len(arguments)]
    return any(
        argument in ("-Ojson", "--output-format=json")
        or (argument in ("-O", "--output-format") and value == "json")
        for argument, value in zip(arguments, follows, strict=True)
    )


def _failed(error: BaseException, *, as_json: bool) -> int:
    from click.exceptions import Exit

    if isinstance(error, Exit):
        return error.exit_code
    from commands import _errors as errors

    if _is_interrupted(error):
        error = KeyboardInterrupt()
    if isinstance(error, SystemExit):  # how click leaves a pipe that nobody reads
        _leave_the_pipe()
        return errors.NOBODY_READS

    try:
        what = errors.told(error) or _bug(error)
        errors.tell(what, as_json=as_json)
    except BrokenPipeError:
        _leave_the_pipe()
        return errors.NOBODY_READS
    return what.status


def _is_interrupted(error: BaseException) -> bool:
    """Tell whether Ctrl-C is behind an error: within an import it comes out as another one."""
    seen: BaseException | None = error
    while seen is not None and not isinstance(seen, KeyboardInterrupt):
        seen = seen.__cause__ or seen.__context__
    return seen is not None


def _bug(error: BaseException) -> Any:
    """Tell an unexpected error in one line; where it happened goes into a report."""
    from commands import _errors as errors
    from ledger.rejections import reject

    kind = type(error).__name__
    try:
        report = _report(kind, error.__traceback__)
    except OSError:
        report = "-"
    return errors.Told(errors.BUG, (reject("program.bug", kind=kind, report=report),))


def _report(kind: str, trace: TracebackType | None) -> str:
    """Write the places of an error, and only those: messages and values may be personal."""
    import platform
    import tempfile
    import time
    import traceback
    from pathlib import Path

    lines = [f"{kind}; Python {platform.python_version()}; {platform.system()}"]
    lines += [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
    stamp = time.strftime("%Y%m%dT%H%M%S")
    place = Path(tempfile.gettempdir()) / f"uledger-crash-{stamp}-{os.getpid()}.txt"
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return str(place)


def _leave_the_pipe() -> None:
    """Stop writing where nobody reads, so that the end of the program does not complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(nowhere, stream.fileno())
