"""The only write path: lock, load, decide, append.

Why: whatever is asked, by whomever, from a terminal or a file, meets the same guards in one order.
"""

from __future__ import annotations

import gc
import secrets
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from commands._edge import Books, Edge, Malformed
from commands._verb import Known
from ledger import events
from ledger.events import Event
from ledger.events.commands import CommandAccepted, CommandRefused
from ledger.rejections import Rejection, reject
from ledger.scopes._scope import Scope
from ledger.scopes.books import Books as BooksScope
from ledger.scopes.officer import Officer
from ledger.scopes.union import Union
from ledger.store import NewEvent, StoredState, utc_now
from ledger.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from commands._verb import A, C, Command, Verb
    from ledger.store import WriteTransaction


TAIL = 5000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a command.

    `first`, `last`: positions recorded (of the refusal, when refused; 0 in a dry run).
    `known`: the same key and content had been accepted before; nothing was done again.
    `skipped`: rows that were known already; where all were, nothing is recorded.
    """

    command_id: str
    rejections: tuple[Rejection, ...] = ()
    first: int = 0
    last: int = 0
    known: bool = False
    facts: Sequence[Event] = field(default=())
    skipped: tuple[int, ...] = ()

    @property
    def accepted(self) -> bool:
        """Tell whether the command was, or had been, accepted."""
        return not self.rejections


class KeyReused(Exception):
    """The same idempotency key came with other content. Exit status 5."""

    def __init__(self, rejection: Rejection) -> None:
        super().__init__(rejection.code)
        self.rejections = (rejection,)


def handle(
    books: Books,
    verb: Verb[C, A],
    command: C,
    *,
    dry_run: bool = False,
    clock: Callable[[], datetime] = utc_now,
    command_id: str | None = None,
) -> Outcome:
    """Carry out a command, or refuse it and record that.

    Errors: `Malformed`, `KeyReused`; `StoreError`, `VaultError` where the world is broken.
    """
    command_id = command_id or secrets.token_hex(16)
    with _undisturbed():
        return _handle(books, verb, command, dry_run=dry_run, clock=clock, command_id=command_id)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the collector from looking, again and again, for cycles that bulk batches never make."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _handle(
    books: Books,
    verb: Verb[C, A],
    command: C,
    *,
    dry_run: bool,
    clock: Callable[[], datetime],
    command_id: str,
) -> Outcome:
    path = path_of(verb)
    edge = Edge(books, command_id, dry_run)
    digest = edge.digest([path, command.typed()])
    ask = verb.prepare(command, edge)
    named = _always(verb, command)
    first_scopes = list(dict.fromkeys([*named, *verb.scopes(ask)]))
    keys = [command.key] if command.key else []
    last = 0
    with books.store.write(
        books.ledger, first_scopes, keys, clock=clock, create=not verb.roles
    ) as tx:
        fold_tail(tx)
        if command.key and (seen := tx.keys(keys).get(command.key)):
            tx.abandon()
            if seen.digest != bytes.fromhex(digest):
                raise KeyReused(reject("command.key_reused", key=command.key))
            return Outcome(command_id, first=seen.first, last=seen.last, known=True)
        world = World(tx.size, tx.states)
        world.name(first_scopes)
        decided = _decide(verb, command, ask, world)
        facts, tags, refused = decided.facts, decided.tags, decided.refused
        skipped = tuple(decided.skipped)
        if refused or dry_run or not facts:
            tx.abandon()
        else:
            accepted = CommandAccepted(
                command=world.command, by=command.by, occurred_on=command.on, id=command_id,
                verb=path, body=command.recorded(), digest=digest, key=command.key,
                facts=len(facts),
            )  # fmt: skip
            last = _append(tx, accepted, facts, tags, world)
            if command.key:
                tx.put_key(command.key, bytes.fromhex(digest), world.command, last)
    if refused:
        at = 0 if dry_run else _record_refusal(books, path, command, command_id, digest, refused,
                                               clock)  # fmt: skip
        return Outcome(command_id, tuple(refused), at, at)
    if dry_run or not facts:
        return Outcome(command_id, known=not facts, facts=facts, skipped=skipped)
    return Outcome(command_id, first=world.command, last=last, facts=facts, skipped=skipped)


def path_of(verb: Verb[Any, Any]) -> str:
    """Return a verb's path, `roster pay`, from the module of its message.

    A word that Python keeps for itself has a `_` at the end of its module: `roster return`.
    """
    words = verb.message.__module__.split(".")[1:]
    return " ".join(word.removesuffix("_").replace("_", "-") for word in words)


def _always(verb: Verb[C, A], command: C) -> Iterator[Scope[Any]]:
    """Name what every command is judged by."""
    yield BooksScope()
    yield Officer(command.by)
    union = getattr(command, "union", None)
    if union is not None and verb.union_exists:
        yield Union(union)


def _may(verb: Verb[C, A], command: C, world: World) -> Iterator[Rejection]:
    """Check what every command is judged by: the ledger, the officer, the union."""
    if not verb.roles:
        return
    if not world[BooksScope()].exists:
        yield reject("ledger.not_created")
        return
    union = getattr(command, "union", None)
    if union is not None and verb.union_exists:
        state = world[Union(union)]
        if not state.exists:
            yield reject("union.unknown", union=union)
            return
        if state.dissolved_on is not None and state.dissolved_on <= command.on:
            yield reject("union.dissolved", union=union, on=state.dissolved_on.isoformat())
            return
    officer = world[Officer(command.by)]
    if not officer.roles:
        yield reject("officer.unknown", officer=command.by)
    elif not officer.may(verb.roles, union):
        yield reject("officer.not_allowed", officer=command.by, needs=", ".join(verb.roles))


@dataclass(frozen=True, slots=True)
class _Decided:
    """What a decision came to: facts with the scopes that they touch, refusals, known rows."""

    facts: list[Event] = field(default_factory=list)
    tags: list[tuple[Scope[Any], ...]] = field(default_factory=list)
    refused: list[Rejection] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)


def _decide(verb: Verb[C, A], command: C, ask: A, world: World) -> _Decided:
    """Drive the verb's decision: each fact is folded before the next is asked for."""
    so_far = _Decided(refused=list(_may(verb, command, world)))
    if so_far.refused:
        return so_far
    for group in verb.more_scopes(ask, world):
        world.name((group,) if isinstance(group, Scope) else group)
    world.evolve_accepted()
    for item in verb.decide(ask, world):
        if isinstance(item, Rejection):
            so_far.refused.append(item)
        elif isinstance(item, Known):
            so_far.skipped.append(item.row)
        else:
            touched = item.touches()
            world.evolve(item, touched)
            so_far.facts.append(item)
            so_far.tags.append(touched)
    return so_far


