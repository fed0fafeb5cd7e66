"""Verbs on the command line: what is typed, what is recorded, what is answered."""

from __future__ import annotations

from datetime import date

import pytest

from tests.commands._uledger import Uledger

UNIONS = "union,name,tier,upper\nU0002,一中,grassroots,U0001\nU0003,二中,grassroots,U0001\n"


def test_a_verb_says_in_one_line_what_was_recorded(uledger: Uledger) -> None:
    uledger.begin()
    ran = uledger("union register --union U0002 --name 一中 --tier grassroots --upper U0001")

    assert ran.status == 0
    assert ran.out == "Recorded (positions 6–7): union registered\n"
    assert ran.err == ""


def test_the_answer_as_json_is_flat_and_versioned(uledger: Uledger) -> None:
    uledger.begin()
    ran = uledger("union register -O json --on 2023-05-01 --union U2 --name 一 --tier grassroots")

    assert {key: ran.answer[key] for key in ("schema", "ledger", "position", "known")} == {
        "schema": "uledger.union_register/1",
        "ledger": "cg",
        "position": 7,
        "known": False,
    }
    assert [
        (r["position"], r["name"], r["union"], r["occurred_on"]) for r in ran.answer["rows"]
    ] == [(7, "union.registered/1", "U2", "2023-05-01")]


def test_rows_come_from_a_file_and_the_same_file_is_known(uledger: Uledger) -> None:
    uledger.begin()
    uledger.file("unions.csv", UNIONS)
    first = uledger("union register unions.csv -O json")
    again = uledger("union register unions.csv -O json")

    assert [row["union"] for row in first.answer["rows"]] == ["U0002", "U0003"]
    assert (again.status, again.answer["known"]) == (0, True)
    assert again.answer["rows"] == first.answer["rows"]


def test_the_same_file_is_known_on_another_day_too(
    uledger: Uledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    uledger.begin()
    uledger.file("unions.csv", UNIONS)
    first = uledger("union register unions.csv")
    monkeypatch.setattr("commands._options.today", lambda: date(2030, 1, 1))
    again = uledger("union register unions.csv")
    other = uledger("union register unions.csv --on 2030-01-01")

    assert (first.status, again.status, other.status) == (0, 0, 3)
    assert "Known already" in again.out


def test_several_files_are_one_command(uledger: Uledger) -> None:
    uledger.begin()
    uledger.file("a.csv", "union,name,tier\nU2,一,grassroots\n")
    uledger.file("b.csv", "union,name,tier\nU3,二,grassroots\nU2,三,grassroots\n")
    ran = uledger("union register a.csv b.csv -O json")

    assert ran.status == 3
    assert [(r["file"], r["row"], r["code"]) for r in ran.error["rows"]] == [
        ("b.csv", 3, "union.exists")
    ]


def test_a_dry_run_records_nothing(uledger: Uledger) -> None:
    uledger.begin()
    ran = uledger("union register --dry-run --union U2 --name 一 --tier grassroots")

    assert ran.status == 0
    assert "nothing was recorded" in ran.out
    assert uledger("log -O json").answer["position"] == 5


def test_a_key_given_twice_records_once_and_other_content_is_a_conflict(uledger: Uledger) -> None:
    uledger.begin()
    line = "union register --key k1 --on 2023-05-01 --tier grassroots --name 一 --union"
    first, again, other = uledger(line, "U2"), uledger(line, "U2"), uledger(line, "U3")

    assert (first.status, again.status, other.status) == (0, 0, 5)
    assert "Known already" in again.out
    assert "command.key_reused" in other.err


def test_a_refused_row_is_told_with_its_place_and_hint(uledger: Uledger) -> None:
    uledger.begin()
    uledger.file("unions.csv", UNIONS.replace("U0003,二中,grassroots,U0001", "U3,二,grassroots,U9"))
    ran = uledger("union register unions.csv -O json")

    assert ran.status == 3
    assert ran.out == ""
    assert ran.error["schema"] == "uledger.error/1"
    assert ran.error["position"] == 6
    assert [(r["file"], r["row"], r["code"]) for r in ran.error["rows"]] == [
        ("unions.csv", 3, "union.upper_unknown")
    ]
    assert ran.error["rows"][0]["hint"]


def test_every_malformed_row_is_told_by_the_title_of_its_column(uledger: Uledger) -> None:
    uledger.begin()
    uledger.file("unions.csv", "union,name,tier\nU2,一,big\nU3,二,grassroots\n,三,small\n")
    ran = uledger("union register unions.csv -O json")

    assert ran.status == 2
    assert [(r["row"], r["column"], r["code"]) for r in ran.error["rows"]] == [
        (2, "tier", "option.malformed"),
        (4, "union", "option.missing"),
        (4, "tier", "option.malformed"),
    ]


def test_a_message_never_repeats_a_name(uledger: Uledger) -> None:
    uledger.begin()
    uledger.file("unions.csv", "union,name,tier\n张三丰 张三丰,张三丰,张三丰\n")
    ran = uledger("union register unions.csv")

    assert ran.status == 2
    assert "张三丰" not in ran.out + ran.err


def test_amounts_are_typed_in_yuan(uledger: Uledger) -> None:
    uledger.begin()
    line = "standard adopt --document D1 --title t --jurisdiction 云南 --valid-from 2023-01-01"
    ran = uledger(f"{line} --standard S1 --limits subject=hospitalization,each=1000.50")
    wrong = uledger(f"{line} --standard S2 --limits subject=hospitalization,each=1,000 -O json")

    assert ran.status == 0
    assert wrong.status == 2
    assert wrong.error["rows"][0]["column"] == "--limits"


def test_a_message_may_be_written_in_a_file_of_its_own(uledger: Uledger) -> None:
    uledger.begin()
    uledger.file(
        "standard.toml",
        'standard = "S1"\ndocument = "D1"\ntitle = "t"\njurisdiction = "云南"\n'
        "valid_from = 2023-01-01\n"
        'limits = [{ subject = "hospitalization", each = "500.00" }]\n',
    )

    assert uledger("standard adopt standard.toml").status == 0
    assert uledger("standard adopt other.toml").status == 6


def test_who_acts_must_be_said(uledger: Uledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ULEDGER_OFFICER")
    ran = uledger("union register --union U2 --name 一 --tier grassroots")

    assert ran.status == 2
    assert "officer.not_named" in ran.err
    assert "--as" in ran.err


def test_options_before_the_command_count_too_and_the_nearer_one_wins(uledger: Uledger) -> None:
    uledger.begin()
    line = "union register --name 一 --tier grassroots --on 2023-02-02 --union U2"
    ran = uledger(f"--on 2023-01-01 -O json {line}")

    assert ran.answer["rows"][0]["occurred_on"] == "2023-02-02"
