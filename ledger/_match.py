"""Match tokens: by what a person, a payee account or a phone is found again.

Why: the vault must recognise an ID number without holding it in plain; a token is an HMAC under the
ledger's own key, so that neither a thief of the file nor another ledger can look numbers up.
A damaged ID number (5.30E+17) counts as absent: thousands of people would share it.
"""

from __future__ import annotations

import hmac
import unicodedata
from typing import Final, NamedTuple

import msgspec

from ledger._seal import TextBroken
from ledger.identifiers import grade_id, normal_account, normal_id

_encode = msgspec.json.Encoder().encode
USABLE: Final = frozenset(("proven", "invalid"))
MIDDLE_DOTS: Final = str.maketrans(dict.fromkeys("•・‧∙．.", "·"))


class PersonClaim(NamedTuple):
    """Who a row says it is about, as typed: ID number, union with member number, name."""

    national_id: str | None
    union: str
    member_no: str | None
    name: str | None


class Match(NamedTuple):
    """The tokens of a claim: the one it is matched by, its member number's, its ID's grade."""

    token: bytes | None
    local: bytes | None
    grade: str


def match_person(key: bytes, claim: PersonClaim) -> Match:
    """Return the tokens of a claim: ID number, else member number, else (only then) name."""
    local = None
    if claim.member_no and (number := _squeezed(claim.member_no)):
        local = _token(key, "local", _squeezed(claim.union), number.upper())
    grade = grade_id(claim.national_id) if claim.national_id else "absent"
    if claim.national_id and grade in USABLE:
        return Match(_token(key, "national_id", normal_id(claim.national_id)), local, grade)
    if local is None and claim.name and (name := _squeezed(claim.name)):
        plain = name.translate(MIDDLE_DOTS).casefold()
        return Match(_token(key, "name", _squeezed(claim.union), plain), None, "unproven")
    return Match(local, local, "unproven")


def match_account(key: bytes, account: str | None) -> bytes | None:
    """Return the token of a bank account, or None where there is none."""
    plain = normal_account(account) if account else ""
    return _token(key, "bank", plain) if plain else None


def match_phone(key: bytes, phone: str | None) -> bytes | None:
    """Return the token of a phone number, without +86 and dashes; None where there is none."""
    plain = "".join(sign for sign in _squeezed(phone or "") if sign not in "-()")
    plain = plain.removeprefix("+86").removeprefix("0086")
    return _token(key, "phone", plain) if plain else None


def _squeezed(text: str) -> str:
    """Return text in its compatibility form (full-width digits become plain), without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _token(key: bytes, kind: str, *values: str) -> bytes:
    try:
        return hmac.digest(key, _encode((kind, *values)), "sha256")
    except UnicodeEncodeError:
        raise TextBroken(kind) from None  # the cause would show the plaintext
