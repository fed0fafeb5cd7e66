"""The vault: who is who."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from ledger.vault import (
    ClaimEmpty,
    Identity,
    TextBroken,
    Vault,
)
from tests.ledger.vaults import LEDGER, claim, id_number, one


@pytest.fixture
def vault(database_url: str) -> Iterator[Vault]:
    with Vault.open(database_url) as vault:
        yield vault


def test_the_same_id_number_is_the_same_person_however_it_is_typed(vault: Vault) -> None:
    number = id_number(7)[:17] + "X"
    typed = [
        number,
        f" {number.lower()} ",
        number.translate(
            str.maketrans("0123456789X", "０１２３４５６７８９\N{FULLWIDTH LATIN CAPITAL LETTER X}")
        ),
    ]

    people = {one(vault, claim(text)).person for text in typed}

    assert len(people) == 1


def test_a_first_generation_number_is_the_person_of_its_long_form(vault: Vault) -> None:
    long = id_number(7)
    short = long[:6] + long[8:17]

    assert one(vault, claim(short)).person == one(vault, claim(long)).person


def test_an_id_is_random_and_the_next_ledger_has_others(vault: Vault) -> None:
    here, there = (vault.identify(name, [claim(id_number(1))])[0].person for name in ("A", "B"))

    assert here != there
    assert len(here) == 13
    assert here[0] == "P"
    assert set(here[1:]) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_grades(vault: Vault) -> None:
    good = id_number(1)
    wrong = good[:17] + next(sign for sign in "0123" if sign != good[17])

    grades = [
        one(vault, claim(number, "M1")).grade
        for number in (good, wrong, "5.30114E+17", "", None, "见备注", "000000000000000000")
    ]

    assert grades == ["proven", "invalid", *["unproven"] * 5]


@pytest.mark.parametrize("number", ["5.30114E+17", "见备注", "000000000000000000", " "])
def test_two_people_whose_ids_are_unusable_are_not_one(vault: Vault, number: str) -> None:
    first, second = vault.identify(LEDGER, [claim(number, "M1"), claim(number, "M2")])

    assert first.person != second.person


def test_the_id_decides_and_not_member_number_or_name(vault: Vault) -> None:
    first, second = vault.identify(
        LEDGER, [claim(id_number(1), "M1", "张三"), claim(id_number(2), "M1", "张三")]
    )

    assert first.person != second.person


def test_an_empty_id_cell_does_not_hide_who_was_here_with_an_id(vault: Vault) -> None:
    proven = one(vault, claim(id_number(1), "M1"))

    assert one(vault, claim(None, " m１ ")) == Identity(proven.person, "unproven")


def test_in_one_batch_the_order_of_rows_does_not_matter(vault: Vault) -> None:
    without, with_id = vault.identify(LEDGER, [claim(None, "M1"), claim(id_number(1), "M1")])

    assert without.person == with_id.person


def test_an_unproven_person_is_not_merged_silently_when_the_id_appears(vault: Vault) -> None:
    unproven = one(vault, claim(None, "M1"))
    proven = one(vault, claim(id_number(1), "M1"))

    assert unproven.person != proven.person
    assert one(vault, claim(None, "M1")).person == unproven.person


def test_member_numbers_and_names_belong_to_a_union(vault: Vault) -> None:
    people = vault.identify(
        LEDGER,
        [
            claim(None, "M1"),
            claim(None, "M1", union="U0008"),
            claim(None, None, "张三"),
            claim(None, None, "张三", union="U0008"),
        ],
    )

    assert len(set(people)) == 4


def test_a_name_counts_only_when_nothing_else_is_there(vault: Vault) -> None:
    numbered = one(vault, claim(None, "M1", "张三"))
    named = one(vault, claim(None, None, "张三"))

    assert numbered.person != named.person
    assert one(vault, claim(None, "", "张 三")) == named


def test_the_dot_in_a_name_may_be_any_dot(vault: Vault) -> None:
    people = {one(vault, claim(name=f"阿依{dot}买买提")).person for dot in "·•・．"}

    assert len(people) == 1


def test_a_claim_of_nothing_is_refused_with_its_place(vault: Vault) -> None:
    with pytest.raises(ClaimEmpty) as empty:
        vault.identify(LEDGER, [claim(id_number(1)), claim(None, " ", "")])

    assert (empty.value.index, empty.value.rejection.code) == (1, "person.unnamed")
    assert vault.known(LEDGER, [claim(id_number(1))]) == [None]


def test_half_a_character_is_refused_without_showing_the_text(vault: Vault) -> None:
    with pytest.raises(TextBroken) as broken:
        one(vault, claim(None, None, "张\ud800"))

    assert "张" not in str(broken.value)


def test_looking_up_creates_nothing(vault: Vault) -> None:
    asked = [claim(id_number(1)), claim(None, None, None)]

    assert vault.known(LEDGER, asked) == [None, None]
    person = one(vault, asked[0]).person
    assert vault.known(LEDGER, asked) == [person, None]
    assert vault.known(LEDGER, [claim(id_number(2))]) == [None]


def test_many_people_are_kept_apart(vault: Vault) -> None:
    asked = [claim(None, f"M{n}") for n in range(2500)]

    people = vault.identify(LEDGER, asked)

    assert len(set(people)) == 2500
    assert vault.identify(LEDGER, asked) == people


def test_payees_and_phones_are_equal_when_the_numbers_are(vault: Vault) -> None:
    first, gap, second = vault.payees(LEDGER, ["6222 0212 3456 7890", None, "6222021234567890"])
    phones = vault.phones(LEDGER, ["138-1234-1234", "+86 13812341234", ""])

    assert first == second
    assert first is not None
    assert first[0] == "A"
    assert gap is None
    assert phones[0] == phones[1]
    assert phones[2] is None


def test_ids_can_be_given_and_are_never_used_twice(database_url: str) -> None:
    def numbered() -> Callable[[str], str]:
        count = itertools.count()
        return lambda prefix: f"{prefix}{next(count):04}"

    with Vault.open(database_url, ids=numbered()) as vault:
        first = [
            who.person for who in vault.identify(LEDGER, [claim(None, f"M{n}") for n in range(3)])
        ]
    with Vault.open(database_url, ids=numbered()) as vault:
        later = [
            who.person for who in vault.identify(LEDGER, [claim(None, f"N{n}") for n in range(2)])
        ]

    assert first == ["P0000", "P0001", "P0002"]
    assert later == ["P0003", "P0004"]


def test_a_source_of_ids_that_repeats_itself_is_told_off(database_url: str) -> None:
    with Vault.open(database_url, ids=lambda prefix: prefix) as vault:
        one(vault, claim(None, "M1"))
        with pytest.raises(RuntimeError, match="repeating"):
            one(vault, claim(None, "M2"))


RACER = """
import sys
from ledger.vault import PersonClaim, Vault

sys.stdin.readline()
with Vault.open(sys.argv[1]) as vault:
    claims = [PersonClaim(None, "U1", f"M{n}", None) for n in range(500)]
    people = []
    for at in range(0, 500, 50):
        people += [who.person for who in vault.identify("L", claims[at : at + 50])]
    sealer = vault.sealer("L", "C1", people)
    sealed = sealer.seal(1, people[0], "bank", {"bank": sys.argv[2]})
print(*people, sealed.box, sealed.commitment)
"""


def test_two_processes_agree_on_who_is_who_and_on_their_keys(database_url: str) -> None:
    from ledger.vault import Sealed

    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, database_url, str(n)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(2)
    ]
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    said = [racer.communicate(timeout=60)[0].split() for racer in racers]

    assert [racer.returncode for racer in racers] == [0, 0]
    assert said[0][:500] == said[1][:500]
    assert len(set(said[0][:500])) == 500
    with Vault.open(database_url) as vault:
        opened = vault.open_many(
            "L", [("C1", 1, words[0], "bank", Sealed(words[500], words[501])) for words in said]
        )
    assert opened == [{"bank": "0"}, {"bank": "1"}]
