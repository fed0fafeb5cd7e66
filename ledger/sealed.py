"""A sealed group of personal fields, as events carry it: ciphertext and a salted commitment."""

from __future__ import annotations

import msgspec


class Sealed(msgspec.Struct, frozen=True):
    """`box`: base64 of nonce, ciphertext, tag; `commitment`: hex SHA-256 of salt and plaintext."""

    box: str
    commitment: str
