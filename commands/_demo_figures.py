"""The figures of the demo's year: a district's published totals, and how they are made up.

Why: what the demo prints must equal them to the yuan; a smaller district is for tests.
Unit: yuan in `each`, fen nowhere.
Source: the district's year 2023 as the press printed it: 655 unions below the federation, 25,986
members, 2,873 condoled with 1,130,000-odd yuan, 1,024 benefits of mutual aid for 1,010,000 yuan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

YEAR: Final = 2023


@dataclass(frozen=True)
class Campaign:
    """One roster. `day`, `month`: when it is paid; `union` None: the federation pays.

    `each`: yuan a person; `goods`: in goods, of that name; `occasion`: as the list gives it.
    """

    roster: str
    title: str
    kind: str
    line: str
    month: int
    day: int
    count: int
    each: int
    occasion: str = ""
    goods: str = ""
    union: str | None = None
    new_only: bool = False

    @property
    def total(self) -> int:
        """Return the sum, in yuan."""
        return self.count * self.each


CAMPAIGNS: Final = (
    Campaign("HMC-2023-01", "2023年春节送温暖走访慰问", "送温暖", "50405/送温暖", 1, 12,
             430, 600, "2023年春节送温暖"),
    Campaign("HMC-2023-02", "困难职工生活救助", "困难职工生活救助", "50404/困难职工帮扶", 3, 8,
             58, 2400, "2023年生活救助"),
    Campaign("HMC-2023-03", "一季度住院慰问", "住院慰问", "50405", 4, 6, 104, 500),
    Campaign("HMC-2023-04", "劳模先进慰问", "劳模慰问", "50405/送温暖", 4, 26, 86, 1000,
             "2023年劳模"),
    Campaign("HMC-2023-05", "关爱新就业形态劳动者慰问", "一线职工慰问", "50405/新就业形态", 6, 9,
             900, 200, "2023年关爱新就业形态劳动者", goods="骑行安全包", new_only=True),
    Campaign("U001-2023-01", "端午节慰问", "节日慰问", "50105", 6, 19, 18, 200, "2023年端午节",
             goods="粽子礼盒", union="U001"),
    Campaign("U007-2023-01", "端午节慰问", "节日慰问", "50105", 6, 20, 20, 200, "2023年端午节",
             goods="粽子礼盒", union="U007"),
    Campaign("HMC-2023-06", "夏送清凉", "夏送清凉", "50405/夏送清凉", 7, 18, 800, 150,
             "2023年夏送清凉", goods="防暑用品"),
    Campaign("HMC-2023-07", "金秋助学", "金秋助学", "50405/金秋助学", 8, 22, 45, 3000,
             "2023年金秋助学"),
    Campaign("U001-2023-02", "中秋节慰问", "节日慰问", "50105", 9, 22, 18, 300, "2023年中秋节",
             goods="月饼礼盒", union="U001"),
    Campaign("U005-2023-01", "中秋节慰问", "节日慰问", "50105", 9, 25, 16, 300, "2023年中秋节",
             goods="月饼礼盒", union="U005"),
    Campaign("HMC-2023-08", "三季度住院慰问", "住院慰问", "50405", 10, 11, 150, 500),
    Campaign("U007-2023-02", "会员生日慰问", "生日慰问", "50105", 11, 8, 20, 200, goods="蛋糕券",
             union="U007"),
    Campaign("HMC-2023-09", "坚守一线慰问", "一线职工慰问", "50405/送温暖", 12, 8, 160, 300,
             "2023年冬季坚守一线"),
)  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """A district's totals. `share`: one roster row in so many; `subsidised`: ordinary unions."""

    unions: int = 655
    new_unions: int = 404
    members: int = 25_986
    new_members: int = 16_182
    registered: int = 12_000
    condoled: int = 2_873
    condoled_yuan: int = 1_130_480
    enrolled: int = 10_426
    benefits: int = 1_024
    benefits_yuan: int = 1_010_000
    coupons: int = 2_068
    audited: int = 34
    inspected: int = 10
    subsidised: int = 60
    remitting: int = 20
    share: int = 1

    @property
    def campaigns(self) -> tuple[Campaign, ...]:
        """Return the rosters, those of the federation by its share."""
        if self.share == 1:
            return CAMPAIGNS
        return tuple(
            Campaign(**{**vars(c), "count": max(2, c.count // self.share)}) for c in CAMPAIGNS
        )


DISTRICT: Final = Figures()
