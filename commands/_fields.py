"""The fields of a message as options of the command line, and what is wrong with their values.

Why: a message says once what may be typed; names, types and help follow from it, and pydantic
alone judges the values.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Union, get_args, get_origin

from commands._edge import Malformed
from commands._help import Option
from commands._language import pick, say
from commands._verb import Amount, Command, Id
from ledger.rejections import Rejection

if TYPE_CHECKING:
    import click
    from pydantic import BaseModel, ValidationError
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

    from commands._verb import C

AROUND: Final = frozenset(Command.model_fields)  # by, on, key: told by the shared options
_AMOUNT: Final = get_args(Amount)[1]
_ID: Final = get_args(Id)[1].pattern


def options_of(message: type[Command]) -> list[click.Parameter]:
    """Make an option for each field of a message but those around it and its rows."""
    return [
        _option(name, field)
        for name, field in message.model_fields.items()
        if name not in AROUND and name != "rows"
    ]


def option_name(field: str) -> str:
    """Return the option of a field: booked_on -> --booked-on."""
    return "--" + field.rstrip("_").replace("_", "-")


def words_of(field: FieldInfo) -> tuple[str, str]:
    """Return what a field is, in Chinese and English."""
    words: Any = field.json_schema_extra
    assert isinstance(words, dict), "a field of a message is described with arg()"
    return words["zh"], words["en"]


def _option(name: str, field: FieldInfo) -> Option:
    long, kind = option_name(name), kind_of(field)
    needed = field.is_required()
    zh, en = words_of(field)
    if kind is bool:
        switch = f"{long}/--no-{long[2:]}"
        return Option(switch, name, zh=zh, en=en, needed=needed, is_flag=True, default=None)
    many = is_list(field)
    return Option(
        long, name, zh=zh, en=en, needed=needed, multiple=many, metavar=_metavar(kind, many=many)
    )


def _parts(annotation: Any) -> list[Any]:
    """Take Optional, Annotated, unions and tuples apart into what they hold."""
    origin = get_origin(annotation)
    if annotation is NoneType:
        return []
    if annotation in (Amount, Id):
        return [annotation]
    if origin is Annotated:
        first, *more = get_args(annotation)
        return [Amount] if _AMOUNT in more else _parts(first)
    if origin in (Union, UnionType, tuple, list, Sequence):
        return [part for a in get_args(annotation) if a is not Ellipsis for part in _parts(a)]
    return [annotation]


def kind_of(field: FieldInfo) -> Any:
    """Return what one value of a field is: a type, a Literal, Amount or Id."""
    if _AMOUNT in field.metadata:
        return Amount
    if _ID in [getattr(constraint, "pattern", None) for constraint in field.metadata]:
        return Id
    parts = _parts(field.annotation)
    return parts[0] if len(parts) == 1 else str


def is_list(field: FieldInfo) -> bool:
    """Tell whether a field takes several values: its option may be given again."""
    candidates = (field.annotation, *get_args(field.annotation))
    return any(get_origin(a) in (tuple, list) for a in candidates)


def _metavar(kind: Any, *, many: bool) -> str:
    if get_origin(kind) is Literal:
        shown = "|".join(str(choice) for choice in get_args(kind))
    elif _is_model(kind):
        shown = ",".join(f"{name}=…" for name in kind.model_fields)
    else:
        named = {date: "YYYY-MM-DD", int: "N", str: "TEXT"}
        shown = "YUAN" if kind == Amount else "ID" if kind == Id else named.get(kind, "TEXT")
    return f"{shown} …" if many else shown


def _is_model(kind: Any) -> bool:
    from pydantic import BaseModel

    return isinstance(kind, type) and issubclass(kind, BaseModel)


# --- values ---------------------------------------------------------------------------------------


def values_of(message: type[Command], given: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed, field by field; what was not typed is not there."""
    typed: dict[str, Any] = {}
    for name, value in given.items():
        if value is None or value == ():
            continue
        kind = kind_of(message.model_fields[name])
        if _is_model(kind):
            value = tuple(_pairs(text, kind) for text in value)  # noqa: PLW2901
        typed[name] = value
    return typed


def _pairs(text: str, kind: type[BaseModel]) -> Any:
    """Read "subject=…,each=…" as the model's fields; other text is the model's own to read."""
    pairs = [part.partition("=") for part in text.split(",")]
    if any(key.strip() not in kind.model_fields for key, _, _ in pairs):
        return text
    return {key.strip(): value.strip() for key, _, value in pairs}


def build(message: type[C], typed: dict[str, Any]) -> C:
    """Build the message.

    Rejects: Malformed with option.missing or option.malformed for every field at fault; rows keep
    their number, and the field's name as the column.
    """
    from pydantic import ValidationError

    try:
        return message.model_validate(typed)
    except ValidationError as error:
        raise Malformed(faults(message, error, typed)) from None


def faults(
    message: type[Command], error: ValidationError, typed: dict[str, Any]
) -> list[Rejection]:
    """Tell each fault of a message by its option, or by row and field."""
    return [_fault(message, fault, typed) for fault in error.errors(include_url=False)]


def _fault(message: type[Command], fault: ErrorDetails, typed: dict[str, Any]) -> Rejection:
    place = fault["loc"]
    rows: Sequence[Any] = typed.get("rows", ())
    if len(place) > 1 and place[0] == "rows" and isinstance(place[1], int):
        column = str(place[2]) if len(place) > 2 else None
        row = rows[place[1]]
        return Rejection(*_reason(fault), row.get("row"), column)
    about = fault.get("ctx", {})
    if not place:  # a rule over the whole message
        named = about.get("field") or about.get("fields")
        column = option_name(str(named)) if named else None
        return Rejection(*_reason(fault), about.get("row"), column)
    name = str(place[0])
    if name == "by":
        return Rejection("officer.not_named", {}, column="--as")
    return Rejection(*_reason(fault, message.model_fields.get(name)), column=option_name(name))


def _reason(fault: ErrorDetails, field: FieldInfo | None = None) -> tuple[str, dict[str, Any]]:
    kind, about = fault["type"], fault.get("ctx", {})
    if kind == "missing":
        return "option.missing", {}
    if kind in ("fields_and_rows", "union_differs"):
        return f"rows.{kind}", {"union": str(about.get("union", "-"))}
    if kind == "extra_forbidden":
        return "option.unexpected", {}
    return "option.malformed", {"wanted": _wanted(fault, field)}


_BOUNDS: Final = {
    "greater_than": "> {gt}", "greater_than_equal": "≥ {ge}", "less_than": "< {lt}",
    "less_than_equal": "≤ {le}", "string_too_short": "≥ {min_length}",
    "string_too_long": "≤ {max_length}", "string_pattern_mismatch": "{pattern}",
    "literal_error": "{expected}",
}  # fmt: skip


def _wanted(fault: ErrorDetails, field: FieldInfo | None) -> str:
    """Say what is expected, never what was given: that may be a person's."""
    kind, about = fault["type"], fault.get("ctx", {})
    if about.get("pattern") == _ID:
        return say("wanted.id")
    if kind in _BOUNDS:
        return _BOUNDS[kind].format(**about).replace("'", "")
    if kind.startswith(("date", "int")):
        return "YYYY-MM-DD" if kind.startswith("date") else "0, 1, 2 …"
    if field is not None and (kind_of(field) == Amount or kind == "model_type"):
        return "1234.50" if kind_of(field) == Amount else _metavar(kind_of(field), many=False)
    if kind == "value_error":  # its message may repeat what was given
        return pick(*words_of(field)) if field is not None else kind
    return fault["msg"]
