"""docs/reference/rejections.md, written from ledger/rejections.toml."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from ledger.rejections import texts
from tests.house.reference._markdown import cell

HEAD: Final = """\
# Refusals and input errors

Every reason why something is turned down, by its stable code `noun.state`. A code is never reused
or renamed, so that a script may rely on it; its facts fill the {braces}. Written from
`ledger/rejections.toml` by `make golden`; a test checks it.

每一条退回或报错的原因，按代码排列：先写哪里不对，再写怎么办。代码不会改名，也不会另作他用。

Exit status: 2 malformed input · 3 refused by a rule · 4 integrity broken · 5 the same key or source
row with other content · 6 store or file unavailable.
"""


def page() -> str:
    """Return the page."""
    codes = sorted(texts(), key=lambda code: code.split("."))
    nouns = groupby(codes, key=lambda code: code.partition(".")[0])
    return HEAD + "".join(f"\n## {noun}\n" + "".join(map(_entry, found)) for noun, found in nouns)


def _entry(code: str) -> str:
    text = {field: cell(words) for field, words in texts()[code].items()}
    return f"\n`{code}`\n\n- {text['zh']} → {text['hint_zh']}\n- {text['en']} → {text['hint_en']}\n"
