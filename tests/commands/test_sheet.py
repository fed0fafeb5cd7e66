"""Files as they arrive: named wrongly, broken, locked, empty, in old encodings."""

from __future__ import annotations

import gzip
import hashlib
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from commands._sheet import InputFile, open_file
from ledger.rejections import Rejection


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
