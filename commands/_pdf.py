"""A PDF of an answer: A4, Chinese fonts embedded, headings on every page, a line to sign on.

Why: an auditor wants paper to stamp. Typst lays the page out from `report.typ`; the fonts come
with a package, so that a bare machine prints the same page.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from noto_cjk_sans_otc import FONT_PATH  # type: ignore[import-untyped]
from typst import Fonts  # type: ignore[attr-defined,unused-ignore]
from typst import compile as lay_out

from commands._language import say, spoken
from commands._output import titles
from commands._table import RIGHT, cell

if TYPE_CHECKING:
    from commands._output import Answer

_LONG_WORD: Final = re.compile(r"\w[\w.\-]{10,}", re.ASCII)
_PIECES: Final = re.compile(r".{1,8}")
WIDE: Final = 7  # columns from which the page lies on its side


def write_pdf(answer: Answer, path: Path) -> None:
    """Write the answer as a PDF."""
    template = files("commands").joinpath("report.typ").read_text(encoding="utf-8")
    with TemporaryDirectory(prefix="union-ledger-") as name:
        folder = Path(name)
        (folder / "report.typ").write_text(template, encoding="utf-8")
        content = json.dumps(_content(answer), ensure_ascii=False)
        (folder / "report.json").write_text(content, encoding="utf-8")
        fonts = Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[Path(FONT_PATH).parent],
        )
        pdf = lay_out(folder / "report.typ", root=folder, font_paths=fonts, pdf_tags=False)
    path.write_bytes(pdf)


def _content(answer: Answer) -> dict[str, Any]:
    columns = [
        {"title": title, "figure": column.kind in RIGHT}
        for column, title in zip(answer.columns, titles(answer.columns), strict=True)
    ]
    rows = [
        [_breakable(cell(column, value)) for column, value in zip(answer.columns, row, strict=True)]
        for row in answer.rows
    ]
    as_of = answer.as_of.isoformat() if answer.as_of is not None else ""
    return {
        "title": answer.title,
        "ledger": say("pdf.ledger", ledger=answer.ledger or ""),
        "time": say("pdf.as_of", as_of=as_of) if as_of else "",
        "unit": say("pdf.unit"),
        "made_from": say("pdf.position", position=answer.position or "-"),
        "signatures": say("pdf.signatures"),
        "wide": len(columns) >= WIDE,
        "lang": spoken(),
        "columns": columns,
        "rows": rows,
        "notes": list(answer.notes),
    }


def _breakable(text: str) -> str:
    """Let long ids and codes break: typst breaks Chinese anywhere, but no word."""
    return _LONG_WORD.sub(lambda word: "\u200b".join(_PIECES.findall(word[0])), text)
