"""Payees at the edge: rows of persons become ids, personal fields become ciphertext."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from commands._edge import Malformed, distinct
from ledger.rejections import Rejection
from ledger.vault import PersonClaim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commands._edge import Edge
    from ledger.sealed import Sealed
    from ledger.vault import Class, Identity


class PersonRow(Protocol):
    """What a row must have for its person to be found."""

    @property
    def row(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def national_id(self) -> str | None: ...
    @property
    def member_no(self) -> str | None: ...


CLASSES: dict[Class, tuple[str, ...]] = {
    "identity": ("name", "national_id", "member_no", "mutual_aid_no", "phone"),
    "bank": ("bank_account", "bank_name"),
    "hardship": ("reason", "hardship_class", "diagnosis", "hospital", "admitted", "costs"),
}
"""Which fields of a row are personal, by class of key."""


def identify(
    union: str, rows: Sequence[PersonRow], edge: Edge
) -> tuple[list[Identity], list[str | None]]:
    """Return each row's person and payee account.

    Errors: `Malformed` where two rows have nothing but the same name: they cannot be told apart.
    """
    claims = [PersonClaim(r.national_id, union, r.member_no, r.name) for r in rows]
    _tell_apart(rows)
    payees = edge.payees([getattr(r, "bank_account", None) for r in rows])
    return edge.identify(claims), payees


def identify_across(unions: Sequence[str], rows: Sequence[PersonRow], edge: Edge) -> list[Identity]:
    """Return each row's person, where every row has a union of its own; in one go for all.

    Errors: `Malformed`, as `identify`.
    """
    grouped: dict[str, list[PersonRow]] = {}
    for union, row in zip(unions, rows, strict=True):
        grouped.setdefault(union, []).append(row)
    for of_union in grouped.values():
        _tell_apart(of_union)
    claims = [
        PersonClaim(r.national_id, union, r.member_no, r.name)
        for union, r in zip(unions, rows, strict=True)
    ]
    return edge.identify(claims)


def _tell_apart(rows: Sequence[PersonRow]) -> None:
    first: dict[str, int] = {}
    ambiguous = [
        Rejection("person.ambiguous", {"earlier": earlier}, row=r.row)
        for r in rows
        if not r.national_id
        and not r.member_no
        and (earlier := first.setdefault(r.name, r.row)) != r.row
    ]
    if ambiguous:
        raise Malformed(ambiguous)


def seal_rows(
    rows: Sequence[PersonRow], people: Sequence[Identity], edge: Edge
) -> list[dict[str, Sealed]]:
    """Seal the personal fields of each row, class by class; nothing in a dry run."""
    sealer = edge.sealer(distinct(p.person for p in people))
    if sealer is None:
        return [{} for _ in rows]
    classes = _classes_of(rows)
    sealed: list[dict[str, Sealed]] = []
    for row, who in zip(rows, people, strict=True):
        boxes: dict[str, Sealed] = {}
        for cls, names in classes:
            fields = {n: v for n in names if (v := getattr(row, n))}
            if fields:
                boxes[cls] = sealer.seal(row.row, who.person, cls, fields)
        sealed.append(boxes)
    return sealed


def _classes_of(rows: Sequence[PersonRow]) -> list[tuple[Class, list[str]]]:
    """Return the personal fields that rows of this kind have; asking each row is slow."""
    if not rows:
        return []
    return [(cls, [n for n in names if hasattr(rows[0], n)]) for cls, names in CLASSES.items()]
