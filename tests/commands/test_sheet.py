"""Files as they arrive: named wrongly, broken, locked, empty, in old encodings."""

from __future__ import annotations

import base64
import gzip
import hashlib
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from commands._sheet import InputFile, open_file
from ledger.rejections import Rejection

# A workbook of Excel 97, packed: title, headings, one line, total; no library here writes them.
XLS = """
H4sICN7FBGsCA3IueGxzAO1YTUhUURT+7nszOjM544xpoIENgqamMDNW5EKnH8uVgzZCGqFpTj8YKoOLapE2Zhv7
JYKKNoItIrDc9EMluWsRWAkFQaCFqyAICluor3PPvJc/FThRgvG+xzv3nnPPOffcd+697773YtQz3j+UNYFFKIeK
Wc2OpHkyQbfdYNygdk2TVaO00a2ZWFGw2yiRSVY8cj5PljmU+Z6AgruWEaLAe7r3oQOh9raIdxmxnWNoEjKGMqIC
N0jiQiZHlcb0ANPVTO+w5mOmW1lyjmkZ6Y6LvRgNhgq36LO4TsnhNhek3/ts85YlfmTgmZzFXRdFXNeKbdEjTUdX
WEO2JQUDoIRWRtoiUcmn4iYcQD2huKqquKJiHOmU7AF81bzAF2NVP/Wa8uWVC5D820J58m/kNkriYvllxQJ0Q9vP
i6SXJvVhi2xRxVDMWXu2ZhpdvGnbecKLAHwIoASdDbkHY7GOpk9XXobLI3FVcnChYSpMxVi9s9YKcfv8TGikbyos
jiVBsO6lfOyoKYAF4szV1+HJyLpDpO1ttIfSaPH4fX7fJn/pxlJ/oMTv8wXqqM1W29/nkN3zPuNesM84ef2lEG1B
Ktc9vArdNNDpW59fVTVXBxtZ0s3vlvgbKFcOGBpOSQsydnELj5mmP1DIFhuYxtjrWq5nMU0nHSrzqjP0yq4e1jnN
rXnUTwljLLh+Xj2f6r0fax5k934IFlB9sHLiRPrgm2A/cujBtpC9vHpQJIrE9WsSD4NGKfTd6h3TzJ92Lpvi1mPX
9NdsKmbkWiV4mA7DxWP36JeFbcQvbATbSBrnjCca5xTi1B+cyp4MzkKcVY9GWeT5pOJgmYezJvXjuZrjpGeZ1ic8
Vul5lUul+uZhRY9W5RwtjFZlnzKzsgf1h92kPpJ4XsuVNNyT3dO+PgcHTJgwYcKECRMmTPwJ5DlLHq5U/Qxt1c/m
yfp/nRm6Z83fJP8tdqOdrk76qNyJNiqjOJ7Q/FkDqzB8iSXaGP8LJfZQ71G0opnjaE14/tL3hpg/niUbuv/eEkq0
/9lE4vzH/X8HfaBNLAAWAAA=
"""


def workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("花名册")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def opened(path: Path) -> InputFile:
    file = open_file(path)
    assert isinstance(file, InputFile), file
    return file


def code_of(path: Path) -> str:
    rejection = open_file(path)
    assert isinstance(rejection, Rejection)
    assert rejection.file == str(path)
    assert "{" not in rejection.message("zh") + rejection.hint("zh") + rejection.message("en")
    return rejection.code


def test_a_workbook_gives_its_sheets_from_the_first_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", (), ("", "姓名"), ("", "张三"))
    file = opened(path)

    assert [sheet.name for sheet in file.sheets] == ["花名册"]
    assert file.sheets[0].rows == [["", ""], ["", "姓名"], ["", "张三"]]
    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("packed", [False, True])
