"""Where the vault of a store lies."""

from __future__ import annotations

import pytest

from commands._open import vault_beside
from ledger.vault import VaultError
from tests.commands._uledger import Uledger


@pytest.mark.parametrize(
    ("store", "vault"),
    [
        ("union-ledger.db", "union-ledger.vault.db"),
        ("/books/cg.2023.db", "/books/cg.2023.vault.db"),
        ("books", "books.vault"),
        ("sqlite:///cg.db", "sqlite:///cg.vault.db"),
        ("sqlite:////books/cg.db?timeout=5", "sqlite:////books/cg.vault.db"),
    ],
)
def test_a_vault_lies_beside_its_store(store: str, vault: str) -> None:
    assert vault_beside(store) == vault


def test_beside_a_server_there_is_no_place_for_a_vault() -> None:
    with pytest.raises(VaultError) as refused:
        vault_beside("postgresql://server/cg")

    assert refused.value.code == "vault.not_named"


def test_the_vault_may_be_named(uledger: Uledger, monkeypatch: pytest.MonkeyPatch) -> None:
    (uledger.folder / "keys").mkdir()
    monkeypatch.setenv("ULEDGER_VAULT", "keys/cg.vault.db")
    uledger.begin()

    assert (uledger.folder / "keys" / "cg.vault.db").exists()
    assert not (uledger.folder / "union-ledger.vault.db").exists()


def test_the_store_may_be_an_sqlalchemy_url(uledger: Uledger) -> None:
    line = "--store sqlite:///cg.db --ledger cg ledger create --first-year 2023 --name cg"

    assert uledger(line).status == 0
    assert uledger("log --store cg.db -O json").answer["position"] == 3
    assert (uledger.folder / "cg.vault.db").exists()
