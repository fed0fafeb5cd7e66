"""Reports on paper: a PDF that another program reads, with Chinese text that can be found in it."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.commands._uledger import Uledger


def text_of(name: str) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed (Debian: poppler-utils)")
    ran = subprocess.run([program, "-layout", name, "-"], capture_output=True, check=True)
    return ran.stdout.decode()


def test_a_report_is_written_as_a_pdf_in_chinese(
    uledger: Uledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    uledger.begin()
    monkeypatch.setenv("ULEDGER_LANG", "zh")

    assert uledger("report unions -o unions.pdf").status == 0

    text = text_of("unions.pdf")
    assert "呈贡区总工会" in text
    assert "单位：元" in text
    assert "制表" in text


def test_the_same_log_makes_the_same_pdf(uledger: Uledger) -> None:
    uledger.begin()
    for name in ("one.pdf", "two.pdf"):
        assert uledger(f"report unions -o {name}").status == 0

    one, two = ((uledger.folder / name).read_bytes() for name in ("one.pdf", "two.pdf"))
    assert one == two
    assert one.startswith(b"%PDF-")