def test_text_in_every_encoding_that_offices_write(
    tmp_path: Path, encoding: str, *, packed: bool
) -> None:
    content = '姓名,金额\r\n张三,"1,200"\r\n'.encode(encoding)
    path = written(tmp_path / "a.csv", gzip.compress(content) if packed else content)

    assert opened(path).sheets[0].rows == [["姓名", "金额"], ["张三", "1,200"]]


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_text_with_other_delimiters(tmp_path: Path, delimiter: str) -> None:
    path = written(tmp_path / "a.txt", f"姓名{delimiter}金额\n张三{delimiter}1,2\n".encode())

    assert opened(path).sheets[0].rows[1] == ["张三", "1,2"]


def test_what_a_file_is_its_bytes_tell(tmp_path: Path) -> None:
    content = workbook(tmp_path / "a.xlsx", ("姓名",)).read_bytes()

    assert opened(written(tmp_path / "b.csv", content)).sheets[0].rows == [["姓名"]]


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", *[("姓名", number) for number in range(500)])
    content = good.read_bytes()
    locked = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    )
    with zipfile.ZipFile(tmp_path / "letter.xlsx", "w") as letter:
        letter.writestr("word/document.xml", "<w/>")

    assert code_of(tmp_path / "nowhere.xlsx") == "file.missing"
    assert code_of(tmp_path) == "file.is_directory"
    assert code_of(written(tmp_path / "a.xlsx", b"")) == "file.empty"
    assert code_of(workbook(tmp_path / "b.xlsx")) == "file.empty"
    assert code_of(written(tmp_path / "c.csv", b"\r\n\r\n")) == "file.empty"
    assert code_of(written(tmp_path / "d.xlsx", b"%PDF-1.7\n")) == "file.not_a_workbook"
    assert code_of(written(tmp_path / "e.xls", b"<html><table>")) == "file.not_a_workbook"
    assert code_of(tmp_path / "letter.xlsx") == "file.not_a_workbook"
    assert code_of(written(tmp_path / "f.xlsx", content[: len(content) // 2])) == "file.damaged"
    assert code_of(written(tmp_path / "g.xlsx", locked)) == "file.encrypted"
    assert code_of(written(tmp_path / "h.xls", locked[:600])) == "file.damaged"
    assert (
        code_of(written(tmp_path / "i.csv.gz", gzip.compress(b"a,b\n" * 999)[:-9]))
        == "file.damaged"
    )
    assert code_of(written(tmp_path / "j.csv", b'a,"b\n')) == "file.damaged"
    assert code_of(written(tmp_path / "k.csv", "é,è\n".encode("latin-1"))) == "file.encoding"
    assert code_of(written(tmp_path / "l.csv", b"a\0b")) == "file.not_a_workbook"


def test_a_file_that_unpacks_without_end_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "a.csv.gz", gzip.compress(b"a,b\n" * 100_000))
    monkeypatch.setattr("commands._sheet.BYTES_MAX", 100_000)

    assert code_of(path) == "file.too_large"


def test_a_workbook_of_excel_97_is_read(tmp_path: Path) -> None:
    file = opened(written(tmp_path / "a.xls", gzip.decompress(base64.b64decode(XLS))))

    assert file.sheets[0].rows[2] == [1.0, "张三", "11010519491231002X", 500.5, date(2023, 1, 15)]
    assert file.sheets[0].merged == (((0, 0), (0, 4)),)


def test_one_stray_cell_in_the_last_corner_does_not_ask_for_all_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", "姓名")
        sheet.write("XFD1048576", " ")

    assert code_of(path) == "file.too_large"


def test_a_wide_sheet_and_a_long_one_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write("AAA1", "x")
        book.add_worksheet().write("A100000", "x")

    assert [len(sheet.rows) for sheet in opened(path).sheets] == [1, 100_000]


def test_formulas_without_a_result_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("一 & 二")
        sheet.write_formula("B3", "=1/0", None, "#DIV/0!")
        sheet.write_formula("C1", "=1+1", None, 2)

    assert opened(path).sheets[0].broken == {(2, 1)}
