"""The demo's office: one ledger in a folder, asked through the same verbs as a person asks.

Why: the year that the demo plays proves something only if every step went the way that everybody's
goes. Clock and ids are given from here, so that a second run says the same.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from commands._demo_figures import YEAR
from commands._demo_people import FEDERATION_NAME
from commands._edge import Books, Malformed
from commands._errors import Refused
from commands._fields import build, kind_of
from commands._handle import Outcome, handle
from commands._language import title
from commands._row_files import Listed, rows_from_files
from commands._verbs import module_of
from ledger.calendar import SHANGHAI
from ledger.rejections import reject
from ledger.store import Store
from ledger.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator

STORE: Final = "union-ledger.db"
VAULT: Final = "union-ledger.vault.db"
MARK: Final = "DEMO.txt"
"""Stands in a folder whose books are a demo's and may make room for another one's."""
HANDLER, ACCOUNTANT, SUPERVISOR = "张经办", "李会计", "王主管"
CHAIR, CASHIER, CLERK, ADMIN = "陈主席", "赵出纳", "孙补录", "周管理"


def example(name: str) -> dict[str, Any]:
    """Return the fields of an example that comes with the program."""
    return tomllib.loads(_text_of(name))


def _text_of(name: str) -> str:
    return files("commands").joinpath(f"examples/{name}.toml").read_text("utf-8")


@dataclass(slots=True)
class Office:
    """The books, the folder of files, and the day on which what is asked happens."""

    books: Books
    folder: Path
    tell: Callable[[str], None]
    on: date = date.min
    _asked: Counter[date] = field(default_factory=Counter)
    commands: int = 0

    def file(self, name: str) -> Path:
        """Return the place of a file."""
        return self.folder / name

    def example_file(self, example: str, name: str) -> Path:
        """Write an example that comes with the program into the folder; return its place."""
        path = self.file(name)
        path.write_text(_text_of(example), encoding="utf-8")
        return path

    def day(self, month: int, day: int) -> None:
        """Move on to a day of the year."""
        self.until(date(YEAR, month, day))

    def until(self, on: date) -> None:
        """Move on to a day; what should have been done on a day that is over is done today."""
        self.on = max(self.on, on)

    def ask(self, verb: str, by: str, **fields: Any) -> Outcome:
        """Ask a verb with typed fields. Rejects: Refused with every reason."""
        return self._ask(verb, by, fields, None)

    def take_in(self, verb: str, by: str, *names: str, mapping: Path | None = None,
                **fields: Any) -> Outcome:  # fmt: skip
        """Ask a verb with the rows of files of the folder. Rejects: Refused, Malformed."""
        message = import_module(module_of(verb)).VERB.message
        paths = [self.folder / name for name in names]
        listed = rows_from_files(kind_of(message.model_fields["rows"]), paths, mapping)
        return self._ask(verb, by, {**fields, "rows": listed.rows}, listed)

    def _ask(self, name: str, by: str, fields: dict[str, Any], listed: Listed | None) -> Outcome:
        verb = import_module(module_of(name)).VERB
        self.commands += 1
        self._asked[self.on] += 1
        begins = datetime.combine(self.on, time(9), SHANGHAI)
        moment = begins + timedelta(seconds=self._asked[self.on])
        try:
            command = build(verb.message, {"on": self.on, "by": by, **fields})
            outcome = handle(
                self.books, verb, command, clock=lambda: moment, command_id=f"{self.commands:032x}"
            )
        except Malformed as error:
            if listed is not None:
                error.rejections = tuple(map(listed.told, error.rejections))
            raise
        if outcome.rejections:
            told = outcome.rejections if listed is None else map(listed.told, outcome.rejections)
            raise Refused(tuple(told), outcome.first)
        return outcome


def _make_room(folder: Path) -> None:
    """Make the folder; books that an earlier demo left there go, anybody else's never.

    Rejects: demo.other_ledger.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / MARK
    if (folder / STORE).exists() and not mark.exists():
        raise Malformed([reject("demo.other_ledger", folder=str(folder), store=STORE)])
    for old in (*folder.glob(f"{STORE}*"), *folder.glob(f"{VAULT}*")):
        old.unlink()
    mark.write_text("\n".join(title("demo.mark")) + "\n", encoding="utf-8")


@contextmanager
def office(folder: Path, tell: Callable[[str], None]) -> Iterator[Office]:
    """Open a new ledger in a folder; one that an earlier demo left there makes room."""
    _make_room(folder)
    drawn: Counter[str] = Counter()

    def draw(prefix: str) -> str:
        drawn[prefix] += 1
        return f"{prefix}{drawn[prefix]:012d}"

    store = Store.open(str(folder / STORE), create=True)
    with store, Vault.open(str(folder / VAULT), ids=draw) as vault:
        yield Office(Books(store, vault, FEDERATION_NAME), folder, tell)
