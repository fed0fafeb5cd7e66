from __future__ import annotations

import json
import pickle
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from ledger._seal import BLOCK, NONCE, SALT, Place, SealBroken, TextBroken, canonical, seal, unseal
from ledger.sealed import Sealed

KEY = bytes(range(32))
PLACE = Place("530114", "C7K3M9Q2XWHT", 17, "identity", "P7K3M9Q2XWHT")
FIELDS = {"name": "张小三", "national_id": "530114199003070012"}


def zeros(size: int) -> bytes:
    return bytes(size)


def counted(size: int) -> bytes:
    return bytes(range(size))


@given(st.dictionaries(st.text(max_size=9), st.text()))
def test_what_was_sealed_comes_back(fields: dict[str, str]) -> None:
    assert unseal(KEY, PLACE, seal(KEY, PLACE, fields, counted)) == fields


@pytest.mark.parametrize(
    "text", ["欧阳小三", "𠮷野家", "👩‍🏭", "a\u2028b\u2029c", "\x00", " blank ", ""]
)
def test_any_text_can_be_sealed(text: str) -> None:
    sealed = seal(KEY, PLACE, {"name": text}, counted)

    assert unseal(KEY, PLACE, sealed) == {"name": text}


def test_the_format_is_frozen() -> None:
    """A vector made with the primitives alone: boxes in the log must open for ever."""
    place = b'["530114","C7K3M9Q2XWHT",17,"identity","P7K3M9Q2XWHT"]'
    plain = bytes(range(12, 28)) + '{"name":"张三","phone":"138"}'.encode()
    box = bytes(range(12)) + AESGCM(KEY).encrypt(bytes(range(12)), plain.ljust(64), place)

    sealed = seal(KEY, PLACE, {"phone": "138", "name": "张三"}, counted)

    assert sealed == Sealed(b64encode(box).decode(), sha256(plain).hexdigest())


def test_canonical_fields_have_sorted_keys_no_blanks_and_plain_utf8() -> None:
    assert canonical({"b": "\u2028", "a": '"三"'}) == '{"a":"\\"三\\"","b":"\u2028"}'.encode()


def test_a_box_tells_its_length_in_steps_only() -> None:
    lengths = {len(seal(KEY, PLACE, {"illness": "病" * n}, zeros).box) for n in range(1, 10)}

    assert len(lengths) == 1
    assert (len(b64decode(seal(KEY, PLACE, {}, zeros).box)) - NONCE - 16) % BLOCK == 0


def test_the_same_fields_twice_look_different() -> None:
    import os

    first, second = (seal(KEY, PLACE, FIELDS, os.urandom) for _ in range(2))

    assert first.box != second.box
    assert first.commitment != second.commitment


@pytest.mark.parametrize(
    "elsewhere",
    [
        PLACE._replace(ledger="530115"),
        PLACE._replace(command="C7K3M9Q2XWHU"),
        PLACE._replace(row=18),
        PLACE._replace(cls="bank"),
        PLACE._replace(person="P000000000000"),
    ],
)
def test_a_box_opens_in_its_own_place_only(elsewhere: Place) -> None:
    sealed = seal(KEY, PLACE, FIELDS, counted)

    with pytest.raises(SealBroken) as broken:
        unseal(KEY, elsewhere, sealed)

    assert broken.value.code == "seal.broken"
    assert broken.value.place == elsewhere


@given(st.data())
def test_no_bit_of_a_box_can_be_changed(data: st.DataObject) -> None:
    sealed = seal(KEY, PLACE, FIELDS, counted)
    box = bytearray(b64decode(sealed.box))
    bit = data.draw(st.integers(0, len(box) * 8 - 1))
    box[bit // 8] ^= 1 << bit % 8

    with pytest.raises(SealBroken):
        unseal(KEY, PLACE, Sealed(b64encode(box).decode(), sealed.commitment))


@pytest.mark.parametrize("box", ["", "AAAA", "not base64!", "张"])
def test_what_is_no_box_does_not_open(box: str) -> None:
    with pytest.raises(SealBroken):
        unseal(KEY, PLACE, Sealed(box, "00" * 32))


def test_the_commitment_must_hold() -> None:
    sealed = seal(KEY, PLACE, FIELDS, counted)

    with pytest.raises(SealBroken):
        unseal(KEY, PLACE, Sealed(sealed.box, "00" * 32))


def test_the_commitment_is_proven_with_salt_and_fields() -> None:
    sealed = seal(KEY, PLACE, FIELDS, counted)
    salt = counted(NONCE + SALT)[NONCE:]

    assert sha256(salt + canonical(FIELDS)).hexdigest() == sealed.commitment


@pytest.mark.parametrize("fields", [{"name": "张\ud800"}, {"\udfff": "张三"}])
def test_half_a_character_is_refused_without_showing_the_text(fields: dict[str, str]) -> None:
    with pytest.raises(TextBroken) as broken:
        seal(KEY, PLACE, fields, counted)

    assert broken.value.code == "text.broken"
    assert "张" not in str(broken.value)
    assert broken.value.__cause__ is None
    assert broken.value.__suppress_context__


def test_errors_pass_between_processes() -> None:
    assert pickle.loads(pickle.dumps(SealBroken(PLACE))).place == PLACE  # noqa: S301
    assert pickle.loads(pickle.dumps(TextBroken("name"))).field == "name"  # noqa: S301


def test_a_broken_seal_names_the_place_and_nothing_personal() -> None:
    rejection = SealBroken(PLACE).rejection

    assert rejection.row == 17
    assert "P7K3M9Q2XWHT" in rejection.message("zh")
    assert "{" not in rejection.message("zh") + rejection.message("en")


def test_the_cipher_agrees_with_wycheproof(shared: Path) -> None:
    vectors = json.loads((shared / "oracles/wycheproof/aes_gcm_test.json").read_text())
    checked = 0
    for group in vectors["testGroups"]:
        if (group["keySize"], group["ivSize"], group["tagSize"]) != (256, 96, 128):
            continue
        for case in group["tests"]:
            key, iv, aad, message, text, tag = (
                bytes.fromhex(case[name]) for name in ("key", "iv", "aad", "msg", "ct", "tag")
            )
            checked += 1
            if case["result"] == "valid":
                assert AESGCM(key).encrypt(iv, message, aad) == text + tag
            else:
                with pytest.raises(InvalidTag):
                    AESGCM(key).decrypt(iv, text + tag, aad)
    assert checked > 50
