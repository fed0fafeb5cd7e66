"""docs/reference/events.md, written from the classes of ledger/events."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import textwrap
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from commands._language import texts
from ledger.entry import Leg
from ledger.events import NAMES, Event, Part, Posted
from ledger.scopes._scope import KINDS, Scope
from ledger.sealed import Sealed
from tests.house.reference._markdown import table

HEAD: Final = """\
# Events (事项)

Every fact that can be recorded, by family: its stored name, its fields, the entry that it posts,
the scopes that it changes (its tags). Written from `ledger/events/` by `make golden`; a test checks
it.

每一种可以记录的事项：存储名称、字段、分录、所影响的范围。存储名称和字段一经使用就不再改变。

A stored name is `noun.verb/version`. What is stored is never changed: another shape is another
version. Amounts are whole fen (分), dates ISO 8601. A field in *italics* may be absent, and is then
left out of the stored bytes. Persons and payees are random ids; personal fields are ciphertext
(`sealed`).

"""
OF_ALL: Final = """\
## What they have in common

Every fact has these; `command` is the position of the `command.accepted` that it answers.

"""
OF_POSTED: Final = """\
Every posted fact has those below besides. It touches `voucher` (where it is the first entry of its
voucher); `cash` of each bank account, `budget` of each line and `payable` of each debt in its legs;
`paid` and `year` by its payout; `subsidy`, `allotment`, `minutes` by its transfer; `custody` and
`premium` by its custody flow; `campaign` by its coupon flow; `source` by its source row.

