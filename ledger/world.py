"""The world as a decision sees it: the states of the scopes that it named, under the lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ledger.scopes._scope import S, Scope, encode_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ledger.events import Event
    from ledger.store import StoredState


class World:
    """States of scopes, changed by each fact as it is decided.

    `command`: the position that `command.accepted` will have; the first fact's is one more.
    `load` brings missing states from the store; `evolve` calls it for what a fact touches.
    """

    def __init__(
        self, size: int, load: Callable[[Iterable[str]], Mapping[str, StoredState]]
    ) -> None:
        self.command = size + 1
        self._next = size + 1
        self._load = load
        self._states: dict[Scope[Any], Any] = {}
        self._changed: dict[Scope[Any], int] = {}

    def __getitem__(self, scope: Scope[S]) -> S:
        """Return the state of a scope that was named beforehand (`KeyError` otherwise: a bug)."""
        state: S = self._states[scope]
        return state

    def __contains__(self, scope: Scope[Any]) -> bool:
        """Tell whether a scope is loaded."""
        return scope in self._states

    def name(self, scopes: Iterable[Scope[Any]]) -> None:
        """Load the scopes that are not there yet."""
        states = self._states
        missing = [s for s in dict.fromkeys(scopes) if s not in states]
        if not missing:
            return
        stored = self._load(missing)
        for scope in missing:
            found = stored.get(scope)
            if found is None:
                states[scope] = scope.INITIAL
                continue
            if found.fold != scope.FOLD:
                raise StaleState(scope)
            states[scope] = scope.decode(found.state)

    def evolve_accepted(self) -> None:
        """Take the position of `command.accepted`, which touches no scope."""
        self._next = self.command + 1

    def evolve(self, event: Event, touched: tuple[Scope[Any], ...]) -> int:
        """Give the fact its position and fold it into the scopes that it touches."""
        position = self._next
        self._next = position + 1
        states = self._states
        for scope in touched:
            if scope not in states:
                self.name(touched)
            states[scope] = scope.evolve(states[scope], event)
            self._changed[scope] = position
        return position

    def changes(self) -> dict[Scope[Any], tuple[int, int, bytes]]:
        """Return (position of the last change, fold version, encoded state) of what changed."""
        return {
            scope: (position, scope.FOLD, encode_state(self._states[scope]))
            for scope, position in self._changed.items()
        }


class StaleState(Exception):
    """A state folded by another version of the program: `uledger store upgrade` folds it again."""