def fold_tail(tx: WriteTransaction) -> None:
    """Fold what another program appended without folding it (through the library's interface)."""
    while tx.folded_to < tx.size:
        upto = min(tx.size, tx.folded_to + TAIL)
        world = World(tx.folded_to, tx.states)
        for stored in tx.read(tx.folded_to, upto):
            event = events.decode(stored.name, stored.data)
            world.evolve(event, event.touches())
        tx.put_states({s: StoredState(*c) for s, c in world.changes().items()})
        tx.folded_to = upto


def _append(
    tx: WriteTransaction,
    accepted: CommandAccepted,
    facts: Sequence[Event],
    tags: Sequence[tuple[Scope[Any], ...]],
    world: World,
) -> int:
    """Write the batch with its tags and the changed states; return the last position."""
    encode = events.encode
    batch = [NewEvent(accepted.NAME, encode(accepted), ())]
    batch += [NewEvent(f.NAME, encode(f), t) for f, t in zip(facts, tags, strict=True)]
    first = tx.append(batch)
    assert first == world.command, "positions are dense and taken under the lock"
    tx.put_states({s: StoredState(*c) for s, c in world.changes().items()})
    return first + len(facts)


def _record_refusal(
    books: Books,
    path: str,
    command: Command,
    command_id: str,
    digest: str,
    refused: Iterable[Rejection],
    clock: Callable[[], datetime],
) -> int:
    """Record who tried what, and why it was refused, in a transaction of its own."""
    with books.store.write(books.ledger, clock=clock) as tx:
        if tx.size == 0:
            tx.abandon()
            return 0
        refusal = CommandRefused(
            command=tx.size + 1, by=command.by, occurred_on=command.on, id=command_id, verb=path,
            digest=digest, reasons=tuple((r.code, r.row) for r in refused),
            union=getattr(command, "union", None),
        )  # fmt: skip
        return tx.append([NewEvent(refusal.NAME, events.encode(refusal), ())])


__all__ = ["Books", "Edge", "KeyReused", "Malformed", "Outcome", "handle", "path_of"]
