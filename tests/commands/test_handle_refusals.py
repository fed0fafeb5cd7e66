"""What a refused or malformed command leaves behind: a refusal, or nothing at all."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from commands._edge import Malformed
from ledger import events
from ledger.events.commands import CommandRefused
from ledger.identifiers import grade_id
from tests import rosters, samples
from tests.commands._written import PERSONAL, size, tables, written
from tests.rosters import EACH, ON, ask, compile_, in_business, row
from tests.samples import HANDLER, SCHOOL
from tests.scenario import LEDGER, Given


def test_a_refused_command_changes_nothing_but_its_refusal(given: Given) -> None:
    scenario = given(*in_business())
    rosters.paid(scenario, row(1))
    before = tables(scenario)

    outcome = ask(scenario, compile_(row(1), row(2, EACH + 1), roster="R2", key="K1")).outcome

    after = tables(scenario)
    assert after["event"][:-1] == before["event"]
    unchanged = set(before) - {"event", "ledger_head"}
    unchanged -= {name for name in before if name.startswith("vault")}  # orphans are harmless
    assert {name: after[name] for name in unchanged} == {name: before[name] for name in unchanged}
    [stored] = scenario.store.read(LEDGER, after=outcome.first - 1)
    refused = events.decode(stored.name, stored.data)
    assert refused == CommandRefused(
        command=outcome.first, by=HANDLER, occurred_on=ON, id=outcome.command_id,
        verb="roster compile", digest=getattr(refused, "digest", ""), union=SCHOOL,
        reasons=(("payout.already_paid", 1), ("payout.over_standard", 2)),
    )  # fmt: skip
    assert refused.touches() == ()
    assert outcome.first == outcome.last == size(scenario)


def test_a_refused_command_may_come_again_with_its_key(given: Given) -> None:
    lines = samples.budget(samples.budgeted(rosters.LINE, 49_999))
    scenario = given(
        *samples.founded(), samples.bank(), samples.opened(), lines,
        samples.standard(rosters.KIND, EACH),
    )  # fmt: skip
    rosters.reviewed(scenario, row(1))
    command = rosters.approve(key="K1")
    ask(scenario, command).rejected("budget.short")
    ask(scenario, command).rejected("budget.short")

    scenario.given(samples.budget(samples.budgeted(rosters.LINE, 1)))

    ask(scenario, command).accepted()
    assert ask(scenario, command).outcome.known


def test_nothing_personal_is_written_in_plain(given: Given) -> None:
    scenario = given(*in_business())
    number = rosters.id_number(1)
    person = {**PERSONAL, "national_id": number, "member_no": "GH20230001"}
    ask(scenario, compile_(row(1, EACH + 1, **person))).rejected("payout.over_standard")
    ask(scenario, compile_(row(1, **person), row(2, **person), key="K2")).rejected(
        "payout.twice_in_file"
    )
    ask(scenario, compile_(row(1, **person), roster="R2")).accepted()

    everything = written(scenario)

    assert len(everything) > 100_000
    for text in person.values():
        for form in (text.encode(), text.encode("unicode_escape"), text.encode("utf-16-le")):
            assert form not in everything
    assert grade_id(number) == "proven"
    assert number[6:14].encode() not in everything  # nor the date of birth


# --- what cannot be stored ------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["name", "occasion", "bank_account", "reason"])
def test_text_that_no_database_holds_is_malformed(given: Given, field: str) -> None:
    scenario = given(*in_business())
    before = tables(scenario)

    with pytest.raises(Malformed) as refused:
        ask(scenario, compile_(row(1, **{field: "春\0节"})))

    assert [r.code for r in refused.value.rejections] == ["text.nul"]
    assert tables(scenario) == before


def test_half_a_character_is_malformed(given: Given) -> None:
    with pytest.raises(Malformed) as refused:
        given(*in_business()).edge().digest({"name": "春\ud800节"})

    assert [r.code for r in refused.value.rejections] == ["text.broken"]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: row(1, 10**13 + 1),
        lambda: row(1, name="\ud800"),
        lambda: row(1, occasion="春" * 501),
        lambda: compile_(row(1), occasion="春" * 201),
        lambda: compile_(row(1), key="K\0"),
        lambda: compile_(row(1), title="题" * 2001),
        lambda: rosters.return_(2**63),
        lambda: rosters.return_(0),
    ],
)
def test_what_is_out_of_bounds_is_malformed(wrong: Any) -> None:
    with pytest.raises(ValidationError):
        wrong()
