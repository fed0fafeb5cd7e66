"""The write path: what holds for every command, whatever the verb."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commands._handle import KeyReused, handle, path_of
from commands.ledger import create as creating
from commands.ledger.create import CreateLedger
from commands.roster import compile as compiling
from commands.roster import return_ as returning
from ledger import events
from ledger.events.commands import CommandAccepted, CommandRefused
from ledger.events.rosters import RosterCompiled, RosterRowListed
from ledger.events.unions import UnionDissolved
from ledger.identifiers import grade_id
from tests import rosters, samples
from tests.rosters import EACH, ON, ask, compile_, in_business, row
from tests.samples import ACCOUNTANT, ADMIN, CASHIER, HANDLER, SCHOOL
from tests.scenario import LEDGER, Given, Scenario

PERSONAL = {
    "name": "欧阳震华",
    "bank_account": "6222020200112230145",
    "phone": "13888123456",
    "reason": "急性阑尾炎",
}


def size(scenario: Scenario) -> int:
    return scenario.store.head(LEDGER).size


def tables(scenario: Scenario) -> dict[str, list[Any]]:
    """Return all rows of the store's tables and of the vault's."""
    found = {}
    for database in (scenario.store.url.removeprefix("sqlite:///"), vault_file(scenario)):
        with sqlite3.connect(database) as connection:
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (name,) in names.fetchall():
                found[name] = connection.execute(f"SELECT * FROM {name}").fetchall()
    return found


def vault_file(scenario: Scenario) -> Path:
    return Path(scenario.store.url.removeprefix("sqlite:///")).parent / "vault.db"


def written(scenario: Scenario) -> bytes:
    """Return every byte of the store and the vault, with what still stands beside them."""
    folder = vault_file(scenario).parent
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())


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


# --- refusals ------------------------------------------------------------------------------------


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
