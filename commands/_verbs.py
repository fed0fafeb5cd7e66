"""Every verb with its short help, so that the command line answers before one is imported."""

from __future__ import annotations

from typing import Final

VERBS: Final[dict[str, tuple[str, str]]] = {
    "allotment release": ("下达指标", "release allotments to unions below"),
    "bank close": ("注销银行账户", "close a bank account"),
    "bank open": ("开立银行账户", "open bank accounts"),
    "budget adjust": ("录入预算调整", "adjust a budget"),
    "budget approve": ("录入批复的预算", "approve a budget"),
    "coupon approve": ("批准消费券活动", "approve a coupon campaign"),
    "coupon claim": ("登记领券", "record who claimed coupons"),
    "coupon expire": ("消费券过期", "let a campaign's unspent coupons lapse"),
    "coupon issue": ("发放消费券", "issue coupons"),
    "coupon prepay": ("预付消费券款", "prepay a coupon platform"),
    "coupon redeem": ("登记消费券核销", "record redeemed coupons"),
    "coupon refund": (
        "消费券余款退回",
        "take back what was prepaid for coupons and not spent",
    ),
    "coupon settle": ("消费券清算", "settle redeemed coupons with the platform"),
    "coupon statistic": ("登记拉动消费", "note the consumption that a campaign stimulated"),
    "coupon void": ("作废消费券", "void coupons"),
    "income dues": ("收取会费", "receive dues"),
    "income employer-subsidy": ("收取行政补助", "receive an employer's subsidy"),
    "income government-subsidy": ("收取政府补助", "receive a government's subsidy"),
    "income interest": ("收取利息", "receive interest"),
    "income other": ("收取其他收入", "receive other income"),
    "income remittance": ("收取拨缴经费", "receive a remittance and split it"),
    "income upper-subsidy": (
        "收取上级补助",
        "receive a subsidy of an upper union that is not in these books",
    ),
    "ledger create": ("新建账套", "start a ledger"),
    "member enrol": ("登记会员", "enrol members from a list"),
    "member merge": ("合并人员", "merge persons"),
    "minutes record": ("登记会议纪要", "record minutes"),
    "mutual-aid assess": ("核定互助补助", "assess mutual-aid claims"),
    "mutual-aid collect": ("收缴互助金", "collect mutual-aid premiums"),
    "mutual-aid enrol": ("参互登记", "enrol persons in mutual aid from a list"),
    "mutual-aid file": ("提交互助补助申请", "file mutual-aid claims from a list"),
    "mutual-aid pay": ("发放互助补助金", "pay mutual-aid benefits"),
    "mutual-aid receive": ("收到互助补助金", "receive money for mutual-aid benefits"),
    "mutual-aid reject": ("不予互助补助", "turn a mutual-aid claim down"),
    "mutual-aid remit": ("上缴互助金", "remit mutual-aid premiums"),
    "officer appoint": ("任命人员", "appoint officers"),
    "officer dismiss": ("免去职务", "dismiss officers"),
    "opening load": ("录入期初余额", "load opening balances"),
    "period close": ("结账", "close a period"),
    "policy adopt": ("启用会计政策", "adopt a policy"),
    "register list": ("登记外部台账", "take in another body's register as memo facts"),
    "remittance pass-down": ("转拨下级经费", "pass remittances down to unions below"),
    "remittance pay-up": ("上缴经费", "pay the upper union its share"),
    "roster approve": ("审批花名册", "approve a roster"),
    "roster compile": ("编制花名册", "compile a roster from a file"),
    "roster pay": ("发放花名册", "pay an approved roster"),
    "roster reject": ("退回花名册", "send a roster back"),
    "roster return": ("登记退汇", "record a payment that the bank returned"),
    "roster review": ("审核花名册", "review a roster"),
    "roster sign": ("登记签收", "record signatures on a paid roster"),
    "scheme adopt": ("启用互助期次方案", "adopt a term of a mutual-aid scheme"),
    "split-rule adopt": ("启用分成规则", "adopt a split rule"),
    "standard adopt": ("启用发放标准", "adopt a standard"),
    "subsidy pay": ("拨付补助", "pay subsidies to unions below"),
    "subsidy receive": ("补助入账", "book a subsidy that the upper union paid"),
    "supplement record": ("补录已发放款项", "record payouts that already happened outside"),
    "union dissolve": ("撤销工会", "dissolve unions"),
    "union register": ("登记工会", "register unions"),
    "voucher post": ("填制凭证", "post a general voucher, or the blue entry of a correction"),
    "voucher reverse": ("红字冲销", "undo a posted fact by a red entry"),
}
"""What people may ask. The path is the command: `roster pay` is VERB in commands/roster/pay.py."""

KEYWORDS: Final = frozenset({"return", "import"})
"""Names of commands that Python keeps for itself: their modules end in `_`."""


def module_of(name: str) -> str:
    """Return the module of a command: `roster return` -> commands.roster.return_."""
    parts = name.replace("-", "_").split()
    return ".".join(["commands", *(f"{p}_" if p in KEYWORDS else p for p in parts)])
