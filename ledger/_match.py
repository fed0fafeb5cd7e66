"""Match tokens: by what a person, a payee account or a phone is found again.

Why: the vault must recognise an ID number without holding it in plain; a token is an HMAC under the
ledger's own key, so that neither a thief of the log nor another ledger can look numbers up.
A damaged ID number (5.30E+17) counts as absent, and so does what was written in place of one
("见备注", 000000): many people share it, and would become one person.
"""

from __future__ import annotations

import hmac
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

import msgspec

from ledger._seal import TextBroken
from ledger.identifiers import grade_id, normal_account, normal_id, normal_phone

_encode = msgspec.json.Encoder().encode
_MIDDLE_DOTS: Final = str.maketrans(dict.fromkeys("•・‧∙．.", "·"))
_DIGITS_MIN: Final = 6  # of an ID number: passports and permits have seven and more
_SIGNS_MIN: Final = 3  # different ones


class PersonClaim(NamedTuple):
    """Who a row says it is about, as typed: ID number, union with member number, name."""

    national_id: str | None
    union: str
    member_no: str | None
    name: str | None


class Match(NamedTuple):
    """The tokens of a claim: the one it is matched by, its member number's; its ID's grade."""

    token: bytes | None
    local: bytes | None
    grade: str


def match_person(key: bytes, claim: PersonClaim) -> Match:
    """Return the tokens of a claim: ID number, else member number, else (only then) name."""
    national_id, union, member_no, name = claim
    local = None
    if member_no and (number := _squeezed(member_no)):
        local = _token(key, "local", _union(union), number.upper())
    grade = grade_of(national_id)
    if national_id and grade != "unproven":
        return Match(_token(key, "national_id", normal_id(national_id)), local, grade)
    if local is None and name and (plain := _squeezed(name)):
        plain = plain.translate(_MIDDLE_DOTS).casefold()
        return Match(_token(key, "name", _union(union), plain), None, grade)
    return Match(local, local, grade)


def grade_of(national_id: str | None) -> str:
    """Say how good an ID number is for telling people apart: "proven", "invalid", "unproven"."""
    grade = grade_id(national_id) if national_id else "absent"
    if grade == "proven":
        return grade
    if grade == "invalid" and national_id:
        number = normal_id(national_id)
        digits = sum(sign.isdigit() for sign in number)
        if digits >= _DIGITS_MIN and len(set(number)) >= _SIGNS_MIN:
            return grade
    return "unproven"


def match_account(key: bytes, account: str | None) -> bytes | None:
    """Return the token of a bank account, or None where there is none."""
    plain = normal_account(account)
    return _token(key, "bank", plain) if plain else None


def match_phone(key: bytes, phone: str | None) -> bytes | None:
    """Return the token of a phone number, or None where there is none."""
    plain = normal_phone(phone)
    return _token(key, "phone", plain) if plain else None


def _squeezed(text: str) -> str:
    """Return text in its compatibility form (full-width digits become plain), without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


_union = lru_cache(maxsize=1024)(_squeezed)


def _token(key: bytes, *words: str) -> bytes:
    """Return the HMAC of a kind and its values."""
    try:
        return hmac.digest(key, _encode(words), "sha256")
    except UnicodeEncodeError:
        raise TextBroken(words[0]) from None  # the cause would show the plaintext
