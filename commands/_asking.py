"""Asking a view: the question, the store, the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commands._language import pick, say, spoken
from commands._open import ledger_in, open_store
from commands._output import Answer, show

if TYPE_CHECKING:
    from commands._options import Settings
    from ledger.store import Store
    from projections._query import Query


def ask(name: str, chosen: Settings, given: dict[str, Any], *, shown_as: str | None = None) -> None:
    """Ask a view and show its answer; who may only read the store is answered too, more slowly.

    `shown_as`: the name in the answer's schema, where it is not the report's.
    """
    schema = shown_as or f"report_{name}"
    from ledger.store import StoreError

    try:
        _ask(name, chosen, given, schema, read_only=False)
    except StoreError as error:
        if error.code != "store.read_only":
            raise
        _ask(name, chosen, given, schema, read_only=True)


def _ask(
    name: str, chosen: Settings, given: dict[str, Any], schema: str, *, read_only: bool
) -> None:
    from projections._reading import report

    with open_store(chosen, read_only=read_only) as store:
        ledger = ledger_in(store, chosen)
        query = query_of(store, ledger, chosen, given)
        with report(store, name, query) as found:
            notes = () if chosen.format != "table" else _notes(chosen)
            answer = Answer(
                schema, f"{pick(*found.title)}  {ledger}", ledger, found.columns,
                found.rows, position=found.position, as_of=chosen.as_of, known_at=chosen.known_at,
                notes=notes,
            )  # fmt: skip
            show(answer, chosen)


def query_of(store: Store, ledger: str, chosen: Settings, given: dict[str, Any]) -> Query:
    """Put the question together; a day of knowledge becomes a position."""
    from projections._query import Query
    from projections._reading import position_at

    known_at = chosen.known_at
    if known_at is not None and not isinstance(known_at, int):
        known_at = position_at(store, ledger, known_at)
    return Query(
        ledger, year=chosen.year, period=chosen.period, as_of=chosen.as_of, known_at=known_at,
        lang=spoken(), **given,
    )  # fmt: skip


def _notes(chosen: Settings) -> tuple[str, ...]:
    told = []
    if chosen.as_of is not None:
        told.append(say("report.as_of", as_of=chosen.as_of))
    if chosen.known_at is not None:
        told.append(say("report.known_at", known_at=chosen.known_at))
    return tuple(told)
