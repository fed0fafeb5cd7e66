"""Rows of other systems: whether one is new, known with equal content, or in conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands._verb import Known
from ledger.rejections import Rejection, reject
from ledger.scopes.officer import Officer
from ledger.scopes.source_row import SourceRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.events import Source
    from ledger.world import World


def met_before(world: World, row: int, source: Source) -> Rejection | Known | None:
    """Tell what became of a source row before: the same is known, another content a conflict."""
    digest = world[SourceRow(source.system, source.document, source.row)].digest
    if not digest:
        return None
    if digest == source.digest:
        return Known(row)
    return reject("source.conflict", row=row, document=source.document, source_row=source.row)


def approved_by_another(world: World, by: str, approved_by: str) -> Iterator[Rejection]:
    """补录 is approved by an officer who may, and who is not the one that makes it."""
    if approved_by == by:
        yield reject("supplement.same_hands", officer=by)
    elif not world[Officer(approved_by)].may(
        ("chairperson", "vice_chairperson", "finance_supervisor"), None
    ):
        yield reject("supplement.approver_not_allowed", officer=approved_by)
