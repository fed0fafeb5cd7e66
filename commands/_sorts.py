"""What a row is: a line of the list, or a blank, a total, a signature, a group's name, a heading.

Why: a total must not be paid out as a person, and no line may get lost between the signatures:
a row that holds an amount is never taken for a signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from commands._cells import narrow
from commands._headings import Layout
from commands._mapping import FIELDS
from commands._sheet import Cell, Sheet

Sort = Literal["line", "blank", "total", "subtotal", "signature", "section", "heading"]

# Cells that hold nothing, or only a mark for nothing.
EMPTY: Final = frozenset({"", " ", "  ", "   ", "\u3000", "-", "--", "—", "——", "/", "\\", "无"})

_SUBTOTAL: Final = re.compile(r"(?:本\s*页\s*[小合总]|小)\s*计\s*(?:$|[\d:(金人元,、])")
_TOTAL: Final = re.compile(r"[合总共累]\s*计\s*(?:$|[\d:(大金人元,、])")
_TREE_SUM: Final = re.compile(
    r"[一二三四五六七八九十]+、|.*([合总小]\s*计|结余|差额)$|.*[合总]计(收入|支出)$|"
    r"(其中|资产|负债|净资产|收入|支出)(类|部类|总额)?:?$"
)
_SIGNED: Final = re.compile(
    r"(制表|制单|经办|经手|审核|审批|复核|证明|验收|领导|财务|主管|分管|主席|负责|填表|填报|编制|"
    r"单位|工会|部门|会计|出纳|经审|发放|报送|监督|联系|备注|说明|注|附|日期|时间|盖章|签字|大写|人民币)"
    r"[\w\s、/()]{0,16}?:|(制表人|经办人|审核人|审批人|复核人|证明人|领导签字|主席签字|"
    r"财务审核|主席审批|财务负责人|工会主席|单位盖章|工会盖章)\s*$"
)
# With what a label of the above may begin; most rows are told to be lines by this alone.
_FIRST: Final = frozenset(
    "本小合总共累制经审复证验领财主分负填编单工部会出发报监联备说注附日时盖签大"
)
_NAMING: Final = ("name", "payee", "account_name")


class Sorter:
    """Tell the rows of one table apart."""

    def __init__(self, sheet: Sheet, layout: Layout, mapped: Sequence[int]) -> None:
        fields = layout.fields
        self._mapped = tuple(mapped)
        self._name = next((fields[field][0] for field in _NAMING if field in fields), mapped[0])
        self._account = fields["account"][0] if layout.mapping.tree else None
        self._amounts = [fields[field][0] for field in fields if FIELDS[field] == "amount"]
        self._titles = [(i, layout.titles[i]) for columns in fields.values() for i in columns]
        # A cell merged over columns that stands alone in its row names a group of lines.
        self._wide = {top for (top, left), (_, right) in sheet.merged if left < right}

    def sort(self, cells: Sequence[Cell], number: int) -> Sort:
        """Say what the row with this number (from 1) is."""
        lead: Cell = ""
        for lead in cells:
            if lead != "":
                break
        name = cells[self._name]
        if self._account is None and name not in EMPTY and _begins(lead) and _begins(name):
            return "heading" if self._repeats_titles(cells) else "line"
        return self._slowly(lead, cells, number)

    def _slowly(self, lead: Cell, cells: Sequence[Cell], number: int) -> Sort:
        if all(cells[index] in EMPTY for index in self._mapped):
            return "signature" if isinstance(lead, str) and _SIGNED.match(narrow(lead)) else "blank"
        for label in (lead, cells[self._name]):
            if isinstance(label, str) and (sort := self._label(narrow(label), cells)):
                return sort
        if number - 1 in self._wide and sum(cell != "" for cell in cells) == 1:
            return "section"
        return "heading" if self._repeats_titles(cells) else "line"

    def _label(self, label: str, cells: Sequence[Cell]) -> Sort | None:
        is_tree = self._account is not None
        if self._account is not None and str(cells[self._account])[:1].isdecimal():
            return None  # 32205 累计结余 is an account
        if _SUBTOTAL.match(label):
            return "subtotal"
        if _TOTAL.match(label):
            return "total"
        if is_tree and _TREE_SUM.match(label):
            return "section"
        if _SIGNED.match(label) and all(_is_words(cells[index]) for index in self._amounts):
            return "signature"
        return None

    def _repeats_titles(self, cells: Sequence[Cell]) -> bool:
        return all(cells[index] == title for index, title in self._titles)


def _begins(label: Cell) -> bool:
    """Say that a label cannot be one of a total or signature, by how it begins."""
    return not isinstance(label, str) or label.lstrip()[:1] not in _FIRST


def _is_words(cell: Cell) -> bool:
    return isinstance(cell, str) and not any(sign.isdecimal() for sign in cell)
