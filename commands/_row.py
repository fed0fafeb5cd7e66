"""One line that was read: its row as Excel shows it, its values by canonical name. Unit: fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Value = str | int | date


@dataclass(slots=True)
class InputRow:
    """A line of a list; `row` counts from 1 from the top of the sheet, `values` are typed."""

    row: int
    values: dict[str, Value]

    def fen(self, field: str) -> int:
        """Return an amount of the line; what is not there is nothing."""
        value = self.values.get(field, 0)
        assert isinstance(value, int), field
        return value
