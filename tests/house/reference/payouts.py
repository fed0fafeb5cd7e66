"""docs/reference/payouts.md, written from ledger/payouts."""

from __future__ import annotations

from typing import Final

from ledger.payouts import PayoutKind, evidence, kinds
from tests.house.reference._markdown import table

HEAD: Final = """\
# Kinds of payout (慰问、帮扶类别)

What may be paid to a person. The limits are not here: they are those of the standard that a union
has adopted ([standards](../standards.md)). Written from `ledger/payouts/` by `make golden`; a test
checks it.

可以发放的类别。花名册里写类别的中文名、英文名、代码或任一别名都可以；“慰问金”“补助”等字尾可有可无。
限额不在这里，见本单位启用的发放标准。

**Once** (同一事由只发一次) says what one person is paid for once, by whichever union:

| once | the natural key |
|---|---|
| `per_event` 每次 | the date or admission number that the row gives, else its own date |
| `per_year` 每年 | the year |
| `per_campaign` 每次活动 | year and campaign or festival, such as 2023春节 |
| `lifetime` 一生 | nothing else: once for all |

"""
FORMS: Final = {"bank": "转账", "cash": "现金", "goods": "实物", "voucher": "券"}
TIERS: Final = {"grassroots": "基层工会", "county_plus": "县级以上工会"}


def page() -> str:
    """Return the page."""
    rows = [
        (f"[`{k.code}`](#{k.code})", k.zh, k.en, k.account("grassroots"),
         k.account("county_plus"), f"`{k.once}`")
        for k in kinds().values()
    ]  # fmt: skip
    heads = ("code", "中文", "English", "基层工会", "县级以上工会", "once")
    return HEAD + table(heads, rows) + "".join(map(_section, kinds().values())).rstrip("\n") + "\n"


def _section(kind: PayoutKind) -> str:
    papers = "、".join(f"{evidence()[code].zh} ({code})" for code in kind.evidence)
    rows = [
        ("accounts 科目", "; ".join(f"{TIERS[t]} {a}" for t, a in kind.accounts.items())),
        ("once 只发一次", f"`{kind.once}`"),
        ("forms 形式", "、".join(f"{FORMS[form]} ({form})" for form in kind.forms)),
        ("evidence 附件", papers),
        ("cap group 限额组", f"`group:{kind.cap_group}`"),
        ("economic class 经济分类", kind.economic),
        ("basis 依据", kind.basis),
        ("also called 别名", "、".join(kind.aliases)),
    ]
    return f"## {kind.code}\n\n{kind.zh} / {kind.en}, version {kind.version}\n\n" + table(
        ("", ""), rows
    )
