"""A rule: one truth that an auditor counts again, with what it rests on and what it is set to.

Why: a finding is worth what its basis is worth; a parameter says where its value comes from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Severity = Literal["E", "W", "I"]
"""E: an error against a hard rule. W: a suspicion for the auditor. I: information."""

OURS: Final = "本系统默认值，非法规规定"
"""Where a parameter's value is our default and no document's."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a rule rests on (定性依据): a document, and the article or account in it."""

    document: str
    article: str

    def __str__(self) -> str:
        return f"{self.document} {self.article}".strip()


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a rule is set to. `since`, `until`: from when to when, as its source says it."""

    name: str
    value: int | tuple[str, ...]
    source: str
    since: str = ""
    until: str = ""

    @property
    def number(self) -> int:
        """Return the value of a parameter that is a number."""
        assert isinstance(self.value, int), f"{self.name} is no number"
        return self.value

    @property
    def words(self) -> tuple[str, ...]:
        """Return the value of a parameter that is a list of words."""
        assert isinstance(self.value, tuple), f"{self.name} is no list"
        return self.value

    def __str__(self) -> str:
        value = "、".join(self.value) if isinstance(self.value, tuple) else str(self.value)
        dates = f"，{self.since}—{self.until}" if self.since or self.until else ""
        return f"{self.name} = {value}（{self.source}{dates}）"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's code, its titles, its weight, and what it rests on."""

    code: str
    zh: str
    en: str
    severity: Severity
    basis: tuple[Basis, ...]
    parameters: tuple[Parameter, ...] = ()
    note: str = ""


ACCOUNTING_SYSTEM: Final = "《工会会计制度》（财会〔2021〕7号）"
BASIC_WORK: Final = "《会计基础工作规范》（财政部令第98号）"
SOFTWARE: Final = "《会计软件基本功能和服务规范》（财会〔2024〕12号）"
EXPENDITURE: Final = "《基层工会经费收支管理办法》（总工办发〔2017〕32号）"
TO_CHECK: Final = "（条号待核）"
"""After an article's number that was not read in the document itself."""
ADOPTED: Final = "已启用的发放标准（standard adopt）"