"""
POSTS: Final = {
    "benefit.paid": "P26: Dr 221, Cr 102 (custody)",
    "benefit_fund.received": "P26: Dr 102 (custody), Cr 221",
    "condolence.paid": "P15: Dr the budget line's account, Cr 101 or 102",
    "coupon_fund.prepaid": "P24: Dr 135, Cr 102; at_payment P15: Dr the line's account, Cr 102",
    "coupon_fund.refunded": "the prepayment turned round",
    "coupon_fund.settled": "P28: Dr the budget line's account, Cr 135",
    "dues.received": "P1: Dr 101 or 102, Cr 401",
    "employer_subsidy.received": "P14: Dr 102, Cr 405",
    "entry.posted": "the legs as typed, balanced",
    "entry.reversed": "the original's legs, negated",
    "government_subsidy.received": "P12: Dr 102, Cr 40401 or 40402",
    "interest.received": "P25: Dr 102, Cr 408",
    "opening.loaded": "the balances as loaded; none where the union begins with nothing",
    "other_income.received": "Dr 101 or 102, Cr the income account named",
    "payment.returned": "its legs, negated; of an earlier year P32: Dr 102, Cr 32101, 32201, 33101",
    "payout.recovered": "Dr 102, Cr the expenditure account; later year P32",
    "premium.collected": "P26: Dr 102 (custody), Cr 221",
    "premium.remitted": "P26: Dr 221, Cr 102 (custody)",
    "remittance.paid_up": "P5: Dr 211, Cr 102",
    "remittance.passed_down": "P6: Dr 21202, Cr 102",
    "remittance.received": "P2, P3, P4: Dr 102, Cr 402 (own share), 211 (upper), 21202 (lower)",
    "subsidy.paid": "P11: Dr 50801 or 50802, Cr 102",
    "subsidy.received": "P10: Dr 102, Cr 40301 or 40302",
    "upper_subsidy.received": "P10: Dr 102, Cr 40301 or 40302",
}  # fmt: skip
"""The entries of facts that post; a test compares the names with the classes."""


def page() -> str:
    """Return the page."""
    families: dict[str, list[type[Event]]] = {}
    for kind in events():
        families.setdefault(kind.__module__, []).append(kind)
    text = HEAD + _common() + "".join(_family(*found) for found in sorted(families.items()))
    return text.rstrip("\n") + "\n"


def events() -> list[type[Event]]:
    """Return the classes of the program; tests register some of their own."""
    return [kind for kind in NAMES.values() if kind.__module__.startswith("ledger.")]


def _common() -> str:
    parts = [Leg, Sealed, *(p for p in Part.__subclasses__() if _family_of(p) == "_parts")]
    posted = _fields(Posted, skip=Event)
    return OF_ALL + _fields(Event) + OF_POSTED + posted + "".join(map(_part, parts))


def _family(module: str, kinds: list[type[Event]]) -> str:
    about = inspect.cleandoc(sys.modules[module].__doc__ or "")
    parts = [p for p in Part.__subclasses__() if p.__module__ == module]
    sections = "".join(_event(kind) for kind in kinds)
    return f"## {_family_of(kinds[0])}\n\n{about}\n\n{sections}{''.join(map(_part, parts))}"


def _family_of(kind: type) -> str:
    return kind.__module__.rpartition(".")[2]


def _event(kind: type[Event]) -> str:
    name = kind.NAME.partition("/")[0]
    title = texts()["event"][name]
    posts = f"- posts {POSTS[name]}\n" if issubclass(kind, Posted) else ""
    touched = ", ".join(f"`{scope}`" for scope in scopes_of(kind))
    besides = "besides " if issubclass(kind, Posted) else ""
    touches = f"- touches {besides}{touched}\n" if touched else ""
    nothing = "" if posts or touches else "- posts nothing, touches no scope\n"
    base = Posted if issubclass(kind, Posted) else Event
    return (
        f"### `{kind.NAME}` {title['zh']}\n\n{_told(kind)}\n\n"
        f"{posts}{touches}{nothing}\n{_fields(kind, skip=base)}"
    )


def _part(part: type) -> str:
    return f"### {part.__name__}\n\n{_told(part)}\n\n{_fields(part)}"


def _told(kind: type) -> str:
    return inspect.cleandoc(kind.__doc__ or "")


def _fields(kind: type, *, skip: type | None = None) -> str:
    known = set() if skip is None else {field.name for field in msgspec.structs.fields(skip)}
    rows = [
        (f"`{field.name}`" if field.required else f"*`{field.name}`*", _type(kind, field))
        for field in msgspec.structs.fields(kind)
        if field.name not in known
    ]
    return table(("field", "holds"), rows)


def _type(kind: type, field: Any) -> str:
    """Return a field's type as people read it: `Leg …`, `paid, received`."""
    text = _spelled(field.type)
    unset = (msgspec.NODEFAULT, None, "", ())
    return text if field.default in unset else f"{text} (default {field.default})"


def _spelled(kind: Any) -> str:
    text = kind.__name__ if isinstance(kind, type) and not hasattr(kind, "__args__") else str(kind)
    text = re.sub(r"(?:\w+\.)+(\w+)", r"\1", text)
    text = re.sub(r"Literal\[([^\]]*)\]", lambda found: found[1].replace("'", "`"), text)
    text = re.sub(r"tuple\[(\w+), \.\.\.\]", r"\1 …", text)
    text = re.sub(r"(?:Optional|Union)\[(.*)\]", r"\1", text).replace(" | NoneType", "")
    return text.replace(" | None", "").replace("str", "text").replace("int", "whole number")


# --- scopes ---------------------------------------------------------------------------------------


def scopes_of(kind: type[Event]) -> list[str]:
    """Return the kinds of scopes that a class names itself, those of `Posted` left out."""
    found: dict[str, None] = {}
    for base in kind.__mro__:
        if base in (Posted, Event):
            break
        for method in ("touches", "also_touches", "budget_changes"):
            if method in base.__dict__:
                found |= dict.fromkeys(_named(base.__dict__[method]))
    return list(found)


def _named(method: Any) -> Iterator[str]:
    words = {scope.__name__: word for word, scope in KINDS.items()}
    tree = ast.parse(textwrap.dedent(inspect.getsource(method)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            meant = method.__globals__.get(node.func.id)
            if isinstance(meant, type) and issubclass(meant, Scope):
                yield words[meant.__name__]
