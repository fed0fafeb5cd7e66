"""A mapping: which column of a foreign layout holds what, written as TOML and checked before use.

Why: every office draws its own lists; a new layout is one file of data and no code. The built-in
forms (`commands/forms/*.toml`) are mappings too.
Rejects: mapping.invalid with the file, the key and the reason; file.missing.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from ledger.rejections import Rejection

Kind = Literal["text", "name", "code", "id", "amount", "date", "integer", "bank", "proxy", "stay"]
Sign = Literal["positive", "as_is", "negate"]
Unit = Literal["yuan", "ten_thousand_yuan", "fen"]

# The canonical names of values and how each is read. A mapping may name no others.
FIELDS: Final[dict[str, Kind]] = {
    # who
    "union": "text", "union_code": "code", "upper_union": "text", "tier": "text", "uscc": "code",
    "chairperson": "name", "member_count": "integer", "department": "text", "employer": "text",
    "name": "name", "national_id": "id", "member_no": "code", "phone": "code", "sex": "text",
    "payee": "text", "employment": "text", "joined_on": "date", "left_on": "date",
    "registered": "text", "new_employment": "text", "books_kept_by": "code",
    # what for
    "kind": "text", "reason": "text", "occasion": "text", "occurred_on": "date", "note": "text",
    "project": "text", "program": "text", "fund_source": "text", "expense_kind": "text",
    "economic_class": "code", "functional_class": "code",
    # how much
    "amount_fen": "amount", "goods_fen": "amount", "total_fen": "amount", "standard_fen": "amount",
    "goods": "text", "quantity": "integer", "unit_price_fen": "amount",
    # paid and signed for
    "bank": "bank", "bank_account": "code", "bank_name": "text", "paid_on": "date",
    "signed_on": "date", "signer": "text", "proxy": "name", "proxy_and_relation": "proxy",
    "relation": "text", "booked": "text", "direction": "text",
    # hardship relief
    "case_no": "code", "hardship_class": "text", "relief_item": "text", "income_fen": "amount",
    "subsistence_fen": "amount", "noticed_on": "date",
    # medical mutual aid
    "term": "text", "mutual_aid_no": "code", "stay": "stay", "admitted_on": "date",
    "discharged_on": "date", "hospital": "text", "medical_total_fen": "amount",
    "insurance_paid_fen": "amount", "self_paid_fen": "amount", "eligible_fen": "amount",
    "benefit_rate": "text",
    # coupons
    "coupon_kind": "text", "coupon_code": "code", "face_fen": "amount", "min_spend_fen": "amount",
    "claimed_on": "date", "merchant": "text", "redeemed_on": "date", "order_fen": "amount",
    "redeemed_fen": "amount", "status": "text",
    # books
    "account": "code", "account_name": "text", "side": "text", "debit_fen": "amount",
    "credit_fen": "amount", "prior_fen": "amount", "original_fen": "amount",
    "adjustment_fen": "amount", "adjusted_fen": "amount", "counterparty": "text",
    # where the row comes from
    "system": "text", "source_document": "text", "source_row": "text", "payment_no": "code",
}  # fmt: skip


def _known(field: str) -> str:
    if field not in FIELDS:
        raise ValueError(f"no such field; the fields are: {', '.join(FIELDS)}")
    return field


def _titles(titles: Any) -> Any:
    return (titles,) if isinstance(titles, str) else titles


FieldName = Annotated[str, AfterValidator(_known)]
Titles = Annotated[tuple[str, ...], BeforeValidator(_titles)]
_STRICT: Final = ConfigDict(extra="forbid", frozen=True)


class Column(BaseModel):
    """Where one value comes from: the titles its column may have, and how its cells are read."""

    model_config = _STRICT

    title: Titles = Field(min_length=1)
    join: str | None = None  # all titles are columns, and their texts are joined with this
    required: bool = False
    sign: Sign | None = None
    unit: Unit | None = None
    fill: bool = False  # a cell merged over several rows counts for each of them


def _column(column: Any) -> Any:
    return {"title": column} if isinstance(column, str | list) else column


class Mapping(BaseModel):
    """A layout: its form, its columns by canonical field, and what holds for every row."""

    model_config = _STRICT

    form: str = Field(pattern=r"^[a-z][a-z_]*$")
    name_zh: str = ""
    name_en: str = ""
    sheet: str | None = None
    header_row: int | None = Field(default=None, ge=1)
    title_words: Titles = ()  # words in the title above the table that speak for this form
    columns: dict[FieldName, Annotated[Column, BeforeValidator(_column)]] = Field(min_length=1)
    any_of: tuple[tuple[FieldName, ...], ...] = ()  # of each group one column, and one cell a row
    other_titles: Titles = ()  # columns that belong to the form and are not read
    constants: dict[FieldName, str] = Field(default_factory=dict)
    values: dict[FieldName, dict[str, str]] = Field(default_factory=dict)
    dates: Titles = ()
    unit: Unit | None = None
    sign: Sign = "positive"
    negative: Literal["recovery"] | None = None
    verb: str | None = None  # which command takes the rows in, where the form does not tell
    fields: dict[str, str] = Field(default_factory=dict)  # what that command is told besides
    tree: bool = False  # a row whose account others begin with is their sum and not a line

    @model_validator(mode="after")
    def _hangs_together(self) -> Mapping:
        both = sorted(set(self.columns) & set(self.constants))
        if both:
            raise ValueError(f"both a column and a constant: {', '.join(both)}")
        for field, column in self.columns.items():
            if column.join is not None and FIELDS[field] != "text":
                raise ValueError(f"columns.{field}: only text can be joined")
        wanted = {field for group in self.any_of for field in group} | set(self.values)
        if missing := sorted(wanted - set(self.columns)):
            raise ValueError(f"named without a column: {', '.join(missing)}")
        if self.negative is not None and self.sign == "positive":
            raise ValueError("negative needs sign = 'as_is' or 'negate'")
        return self


def load_mapping(path: Path) -> Mapping | list[Rejection]:
    """Read and check a mapping file; every fault is told, with its key."""
    content = _content(path)
    if isinstance(content, Rejection):
        return [content]
    try:
        return Mapping.model_validate(tomllib.loads(content))
    except tomllib.TOMLDecodeError as error:
        return [_invalid(path, "", str(error))]
    except ValidationError as error:
        return [_invalid(path, _key(fault["loc"]), fault["msg"]) for fault in error.errors()]


def _content(path: Path) -> str | Rejection:
    facts = {"name": path.name}
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Rejection("file.missing", facts, file=str(path))
    except IsADirectoryError:
        return Rejection("file.is_directory", facts, file=str(path))
    except OSError as error:
        why = error.strerror or type(error).__name__
        return Rejection("file.unreadable", {**facts, "why": why}, file=str(path))
    except UnicodeDecodeError:
        return Rejection("file.encoding", facts, file=str(path))


def _key(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location if part != "[key]")


def _invalid(path: Path, key: str, why: str) -> Rejection:
    facts = {"name": path.name, "key": key or "-", "why": why.removeprefix("Value error, ")}
    return Rejection("mapping.invalid", facts, file=str(path))
