"""Vaults in tests: numbers of nobody, claims, and who they turn out to be."""

from __future__ import annotations

from stdnum.cn import ric

from ledger.vault import Identity, PersonClaim, Vault

LEDGER = "530114"


def id_number(n: int) -> str:
    body = f"530114{1950 + n % 50}{1 + n % 12:02}{1 + n % 28:02}{n % 1000:03}"
    return body + ric.calc_check_digit(body + "0")


def claim(
    national_id: str | None = None,
    member_no: str | None = None,
    name: str | None = None,
    union: str = "U0007",
) -> PersonClaim:
    return PersonClaim(national_id, union, member_no, name)


def one(vault: Vault, asked: PersonClaim) -> Identity:
    return vault.identify(LEDGER, [asked])[0]
