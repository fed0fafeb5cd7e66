"""Cells as people and spreadsheets write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import _cells as cells
from commands._cells import BadCell
from commands._sheet import Cell
from ledger.rejections import texts


def code_of(read: Callable[[Cell], object], cell: Cell) -> str:
    with pytest.raises(BadCell) as bad:
        read(cell)
    assert bad.value.code in texts()
    return bad.value.code


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("1200", 120000),
        ("１，２００．５０元", 120050),
        ("￥1,200.50", 120050),
        ("¥ 1 200", 120000),
        ("人民币500元整", 50000),
        ("-12.3", -1230),
        ("(1,234.56)", -123456),
        ("−5", -500),
        ("12.3400", 1234),
        (".5", 50),
        (500.0, 50000),
        (0.1 + 0.2, 30),
        (1234.5600000000002, 123456),
        (99999999999.99, 9999999999999),
        (7, 700),
        (0.0, 0),
    ],
)
def test_amounts_are_exact(cell: Cell, fen: int) -> None:
    assert cells.amount(cell) == fen


@given(st.integers(-(10**13), 10**13))
def test_a_number_cell_gives_back_every_fen(fen: int) -> None:
    assert cells.amount(fen / 100) == fen
    assert cells.amount(f"{Decimal(fen) / 100:,f}") == fen


@pytest.mark.parametrize(
    "cell", ["12,34", "abc", "1.2.3", True, date(2023, 1, 1), 1e15, "1e3", "¥"]
)
def test_what_is_no_amount_is_refused(cell: Cell) -> None:
    assert code_of(cells.amount, cell) == "cell.amount"


@pytest.mark.parametrize("cell", ["12.345", 12.345, 33.333333333333336, 0.001])
def test_parts_of_a_fen_are_refused(cell: Cell) -> None:
    assert code_of(cells.amount, cell) == "cell.amount_precision"


def test_an_amount_in_ten_thousand_yuan_is_exact() -> None:
    assert cells.amount("1.2345", cells.TEN_THOUSAND_YUAN) == 1234500
    assert cells.amount(113.0, cells.TEN_THOUSAND_YUAN) == 113000000


@pytest.mark.parametrize(
    "cell",
    [
        "2023.3.8", "2023-03-08", "2023/3/8", "2023年3月8日", "２０２３年３月８日", "20230308",
        "2023 年 3 月 8 日", "2023-03-08 10:11:12", "2023-03-08T00:00:00", 44993, 44993.5, "44993",
        20230308.0, date(2023, 3, 8), datetime(2023, 3, 8, 9, 0),  # noqa: DTZ001 - a cell has no zone

    ],
)  # fmt: skip
def test_dates_in_every_usual_form(cell: Cell) -> None:
    assert cells.day(cell) == date(2023, 3, 8)


@pytest.mark.parametrize("cell", ["3/8/2023", "23.3.8", "2023年3月", "3月8日", "2023.3"])
def test_half_a_date_is_ambiguous(cell: Cell) -> None:
    assert code_of(cells.day, cell) == "cell.date_ambiguous"


@pytest.mark.parametrize("cell", ["2023-02-30", "soon", True, 5.0, "2023-13-01", 1e999, -2.5])
def test_what_is_no_date_is_refused(cell: Cell) -> None:
    assert code_of(cells.day, cell) == "cell.date"


def test_a_mapping_may_name_a_date_form() -> None:
    assert cells.day("08/03/2023", ("%d/%m/%Y",)) == date(2023, 3, 8)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("11010519491231002X", "11010519491231002X"),
        ("11010519491231002x", "11010519491231002X"),
        (" 110105 19491231 002X ", "11010519491231002X"),
        ("'11010519491231002X", "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２\uff38", "11010519491231002X"),
        ("110105491231002", "11010519491231002X"),
        (110105491231002.0, "11010519491231002X"),
    ],
)
def test_id_numbers_are_read_as_text(cell: Cell, number: str) -> None:
    assert cells.national_id(cell) == number


@pytest.mark.parametrize(
    "cell", ["5.30E+17", "5.30114E+17", 5.301141990010113e17, "530114199001011000"]
)
def test_an_id_number_damaged_by_a_spreadsheet_is_told_from_a_typing_error(cell: Cell) -> None:
    assert code_of(cells.national_id, cell) == "cell.id_damaged"


def test_id_numbers_with_faults() -> None:
    assert code_of(cells.national_id, "110105194912310021") == "cell.id_invalid"
    assert code_of(cells.national_id, "1101051949123") == "cell.id"
    assert code_of(cells.national_id, "护照E12345678") == "cell.id"
    assert code_of(cells.national_id, date(2020, 1, 1)) == "cell.id"
    assert code_of(cells.national_id, "110105491331002") == "cell.id_invalid"


def test_a_padded_name_is_the_name() -> None:
    assert cells.name("张　三") == "张三"
    assert cells.name(" 阿依古丽•买买提 ") == "阿依古丽·买买提"
    assert cells.name("Mary  Ann Smith") == "Mary Ann Smith"
    assert code_of(cells.name, "张三500") == "cell.name"
    assert code_of(cells.name, 500.0) == "cell.name"


def test_accounts_and_phones_keep_their_digits_or_are_refused() -> None:
    assert cells.code("6228 4800 1234 5678 901") == "6228480012345678901"
    assert cells.code(13800001234.0) == "13800001234"
    assert code_of(cells.code, 6.22848001234568e18) == "cell.number_damaged"
    assert code_of(cells.code, "6.23E+18") == "cell.number_damaged"
    assert code_of(cells.code, date(2023, 1, 1)) == "cell.text_expected"


def test_cells_that_hold_two_values() -> None:
    assert cells.bank("农行呈贡支行 6228 4800 1234 5678") == {
        "bank_account": "6228480012345678",
        "bank_name": "农行呈贡支行",
    }
    assert cells.proxy("李四（配偶）") == {"proxy": "李四", "relation": "配偶"}
    stay = {"admitted_on": date(2023, 3, 1), "discharged_on": date(2023, 3, 8)}
    for written in ("2023.3.1-2023.3.8", "2023年3月1日至2023年3月8日", "2023年3月1日至8日",
                    "2023/3/1—3月8日", "2023-03-01 至 2023-03-08"):  # fmt: skip
        assert cells.stay(written) == stay, written
    assert code_of(cells.stay, "2023.3.8-2023.3.1") == "cell.date"
    assert code_of(cells.stay, "2023.3.8") == "cell.date_ambiguous"


def test_counts_and_their_measure_words() -> None:
    assert cells.integer("3份") == cells.integer(3.0) == cells.integer("３") == 3
    assert code_of(cells.integer, "2.5") == "cell.integer"
    assert code_of(cells.integer, 2.5) == "cell.integer"


def test_a_message_never_repeats_what_may_be_personal() -> None:
    for cell in ("张三", "530114199001011234", "6228480012345678"):
        with pytest.raises(BadCell) as bad:
            cells.day(cell)
        assert cell not in str(bad.value.facts)


ANY_CELL = (
    st.text()
    | st.text("0123456789.,-+()年月日元E¥ /至—\u3000", max_size=24)
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
)
READERS: tuple[Callable[[Cell], object], ...] = (
    cells.text, cells.name, cells.code, cells.bank, cells.proxy, cells.amount, cells.integer,
    cells.day, cells.stay, cells.national_id,
)  # fmt: skip


@pytest.mark.parametrize("read", READERS)
@given(cell=ANY_CELL)
def test_any_cell_is_read_or_refused(read: Callable[[Cell], object], cell: Cell) -> None:
    try:
        read(cell)
    except BadCell as bad:
        assert bad.code in texts()  # noqa: PT017 - either outcome is right, no other is
