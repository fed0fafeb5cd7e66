"""Vouchers of a type are numbered from 1 without gap or duplicate in each period (R02 断号/重号).

Why dates out of order are a suspicion alone: a voucher that is entered late may bear an earlier
date of its period; that is allowed, and worth a look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audits._finding import Finding
from audits._rule import BASIC_WORK, SOFTWARE, Basis, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from audits._books import Books
    from audits._vouchers import Series, Voucher

RULE = Rule(
    "R02", "凭证断号、重号", "Voucher numbers with gaps or duplicates", "E",
    (Basis(BASIC_WORK, "第五十一条（二）"), Basis(SOFTWARE, "第二十一条（三）")),
    note="日期倒序为疑点（W）：允许补记较早日期的凭证",
)  # fmt: skip


def check(books: Books) -> Iterator[Finding]:
    """Report gaps, duplicates and dates out of order, series by series."""
    for series, numbers in books.vouchers.series.items():
        yield from _gaps(series, numbers)
        yield from _duplicates(series, numbers)
        yield from _out_of_order(series, numbers)


def _gaps(series: Series, numbers: Mapping[int, list[Voucher]]) -> Iterator[Finding]:
    last = max(numbers)
    missing = sorted(set(range(1, last + 1)) - set(numbers))
    if missing:
        listed = "、".join(map(str, missing))
        place = f"{series.union} {series.period}"
        yield Finding(
            RULE, f"{'/'.join(series)}/gap", series.union,
            f"{place} “{series.type}”字凭证断号：缺 {listed} 号",
            f"{place}: vouchers of type {series.type} lack number {listed.replace('、', ', ')}",
            tuple(v.at[0] for v in numbers[last]), year=int(series.period[:4]),
        )  # fmt: skip


def _duplicates(series: Series, numbers: Mapping[int, list[Voucher]]) -> Iterator[Finding]:
    for no, found in numbers.items():
        if len(found) > 1:
            name = series.name(no)
            yield Finding(
                RULE, f"{name}/duplicate", series.union,
                f"凭证重号：{name} 出现 {len(found)} 次",
                f"Voucher number {name} was given {len(found)} times",
                tuple(v.at[0] for v in found), sum(v.debit for v in found[1:]),
                year=int(series.period[:4]),
            )  # fmt: skip


def _out_of_order(series: Series, numbers: Mapping[int, list[Voucher]]) -> Iterator[Finding]:
    at: list[int] = []
    named: list[str] = []
    latest = None
    for no in sorted(numbers):
        voucher = numbers[no][0]
        if latest is not None and voucher.booked_on < latest:
            at.append(voucher.at[0])
            named.append(f"{series.type}-{no}")
        latest = voucher.booked_on if latest is None else max(latest, voucher.booked_on)
    if at:
        place = f"{series.union} {series.period}"
        yield Finding(
            RULE, f"{'/'.join(series)}/order", series.union,
            f"{place} 凭证日期倒序：{'、'.join(named)} 的日期早于前号凭证",
            f"{place}: dated before the voucher with a lower number: {', '.join(named)}",
            tuple(at), year=int(series.period[:4]), severity="W",
        )  # fmt: skip
