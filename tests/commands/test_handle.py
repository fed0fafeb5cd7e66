"""The write path: what holds for every command, whatever the verb."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from commands._handle import KeyReused, handle, path_of
from commands.ledger import create as creating
from commands.ledger.create import CreateLedger
from commands.roster import compile as compiling
from commands.roster import return_ as returning
from ledger import events
from ledger.events.commands import CommandAccepted
from ledger.events.rosters import RosterCompiled, RosterRowListed
from ledger.events.unions import UnionDissolved
from tests import rosters, samples
from tests.commands._written import PERSONAL, size, tables
from tests.rosters import EACH, ON, ask, compile_, in_business, row
from tests.samples import ACCOUNTANT, ADMIN, CASHIER, HANDLER, SCHOOL
from tests.scenario import LEDGER, Given

# --- accepted ------------------------------------------------------------------------------------


def test_a_command_is_recorded_before_its_facts_which_name_it(given: Given) -> None:
    scenario = given(*in_business())
    before = size(scenario)

    outcome = ask(scenario, compile_(row(1), row(2), key="K1")).outcome

    stored = list(scenario.store.read(LEDGER, after=before))
    found = [events.decode(s.name, s.data) for s in stored]
    accepted = found[0]
    assert isinstance(accepted, CommandAccepted)
    assert (outcome.first, outcome.last) == (before + 1, before + 4)
    assert (accepted.command, accepted.facts, accepted.verb) == (before + 1, 3, "roster compile")
    assert (accepted.id, accepted.key) == (outcome.command_id, "K1")
    assert accepted.body["rows"] == 2
    assert [type(f) for f in found[1:]] == [RosterCompiled, RosterRowListed, RosterRowListed]
    assert {f.command for f in found[1:]} == {accepted.command}


def test_a_verb_that_python_keeps_the_name_of_is_recorded_as_people_say_it() -> None:
    assert path_of(returning.VERB) == "roster return"


# --- what every command is judged by, in order ---------------------------------------------------


def test_there_is_a_ledger(given: Given) -> None:
    # The log is there, opened through the library, but nobody has begun the books.
    scenario = given(samples.officer(HANDLER, "handler"))

    ask(scenario, compile_(row(1))).rejected("ledger.not_created")


def test_the_union_is_registered(given: Given) -> None:
    ask(given(*in_business()), compile_(row(1), union="U9", by="nobody")).rejected(
        "union.unknown", union="U9"
    )


@pytest.mark.parametrize(("day", "refused"), [(10, True), (11, False)])
def test_the_union_is_not_dissolved(given: Given, day: int, refused: bool) -> None:  # noqa: FBT001
    dissolved = UnionDissolved(
        command=1, by=ADMIN, occurred_on=date(2023, 5, day), union=SCHOOL, reason="合并"
    )
    done = ask(given(*in_business(dissolved)), compile_(row(1)))

    if refused:
        done.rejected("union.dissolved", union=SCHOOL, on="2023-05-10")
    else:
        done.accepted()


def test_the_officer_is_known(given: Given) -> None:
    ask(given(*in_business()), compile_(row(1), by="nobody")).rejected(
        "officer.unknown", officer="nobody"
    )


def test_the_officer_may_do_it(given: Given) -> None:
    ask(given(*in_business()), compile_(row(1), by=CASHIER)).rejected(
        "officer.not_allowed", officer=CASHIER, needs="handler, accountant"
    )


@pytest.mark.parametrize(("union", "allowed"), [(SCHOOL, True), ("U0001", False)])
def test_an_officer_of_one_union_may_do_it_there(
    given: Given,
    union: str,
    allowed: bool,  # noqa: FBT001
) -> None:
    done = ask(given(*in_business(samples.officer("xiaozhang", "handler", union))),
               compile_(row(1), by="xiaozhang"))  # fmt: skip

    if allowed:
        done.accepted()
    else:
        done.rejected("officer.not_allowed", officer="xiaozhang")


# --- dry runs ------------------------------------------------------------------------------------


@pytest.mark.parametrize("amount", [50_000, EACH + 1])
def test_a_dry_run_records_nothing_in_the_store_or_in_the_vault(given: Given, amount: int) -> None:
    scenario = given(*in_business())
    before = tables(scenario)
    command = compile_(row(1, amount, **PERSONAL), row(2), key="K1")

    dry = ask(scenario, command, dry_run=True).outcome

    assert tables(scenario) == before
    assert (dry.first, dry.last) == (0, 0)
    real = ask(scenario, command).outcome
    assert real.rejections == dry.rejections
    assert [type(f) for f in real.facts] == [type(f) for f in dry.facts]


def test_the_first_dry_run_of_all_makes_no_keys(given: Given) -> None:
    scenario = given(samples.member("P1"))
    command = CreateLedger(by=ADMIN, on=ON, name="某区总工会", first_year=2023)
    before = tables(scenario)

    handle(scenario.books, creating.VERB, command, dry_run=True)

    assert before["vault_ledger"] == []
    assert tables(scenario) == before


def test_a_dry_run_sees_who_is_who(given: Given) -> None:
    eighteen = rosters.id_number(1)
    fifteen = {"national_id": eighteen[:6] + eighteen[8:17]}
    scenario = given(*in_business())
    rosters.compiled(scenario, row(7, member_no="7"), roster="R0")
    command = compile_(
        row(1), row(2, **fifteen), row(3, member_no="3"), row(4, national_id=None, member_no="3"),
        row(5, national_id=None, member_no="7"), row(6, national_id=rosters.id_number(7)),
    )  # fmt: skip

    dry = ask(scenario, command, dry_run=True).outcome

    assert [(r.row, r.facts["earlier"]) for r in dry.rejections] == [(2, 1), (4, 3), (6, 5)]
    assert ask(scenario, command).outcome.rejections == dry.rejections


# --- idempotency keys ----------------------------------------------------------------------------


def test_a_command_given_twice_is_done_once(given: Given) -> None:
    scenario = given(*in_business())
    command = compile_(row(1), key="K1")
    first = ask(scenario, command).outcome
    before = tables(scenario)

    again = handle(scenario.books, compiling.VERB, command)

    assert (again.known, again.first, again.last) == (True, first.first, first.last)
    assert again.accepted
    assert tables(scenario) == before


def test_it_is_known_whatever_has_happened_since(given: Given) -> None:
    scenario = given(*in_business())
    rosters.approved(scenario, row(1))
    command = rosters.pay(key="K1")
    ask(scenario, command).accepted()

    assert ask(scenario, command).outcome.known
    ask(scenario, rosters.pay()).rejected("roster.wrong_status")


@pytest.mark.parametrize(
    "other", [{"title": "另一份"}, {"on": date(2023, 5, 11)}, {"by": ACCOUNTANT}, {"roster": "R2"}]
)
def test_a_key_means_one_content(given: Given, other: dict[str, Any]) -> None:
    scenario = given(*in_business())
    ask(scenario, compile_(row(1), key="K1")).accepted()
    before = tables(scenario)

    with pytest.raises(KeyReused) as reused:
        handle(scenario.books, compiling.VERB, compile_(row(1), key="K1", **other))

    assert [r.code for r in reused.value.rejections] == ["command.key_reused"]
    assert tables(scenario) == before


def test_other_rows_and_another_verb_are_other_content(given: Given) -> None:
    scenario = given(*in_business())
    ask(scenario, compile_(row(1), key="K1")).accepted()

    with pytest.raises(KeyReused):
        ask(scenario, compile_(row(1, 50_001), key="K1"))
    with pytest.raises(KeyReused):
        ask(scenario, rosters.review(key="K1"))
