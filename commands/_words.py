"""Words of the trade in Chinese lists, and the codes that they mean.

Why: a list says 县级以上工会 or 借; the same word is read the same way wherever it stands.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator

from ledger.events.unions import Tier as TierCode

_TIERS: Final = {
    "基层": "grassroots", "基层工会": "grassroots", "基层工会委员会": "grassroots",
    "县级以上": "county_plus", "县级以上工会": "county_plus", "县级工会": "county_plus",
    "区级": "county_plus", "区级工会": "county_plus", "总工会": "county_plus",
}  # fmt: skip
_KINDS: Final = {
    "基本": "basic", "基本支出": "basic", "项目": "project", "项目支出": "project",
}  # fmt: skip
_SOURCES: Final = {
    "工会": "union", "工会资金": "union", "工会经费": "union", "自有资金": "union",
    "财政": "fiscal", "财政拨款": "fiscal", "财政资金": "fiscal",
}  # fmt: skip
_SIDES: Final = {"借": "debit", "借方": "debit", "贷": "credit", "贷方": "credit", "平": "even"}


def _read(words: dict[str, str]) -> BeforeValidator:
    def code(value: Any) -> Any:
        return words.get(value.strip(), value.strip()) if isinstance(value, str) else value

    return BeforeValidator(code)


Tier = Annotated[TierCode, _read(_TIERS)]
ExpenseKind = Annotated[Literal["basic", "project"], _read(_KINDS)]
FundSource = Annotated[Literal["union", "fiscal"], _read(_SOURCES)]
Side = Annotated[Literal["debit", "credit", "even"], _read(_SIDES)]
