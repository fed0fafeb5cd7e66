from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.masks import mask_card, mask_id, mask_name, mask_phone


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张小三", "张*三"),
        ("张 三", "张*"),
        ("欧阳三", "欧阳*"),
        ("欧阳小三", "欧阳*三"),
        ("欧阳", "欧*"),
        ("张王李赵", "张**赵"),
        ("张", "*"),
        ("", ""),
        ("阿依·买买提", "阿*·买**"),
        ("阿依•买买提", "阿*•买**"),
        ("𠮷小三", "𠮷*三"),
        ("John Smith", "J*** S****"),
        ("X", "*"),
    ],
)
def test_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("53011419900307123X", "530114********123X"),
        (
            "５３０１１４１９９００３０７１２３\N{FULLWIDTH LATIN CAPITAL LETTER X}",
            "530114********123X",
        ),
        ("530114900307123", "530114*****7123"),
        ("H12345678", "******678"),
        ("12", "**"),
        ("", ""),
    ],
)
def test_id_numbers(number: str, masked: str) -> None:
    assert mask_id(number) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("6222 0212 3456 7890 123", "****0123"),
        ("6222-0212-3456-7890", "****7890"),
        ("1234567", "****"),
        ("", "****"),
    ],
)
def test_cards(number: str, masked: str) -> None:
    assert mask_card(number) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("13812341234", "138****1234"),
        ("138 1234 1234", "138****1234"),
        ("+8613812341234", "***138****1234"),
        ("5971234", "*****34"),
        ("", ""),
    ],
)
def test_phones(number: str, masked: str) -> None:
    assert mask_phone(number) == masked


@given(st.text(alphabet="张王欧阳小三Ab0123456789X", min_size=1, max_size=30))
def test_no_mask_shows_the_whole(text: str) -> None:
    for mask in (mask_name, mask_id, mask_card, mask_phone):
        masked = mask(text)
        assert "*" in masked
        assert masked != text


@given(st.text())
def test_of_any_text_something_is_hidden(text: str) -> None:
    for mask in (mask_name, mask_id, mask_card, mask_phone):
        masked = mask(text)
        assert "*" in masked or not any(sign.isalnum() for sign in text)
