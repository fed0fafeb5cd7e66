"""The books that a command works on: the store, the vault beside it, the ledger in both.

Rejects (exit 6): store.*, vault.*, ledger.unknown, ledger.none, ledger.several.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ledger.store import Store, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commands._edge import Books
    from commands._options import Settings

_SQLITE = ("sqlite+pysqlite://", "sqlite://")


def vault_beside(store: str) -> str:
    """Return where a store's vault lies: union-ledger.db -> union-ledger.vault.db.

    Rejects: vault.not_named for a database on a server, whose vault must lie somewhere else.
    """
    scheme = next((s for s in _SQLITE if store.startswith(s)), None)
    if scheme is None and "://" in store:
        from ledger.vault import VaultError

        raise VaultError.of("vault.not_named")
    path = Path(store.removeprefix(scheme or "").partition("?")[0])
    return (scheme or "") + str(path.with_name(f"{path.stem}.vault{path.suffix}"))


@contextmanager
def open_store(settings: Settings, *, read_only: bool = True) -> Iterator[Store]:
    """Open the store."""
    with Store.open(settings.store, read_only=read_only) as store:
        yield store


def ledger_in(store: Store, settings: Settings, there: list[str] | None = None) -> str:
    """Return the ledger that is meant: the one named, or the only one of those `there`."""
    there = store.ledgers() if there is None else there
    if settings.ledger is not None:
        if settings.ledger not in there:
            raise StoreError.of("ledger.unknown", ledger=settings.ledger)
        return settings.ledger
    if not there:
        raise StoreError.of("ledger.none", url=store.url)
    if len(there) > 1:
        raise StoreError.of("ledger.several", ledgers=", ".join(there))
    return there[0]


@contextmanager
def open_books(settings: Settings, *, create: bool = False) -> Iterator[Books]:
    """Open store and vault for writing.

    `create`: a ledger begins; the store, and with its first ledger the vault, may be made.
    A vault that is missing beside a store with ledgers is never made anew: everybody would be new.
    """
    from commands._edge import Books
    from ledger.vault import Vault  # cryptography takes its time, and reports need none

    vault_url = settings.vault or vault_beside(settings.store)
    with Store.open(settings.store, create=create) as store:
        ledger = _new_ledger(settings) if create else ledger_in(store, settings)
        is_first = create and not store.ledgers()
        with Vault.open(vault_url, create=is_first) as vault:
            yield Books(store, vault, ledger)


def _new_ledger(settings: Settings) -> str:
    from commands._help import Usage

    if settings.ledger is None:
        raise Usage("ledger.not_named")
    return settings.ledger
