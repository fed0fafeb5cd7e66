"""docs/reference/audit-rules.md, written from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from audits import RULES, check
from audits._rule import Rule

HEAD = """# Audit rules

What `uledger audit run` counts again. Written from `audits/` by `make golden`; a test checks it.

Severity: **E** an error against a hard rule, **W** a suspicion for the auditor, **I** information;
a finding may weigh less than its rule. A rule reads the recorded facts and nothing else: neither
states nor views, nor what a 补录 says of itself (`breaches`). A finding's id is made of the rule
and its subject, so that it is the same in every run; its positions, amount and persons are its
content. A parameter marked 非法规规定 is our default and no regulation's; an article marked
条号待核 was not read in the document itself.
"""


def described() -> str:
    """Return the whole page."""
    sections = ("\n".join(_section(code)) for code in sorted(RULES))
    return HEAD + "".join(f"\n{section}\n" for section in sections)


def _section(code: str) -> Iterator[str]:
    rule = check(code).rule
    module = import_module(RULES[code])
    yield f"## {rule.code} {rule.zh} / {rule.en}"
    yield ""
    yield (module.__doc__ or "").strip()
    yield ""
    yield from _rests_on(rule)


def _rests_on(rule: Rule) -> Iterator[str]:
    yield "| | |"
    yield "|---|---|"
    yield f"| severity | {rule.severity} |"
    for basis in rule.basis:
        yield f"| basis | {basis} |"
    for parameter in rule.parameters:
        yield f"| parameter | {parameter} |"
    if rule.note:
        yield f"| note | {rule.note} |"
