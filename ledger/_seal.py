"""Sealing: personal fields to ciphertext and a salted commitment, and back. Pure, no database.

Why: what is in the log can never be taken out of it; destroying a person's key is how it is
forgotten. The commitment proves later what was sealed, to whoever is shown the fields.
Unit: the box is base64 of nonce (12 bytes), ciphertext and tag (16); the plaintext is a salt
(16 bytes), the canonical JSON, and blanks up to a multiple of 64, so that its length tells little.
Rejects: text with half a character (a lone surrogate), which no UTF-8 can hold.
Source: NIST SP 800-38D (GCM); RFC 8259 §8.2 (lone surrogates).
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Final, Literal, NamedTuple

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger.rejections import Rejection, reject
from ledger.sealed import Sealed

Class = Literal["identity", "bank", "hardship"]
CLASSES: Final[tuple[Class, ...]] = ("identity", "bank", "hardship")
KEY: Final = 32
NONCE: Final = 12
SALT: Final = 16
BLOCK: Final = 64

_encode = msgspec.json.Encoder(order="sorted").encode
_decode = msgspec.json.Decoder(dict[str, str]).decode


class Place(NamedTuple):
    """Where a box belongs. It opens nowhere else: this is its associated data."""

    ledger: str
    command: str
    row: int
    cls: Class
    person: str


class SealBroken(Exception):
    """A box does not open, though its key is there: it was changed, moved, or given to another."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.rejection = Rejection("seal.broken", place._asdict(), place.row)
        super().__init__(self.rejection.message("en"))

    @property
    def code(self) -> str:
        """The stable code of the rejection."""
        return self.rejection.code

    def __reduce__(self) -> tuple[type[SealBroken], tuple[Place]]:
        return type(self), (self.place,)


class TextBroken(ValueError):
    """Text that no UTF-8 can hold. Names the field and never shows the text, which is personal."""

    def __init__(self, field: str) -> None:
        self.field = field
        self.rejection: Rejection = reject("text.broken", field=field)
        super().__init__(self.rejection.message("en"))

    @property
    def code(self) -> str:
        """The stable code of the rejection."""
        return self.rejection.code

    def __reduce__(self) -> tuple[type[TextBroken], tuple[str]]:
        return type(self), (self.field,)


def canonical(fields: Mapping[str, str]) -> bytes:
    """Return canonical JSON: keys sorted, no blanks, UTF-8. Raises TextBroken."""
    try:
        return _encode(fields)
    except UnicodeEncodeError:
        raise TextBroken(_broken(fields)) from None  # the cause would show the plaintext


def seal(
    key: bytes, place: Place, fields: Mapping[str, str], entropy: Callable[[int], bytes]
) -> Sealed:
    """Seal the fields for one place, with a nonce and a salt of their own."""
    fresh = entropy(NONCE + SALT)
    nonce = fresh[:NONCE]
    plain = fresh[NONCE:] + canonical(fields)
    padded = plain.ljust(-(-len(plain) // BLOCK) * BLOCK)
    box = nonce + AESGCM(key).encrypt(nonce, padded, _encode(place))
    return Sealed(b64encode(box).decode("ascii"), sha256(plain).hexdigest())


def unseal(key: bytes, place: Place, sealed: Sealed) -> dict[str, str]:
    """Open a box in its place and hold it against its commitment. Raises SealBroken."""
    try:
        box = b64decode(sealed.box, validate=True)
        padded = AESGCM(key).decrypt(box[:NONCE], box[NONCE:], _encode(place))
    except (InvalidTag, binascii.Error, ValueError):
        raise SealBroken(place) from None
    plain = padded.rstrip(b" ")
    if sha256(plain).hexdigest() != sealed.commitment:
        raise SealBroken(place)
    return _decode(plain[SALT:])


def _broken(fields: Mapping[str, str]) -> str:
    """Return the name of the first field that cannot be written as UTF-8."""
    for name, text in fields.items():
        if not encodable(name):
            return repr(name)
        if not encodable(text):
            return name
    raise AssertionError("every field can be written")


def encodable(text: str) -> bool:
    """Tell whether UTF-8 can hold this text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
