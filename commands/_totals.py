"""Totals: what a list says of itself, held against its lines.

Why: a list whose 合计 is not the sum of its lines was changed after it was added up.
Unit: fen.
Rejects: total.differs, total.words_differ, total.count_differs, row.total_differs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any, Final

from commands._mapping import Mapping as Layout
from commands._row import InputRow
from ledger.money import capital, yuan
from ledger.rejections import Rejection

_WORDS: Final = re.compile(
    r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+[元圆][零壹贰叁肆伍陆柒捌玖角分整正]*"
)
_COUNT: Final = re.compile(r"(\d+)\s*(?:人|户)")
_INCOME, _EXPENDITURE = ("4",), ("5",)  # first signs of account codes, 财会〔2021〕7号


@dataclass(frozen=True, slots=True)
class Stated:
    """A row that states sums: its label, its amounts by field, and how many lines stand above."""

    row: int
    sort: str  # total, subtotal or section
    label: str
    amounts: dict[str, int]
    above: int


_SUMS: Final = (
    ("total_fen", ("amount_fen", "goods_fen")),
    ("adjusted_fen", ("original_fen", "adjustment_fen")),
)


def row_check(
    mapping: Layout, titles: Mapping[str, str]
) -> Callable[[InputRow], list[Rejection]] | None:
    """Build the check of what only a whole row shows, or None where nothing is to be checked."""
    present = titles.keys()
    sums = [(whole, parts) for whole, parts in _SUMS if whole in present]
    has_product = {"unit_price_fen", "quantity", "goods_fen"} <= present
    if not (sums or has_product or mapping.any_of or mapping.negative):
        return None
    return partial(_check_row, mapping, titles, sums, has_product)


def _check_row(
    mapping: Layout,
    titles: Mapping[str, str],
    sums: Sequence[tuple[str, tuple[str, str]]],
    has_product: bool,  # noqa: FBT001 - bound once, by row_check
    row: InputRow,
) -> list[Rejection]:
    values = row.values
    errors: list[Rejection] = []
    for group in mapping.any_of:
        if values.keys().isdisjoint(group):
            title = next(titles[field] for field in group if field in titles)
            errors.append(Rejection("cell.empty", {}, row.row, title))
    for whole, (one, other) in sums:
        if whole in values and (one in values or other in values):
            errors += _differs(row, whole, row.fen(one) + row.fen(other), titles)
    if has_product and "unit_price_fen" in values and "quantity" in values:
        counted = row.fen("quantity") * row.fen("unit_price_fen")
        errors += _differs(row, "goods_fen", counted, titles) if "goods_fen" in values else []
    if mapping.negative is not None:
        values["direction"] = "recovery" if row.fen("amount_fen") < 0 else "payout"
    return errors


def _differs(
    row: InputRow, field: str, counted: int, titles: Mapping[str, str]
) -> Sequence[Rejection]:
    stated = row.fen(field)
    if stated == counted:
        return ()
    facts = {"stated": yuan(stated), "counted": yuan(counted)}
    return (Rejection("row.total_differs", facts, row.row, titles[field]),)


def check_totals(
    stated: Sequence[Stated],
    lines: Sequence[InputRow],
    titles: Mapping[str, str],
    faulty: frozenset[str | None],
    *,
    tree: bool,
) -> Iterator[Rejection]:
    """Yield every stated sum that the lines do not make; columns with faults are not judged."""
    since = 0
    for total in stated:
        if tree:
            groups = _accounts(total, lines)
        elif total.sort == "subtotal":
            groups, since = [list(lines[since : total.above])], total.above
        else:
            groups = [list(lines)]
        for field, fen in total.amounts.items():
            sums = [sum(line.fen(field) for line in group) for group in groups]
            if sums and fen not in sums and titles[field] not in faulty:
                facts = {"stated": yuan(fen), "counted": yuan(sums[0])}
                yield Rejection("total.differs", facts, total.row, titles[field])
        if total.sort == "total" and (count := _COUNT.search(total.label)) and not tree:
            yield from _count(int(count[1]), len(lines), total.row)


def words_in(cell: object) -> str | None:
    """Find an amount in words (大写) in a cell, without what may be written either way."""
    found = _WORDS.search(re.sub(r"\s", "", cell)) if isinstance(cell, str) else None
    return _without_zeros(found.group()) if found else None


def check_words(
    words: Sequence[tuple[int, str]], lines: Sequence[InputRow], titles: Mapping[str, str]
) -> Iterator[Rejection]:
    """Yield every amount in words that is not the sum of any amount of the lines."""
    if not words:
        return
    sums = {field: sum(line.fen(field) for line in lines) for field in titles}
    paid = sums.get("amount_fen", 0) + sums.get("goods_fen", 0)
    written = {_without_zeros(capital(fen)) for fen in (*sums.values(), paid)}
    for row, said in words:
        if said not in written:
            yield Rejection("total.words_differ", {"counted": yuan(paid)}, row)


def _without_zeros(words: str) -> str:
    return words.replace("圆", "元").replace("正", "整").replace("零", "").removesuffix("整")


def _count(stated: int, counted: int, row: int) -> Iterator[Rejection]:
    if stated != counted:
        yield Rejection("total.count_differs", {"stated": stated, "counted": counted}, row)


def _accounts(total: Stated, lines: Sequence[InputRow]) -> list[list[InputRow]]:
    """Choose the lines that a row of a budget adds up; none when its label does not say."""
    income = [line for line in lines if str(line.values["account"]).startswith(_INCOME)]
    expenditure = [line for line in lines if str(line.values["account"]).startswith(_EXPENDITURE)]
    if total.sort == "total":
        return [list(lines), income, expenditure]
    says_income, says_expenditure = "收入" in total.label, "支出" in total.label
    if says_income == says_expenditure or "结余" in total.label:
        return []
    return [income if says_income else expenditure]


def stated_facts(stated: Sequence[Stated]) -> dict[str, Any]:
    """Collect the sums and the number of persons that the list states of itself."""
    facts: dict[str, Any] = {"totals": {}}
    for total in stated:
        if total.sort == "total":
            facts["totals"] |= total.amounts
            if count := _COUNT.search(total.label):
                facts["count"] = int(count[1])
    return facts


def sum_rows(
    lines: Sequence[InputRow], titles: Mapping[str, str]
) -> tuple[set[int], list[Rejection]]:
    """Find the rows of accounts that only add up their detail accounts, and those that do not.

    Why: a budget lists 501 and 50101 to 50106 together; taking both would count money twice.
    """
    unions: dict[tuple[Any, Any], list[InputRow]] = {}
    for line in lines:
        key = (line.values.get("union_code"), line.values.get("union"))
        unions.setdefault(key, []).append(line)
    rows: set[int] = set()
    differences: list[Rejection] = []
    for group in unions.values():
        for parent, leaves in _parents(group):
            rows.add(parent.row)
            for field in titles.keys() & parent.values.keys():
                counted = sum(leaf.fen(field) for leaf in leaves)
                if counted != parent.fen(field):
                    facts = {"stated": yuan(parent.fen(field)), "counted": yuan(counted)}
                    differences.append(Rejection("total.differs", facts, parent.row, titles[field]))
    return rows, differences


def _parents(group: Sequence[InputRow]) -> Iterator[tuple[InputRow, list[InputRow]]]:
    codes = sorted({str(line.values["account"]) for line in group})
    above = {a for a, b in pairwise(codes) if b.startswith(a)}
    for parent in group:
        code = str(parent.values["account"])
        if code in above:
            leaves = [
                line
                for line in group
                if str(line.values["account"]).startswith(code)
                and str(line.values["account"]) not in above
            ]
            yield parent, leaves
