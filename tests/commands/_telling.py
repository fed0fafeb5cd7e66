"""How a command line that goes wrong is told, three times, and what offices feed the program."""

from __future__ import annotations

from typing import Any

from tests.commands._uledger import Uledger

REGISTER = "union register --union U2 --name 一 --tier grassroots --upper U0001"
REPORT = "report balances"
UNIONS = "工会编号,工会名称,级别,上级工会\n"


def told(u: Uledger, line: str, status: int, code: str) -> None:
    """Ask three times: in Chinese, in English, for JSON; each is told whole."""
    for lang, others in (("zh", "en"), ("en", "zh")):
        ran = u(f"{line} --lang {lang}")
        assert (ran.status, ran.out) == (status, ""), ran.err
        assert f"[{code}]" in ran.err
        assert "  → " in ran.err
        assert "Traceback" not in ran.err
        assert ("：" in ran.err) == (others == "en"), ran.err
    ran = u(f"{line} -O json")
    assert (ran.status, ran.out) == (status, "")
    assert told_in(ran.error) == ("uledger.error/1", code)
    assert ran.error["message"]
    assert ran.error["hint"]
    assert "{" not in ran.error["message"] + ran.error["hint"]


def told_in(error: dict[str, Any]) -> tuple[str, str]:
    return error["schema"], error["code"]
