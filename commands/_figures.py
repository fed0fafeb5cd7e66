"""Figures of adopted documents: amounts in yuan and percentages, both typed as text.

Why: a bare 300 in a file could mean yuan to its writer and fen to us.
Unit: fen; parts of a million.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, StrictInt
from pydantic_core import PydanticCustomError

from commands._verb import Amount

_PERCENT: Final = re.compile(r"(\d{1,3})(?:\.(\d{1,4}))?%?", re.ASCII)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("yuan_as_text", 'an amount is text in yuan: "300.00"')
    return value


def _parts(value: Any) -> Any:
    """Read "2.5" or "2.5%" as 25,000 parts of a million."""
    if not isinstance(value, str):
        return value
    match = _PERCENT.fullmatch(value)
    if match is None:
        raise ValueError(f"{value!r} is not a percentage with at most four decimals")
    return int(match[1]) * 10_000 + int((match[2] or "").ljust(4, "0"))


Yuan = Annotated[Amount, BeforeValidator(_text)]
"""Fen; typed in yuan, as text alone."""

Percent = Annotated[StrictInt, BeforeValidator(_parts)]
"""Parts of a million; typed in percent, as text."""


def percent(parts: int) -> str:
    """Write 25,000 parts of a million as "2.5"."""
    whole, rest = divmod(parts, 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".")
