"""Leaf envelopes, leaf hashes and the Merkle frontier, held against JSON, RFC 6962 and by hand."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.leaf import Frontier, envelope, envelopes, leaf_hash, leaves, node_hash

AT = "2023-11-07T01:02:03.000004Z"
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
HASHES = st.lists(st.binary(min_size=32, max_size=32), max_size=70)
REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "leaf.md"


def canonical(ledger: str, position: int, name: str, recorded_at: str, data: bytes) -> bytes:
    fields = {
        "v": 1,
        "ledger": ledger,
        "position": position,
        "name": name,
        "recorded_at": recorded_at,
        "data": sha256(data).hexdigest(),
    }
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8")


def root_by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word: split at the largest power of two below the size."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return node_hash(root_by_definition(leaves[:split]), root_by_definition(leaves[split:]))


@given(TEXT, st.integers(1, 2**63 - 1), TEXT, st.binary())
def test_the_envelope_is_canonical_json(ledger: str, position: int, name: str, data: bytes) -> None:
    assert envelope(ledger, position, name, AT, data) == canonical(ledger, position, name, AT, data)


@given(TEXT, st.integers(1, 2**40), st.lists(st.tuples(TEXT, st.binary())))
def test_many_envelopes_at_once_are_the_same_as_one_by_one(
    ledger: str, first: int, events: list[tuple[str, bytes]]
) -> None:
    names = [name for name, _ in events]
    datas = [data for _, data in events]
    one_by_one = [
        envelope(ledger, first + index, name, AT, data) for index, (name, data) in enumerate(events)
    ]

    assert envelopes(ledger, first, names, datas, AT) == one_by_one
    assert leaves(ledger, first, names, datas, AT) == [leaf_hash(text) for text in one_by_one]


@pytest.mark.parametrize(("ledger", "name"), [("\ud800", "a.b/1"), ("L", "a.\udfff/1")])
def test_a_lone_surrogate_is_refused(ledger: str, name: str) -> None:
    with pytest.raises(UnicodeEncodeError):
        envelope(ledger, 1, name, AT, b"{}")


def test_names_and_data_of_different_number_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        envelopes("L", 1, ["a.b/1", "a.b/1"], [b"{}"], AT)


def test_the_vectors_in_the_reference_hold() -> None:
    vectors = json.loads(
        re.findall(r"```json\n(.*?)```", REFERENCE.read_text(encoding="utf-8"), re.DOTALL)[-1]
    )
    frontier = Frontier()
    for vector in vectors:
        data = vector["data"].encode()
        text = envelope(
            vector["ledger"], vector["position"], vector["name"], vector["recorded_at"], data
        )
        frontier.add(leaf_hash(text))
        assert text.decode() == vector["envelope"]
        assert leaf_hash(text).hex() == vector["leaf"]
        assert frontier.root().hex() == vector["root"]
    assert len(vectors) >= 3


def test_roots_are_those_of_the_rfc_6962_reference(shared: Path) -> None:
    constants = json.loads((shared / "oracles/rfc6962/tree_constants.json").read_text())
    frontier = Frontier()
    roots = [frontier.root().hex()]
    for text in constants["leaf_inputs_hex"]:
        frontier.add(leaf_hash(bytes.fromhex(text)))
        roots.append(frontier.root().hex())

    assert roots == constants["root_hashes_by_size_hex"]


def test_hashes_are_those_of_the_rfc_6962_reference(shared: Path) -> None:
    constants = json.loads((shared / "oracles/rfc6962/tree_constants.json").read_text())
    want = {case["desc"]: case["want"] for case in constants["hasher_cases"]}

    assert leaf_hash(b"").hex() == want["leaf of empty"]
    assert leaf_hash(b"L123456").hex() == want["leaf of ascii L123456"]
    assert node_hash(b"N123", b"N456").hex() == want["node of ascii N123 , N456"]


@given(HASHES, HASHES)
def test_the_frontier_has_the_root_of_all_leaves_however_they_came(
    before: list[bytes], after: list[bytes]
) -> None:
    frontier = Frontier()
    frontier.add_many(before)
    frontier.add_many(after)

    assert frontier.size == len(before) + len(after)
    assert frontier.root() == root_by_definition(before + after)


@given(HASHES, HASHES)
def test_a_stored_frontier_goes_on_where_it_stopped(
    before: list[bytes], after: list[bytes]
) -> None:
    frontier = Frontier()
    frontier.add_many(before)
    stored = frontier.to_bytes()
    again = Frontier.from_bytes(stored)

    assert again.to_bytes() == stored
    again.add_many(after)
    assert again.root() == root_by_definition(before + after)


@pytest.mark.parametrize("stored", [b"", b"\0" * 7, b"\0" * 9, b"\0" * 7 + b"\1"])
def test_bytes_that_are_no_frontier_are_refused(stored: bytes) -> None:
    with pytest.raises(ValueError, match="cannot be a frontier"):
        Frontier.from_bytes(stored)
