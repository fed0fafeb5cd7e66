"""The leaf of one event, and the Merkle tree above the leaves: bytes and hashes, nothing else.

Why: whoever holds a root hash can tell whether any stored event was changed, moved, renamed,
re-dated or removed; a leaf names the data by its hash only, so that it can be handed over without
personal data. The bytes are frozen in `docs/reference/leaf.md`.
Source: RFC 6962 section 2.1 (hashes and tree shape).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from json.encoder import encode_basestring as _quoted
from typing import Final, Self

EMPTY_ROOT: Final = sha256(b"").digest()
HASH_SIZE: Final = 32
_SIZE_BYTES: Final = 8


def envelope(ledger: str, position: int, name: str, recorded_at: str, data: bytes) -> bytes:
    """Return the canonical JSON of one event's leaf: keys sorted, no spaces, UTF-8.

    Rejects: text with a lone surrogate (UnicodeEncodeError): it has no UTF-8 form.
    """
    return envelopes(ledger, position, (name,), (data,), recorded_at)[0]


def envelopes(
    ledger: str, first: int, names: Sequence[str], datas: Sequence[bytes], recorded_at: str
) -> list[bytes]:
    """Return the envelopes of events that stand side by side, from position `first` on."""
    middle = f'","ledger":{_quoted(ledger)},"name":'
    tail = f',"recorded_at":{_quoted(recorded_at)},"v":1}}'
    named = {name: f'{middle}{_quoted(name)},"position":' for name in set(names)}
    return [
        f'{{"data":"{sha256(data).hexdigest()}{named[name]}{position}{tail}'.encode()
        for position, (name, data) in enumerate(zip(names, datas, strict=True), first)
    ]


def leaf_hash(envelope: bytes) -> bytes:
    """Hash one envelope: SHA-256(0x00 ‖ envelope)."""
    return sha256(b"\x00" + envelope).digest()


def leaves(
    ledger: str, first: int, names: Sequence[str], datas: Sequence[bytes], recorded_at: str
) -> list[bytes]:
    """Return the leaf hashes of events that stand side by side, from position `first` on."""
    texts = envelopes(ledger, first, names, datas, recorded_at)
    return [sha256(b"\x00" + text).digest() for text in texts]


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbours: SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The roots of a growing Merkle tree's full subtrees: enough to go on, and to tell its root.

    Unit: leaf hashes of 32 bytes. `size` leaves make as many subtrees as `size` has one-bits.
    """

    __slots__ = ("_nodes", "size")

    def __init__(self) -> None:
        self.size = 0
        self._nodes: list[bytes | None] = []  # at [h]: the subtree of 2**h leaves, if there is one

    def add(self, leaf: bytes) -> None:
        """Append one leaf hash."""
        self.add_many((leaf,))

    def add_many(self, leaves: Iterable[bytes]) -> None:
        """Append leaf hashes, level by level: about one hash a leaf."""
        level = list(leaves)
        self.size += len(level)
        height = 0
        while level:
            if height == len(self._nodes):
                self._nodes.append(None)
            waiting = self._nodes[height]
            if waiting is not None:
                level.insert(0, waiting)
            self._nodes[height] = level.pop() if len(level) % 2 else None
            pairs = zip(level[::2], level[1::2], strict=True)
            level = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
            height += 1

    def root(self) -> bytes:
        """Return the Merkle tree hash over all leaves so far."""
        root: bytes | None = None
        for node in self._nodes:
            if node is not None:
                root = node if root is None else node_hash(node, root)
        return EMPTY_ROOT if root is None else root

    def to_bytes(self) -> bytes:
        """Return the size (8 bytes, big-endian) and the subtrees' roots, the largest first."""
        roots = (node for node in reversed(self._nodes) if node is not None)
        return self.size.to_bytes(_SIZE_BYTES, "big") + b"".join(roots)

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """Read what `to_bytes` wrote.

        Rejects: bytes of the wrong length for their size (ValueError).
        """
        frontier = cls()
        frontier.size = int.from_bytes(stored[:_SIZE_BYTES], "big")
        if len(stored) != _SIZE_BYTES + HASH_SIZE * frontier.size.bit_count():
            raise ValueError(f"{len(stored)} bytes cannot be a frontier of {frontier.size} leaves")
        at = len(stored)
        for height in range(frontier.size.bit_length()):
            full = frontier.size >> height & 1
            frontier._nodes.append(stored[at - HASH_SIZE : at] if full else None)
            at -= HASH_SIZE * full
        return frontier
