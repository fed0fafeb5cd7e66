"""Invented people and unions of the demo: the same on every machine, and nobody's real data.

Why no random source: a figure is picked by the checksum of what it belongs to, so that adding one
person changes nobody else. Numbers of persons carry a place that no register has (530199).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final, NamedTuple, TypeVar
from zlib import crc32

from commands._demo_figures import Figures
from ledger.identifiers import normal_id

T = TypeVar("T")

FEDERATION: Final = "SFQ"
FEDERATION_NAME: Final = "示范区总工会"
NEW: Final = "新就业形态"
ORDINARY: Final = "一般"

_SURNAMES: Final = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余"
)
_GIVEN: Final = (
    "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超霞平刚桂兰英华玉萍红玲芬燕彬建国志文宇浩然子轩梓涵欣怡"
    "佳琪晨曦雨桐思远博睿海波晓东春梅永福云峰家豪俊凯婷雪松柏"
)
_PLACES: Final = (
    "明湖", "春和", "彩云", "石岭", "锦绣", "柏林", "松园", "云汐",
    "梨园", "和平", "长青", "朝阳", "新城", "东湖", "西坡", "南苑",
)  # fmt: skip
_TRADES: Final = (
    "外卖配送", "快递", "货运司机", "网约车", "家政服务", "物业保安", "保洁", "网络主播", "代驾",
    "仓储分拣", "护工", "房产中介", "装修", "商超促销", "环卫", "电商客服", "同城急送", "跑腿",
    "搬家", "洗车", "美发", "健身教练", "家电维修", "花卉配送", "充电维护", "民宿",
)  # fmt: skip
_EMPLOYERS: Final = (
    "人民医院", "第一中学", "实验小学", "中心幼儿园", "街道机关", "社区卫生服务中心", "第二中学",
    "文化站", "机械厂", "食品厂", "建材公司", "物流公司", "酒店", "农业合作社", "印刷厂",
    "供水公司",
)  # fmt: skip
_BORN_FROM: Final = date(1964, 1, 1)
_BORN_DAYS: Final = 12_700  # to 1998


class Union(NamedTuple):
    """A union below the federation."""

    id: str
    name: str
    is_new: bool
    size: int

    @property
    def group(self) -> str:
        """Return which of the two groups it belongs to."""
        return NEW if self.is_new else ORDINARY


class Person(NamedTuple):
    """A member. `number`: of all members, from 0."""

    number: int
    name: str
    national_id: str
    union: Union
    registered: bool

    @property
    def member_no(self) -> str:
        """Return the number of the membership card."""
        return f"HY{self.number + 1:07d}"

    @property
    def phone(self) -> str:
        """Return a phone number."""
        return f"199{50_000_000 + self.number:08d}"

    @property
    def account(self) -> str:
        """Return a bank account number."""
        return f"6217009900{self.number + 1:09d}"

    @property
    def has_id(self) -> bool:
        """Tell whether the union's list gives the ID number; all registered ones are given."""
        return self.registered or picked((True, True, False), "id", self.number)


def picked(items: Sequence[T], *about: object) -> T:
    """Pick one of the items by what it is about."""
    return items[crc32(repr(about).encode()) % len(items)]


@dataclass(frozen=True)
class District:
    """The unions of a district and their members."""

    figures: Figures

    @cached_property
    def unions(self) -> list[Union]:
        """Return the unions, the ordinary ones first."""
        f = self.figures
        ordinary = spread(f.members - f.new_members, f.unions - f.new_unions)
        new = spread(f.new_members, f.new_unions)
        names = [*_names(_EMPLOYERS, "工会委员会", len(ordinary)),
                 *_names(_TRADES, "行业联合工会", len(new))]  # fmt: skip
        sizes = [(size, False) for size in ordinary] + [(size, True) for size in new]
        return [
            Union(f"U{n:03d}", name, is_new, size)
            for n, (name, (size, is_new)) in enumerate(zip(names, sizes, strict=True), 1)
        ]

    @cached_property
    def people(self) -> list[Person]:
        """Return the members, union by union."""
        return list(self._people())

    @cached_property
    def proven(self) -> list[Person]:
        """Return the members in the real-name registry."""
        return [person for person in self.people if person.registered]

    def members(self, union: str, *, registered: bool = True) -> list[Person]:
        """Return a union's members in the registry, or those that are not."""
        of_union = self._by_union[union]
        return [p for p in of_union if p.registered is registered]

    @cached_property
    def _by_union(self) -> dict[str, list[Person]]:
        grouped: dict[str, list[Person]] = {}
        for person in self.people:
            grouped.setdefault(person.union.id, []).append(person)
        return grouped

    def _people(self) -> Iterator[Person]:
        number, f = 0, self.figures
        for union in self.unions:
            for _ in range(union.size):
                before, after = (n * f.registered // f.members for n in (number, number + 1))
                yield Person(number, _name(number), _national_id(number), union, after > before)
                number += 1


def spread(total: int, count: int) -> list[int]:
    """Return `count` sizes that differ and sum to the total."""
    even, rest = divmod(total, count)
    sizes = [even + (n < rest) for n in range(count)]
    for n in range(0, count - 1, 2):
        moved = crc32(f"size {n}".encode()) % (even // 2 or 1)
        sizes[n] += moved
        sizes[n + 1] -= moved
    return sizes


def _names(what: Sequence[str], kind: str, count: int) -> Iterator[str]:
    for n in range(count):
        place = _PLACES[(n // len(what)) % len(_PLACES)]
        yield f"示范区{place}{what[n % len(what)]}{kind}"


def _name(number: int) -> str:
    given = picked(_GIVEN, "one", number)
    if picked((True, True, False), "two", number):
        given += picked(_GIVEN, "second", number)
    return picked(_SURNAMES, "surname", number) + given


def _national_id(number: int) -> str:
    """Return a number with a valid check digit that nobody can have."""
    born = _BORN_FROM + timedelta(days=number * 37 % _BORN_DAYS)
    order = 100 + 10 * (number // _BORN_DAYS) + picked((0, 1), "sex", number)
    return normal_id(f"530199{born:%y%m%d}{order:03d}")
