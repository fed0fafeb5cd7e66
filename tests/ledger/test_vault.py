from __future__ import annotations

import itertools
import os
import pickle
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from stdnum.cn import ric

from ledger.rejections import LANGUAGES
from ledger.vault import (
    ClaimEmpty,
    Identity,
    PersonClaim,
    SealBroken,
    TextBroken,
    Vault,
    VaultError,
)

LEDGER = "530114"


def id_number(n: int) -> str:
    body = f"530114{1950 + n % 50}{1 + n % 12:02}{1 + n % 28:02}{n % 1000:03}"
    return body + ric.calc_check_digit(body + "0")


def claim(
    national_id: str | None = None,
    member_no: str | None = None,
    name: str | None = None,
    union: str = "U0007",
) -> PersonClaim:
    return PersonClaim(national_id, union, member_no, name)


def one(vault: Vault, asked: PersonClaim) -> Identity:
    return vault.identify(LEDGER, [asked])[0]


@pytest.fixture
def vault(database_url: str) -> Iterator[Vault]:
    with Vault.open(database_url) as vault:
        yield vault


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "vault.db"


# --- persons -------------------------------------------------------------------------------------


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


# --- sealing -------------------------------------------------------------------------------------


def test_boxes_open_again_in_bulk(vault: Vault) -> None:
    people = [
        who.person for who in vault.identify(LEDGER, [claim(None, f"M{n}") for n in range(3)])
    ]
    sealer = vault.sealer(LEDGER, "C1", people)
    sealed = [
        sealer.seal(row, person, "bank", {"row": str(row)}) for row, person in enumerate(people)
    ]

    opened = vault.open_many(
        LEDGER, [("C1", row, people[row], "bank", sealed[row]) for row in range(3)]
    )

    assert opened == [{"row": "0"}, {"row": "1"}, {"row": "2"}]


def test_a_box_moved_to_another_row_or_person_is_broken(vault: Vault) -> None:
    sealer = vault.sealer(LEDGER, "C1", ["P1", "P2"])
    sealed = sealer.seal(1, "P1", "identity", {"name": "张三"})

    for command, row, person in (("C1", 2, "P1"), ("C1", 1, "P2"), ("C2", 1, "P1")):
        with pytest.raises(SealBroken):
            vault.open_many(LEDGER, [(command, row, person, "identity", sealed)])


def test_each_class_has_a_key_of_its_own(vault: Vault) -> None:
    sealer = vault.sealer(LEDGER, "C1", ["P1"])
    sealed = sealer.seal(1, "P1", "identity", {"name": "张三"})
    other = sealer.seal(1, "P1", "hardship", {"illness": "…"})

    vault.destroy(LEDGER, ["P1"], ["hardship"])

    assert vault.open_many(
        LEDGER, [("C1", 1, "P1", "identity", sealed), ("C1", 1, "P1", "hardship", other)]
    ) == [{"name": "张三"}, None]


def test_nobody_opens_what_a_destroyed_key_sealed(vault: Vault) -> None:
    sealed = vault.sealer(LEDGER, "C1", ["P1"]).seal(1, "P1", "bank", {"bank": "1"})

    vault.destroy(LEDGER, ["P1"], ["bank"])
    assert vault.open_many(LEDGER, [("C1", 1, "P1", "bank", sealed)]) == [None]

    later = vault.sealer(LEDGER, "C2", ["P1"]).seal(1, "P1", "bank", {"bank": "2"})
    items = [("C1", 1, "P1", "bank", sealed), ("C2", 1, "P1", "bank", later)]
    assert vault.open_many(LEDGER, items) == [None, {"bank": "2"}]  # type: ignore[arg-type]


def test_whoever_was_forgotten_is_a_new_person(vault: Vault) -> None:
    asked = claim(id_number(1), "M1")
    person = one(vault, asked).person
    stays = one(vault, claim(id_number(2))).person

    vault.destroy(LEDGER, [person], ["identity"])

    assert vault.known(LEDGER, [asked, claim(id_number(2))]) == [None, stays]
    assert one(vault, asked).person != person


def test_a_person_without_keys_has_nothing_to_open(vault: Vault) -> None:
    sealed = vault.sealer(LEDGER, "C1", ["P1"]).seal(1, "P1", "bank", {})

    assert vault.open_many("other", [("C1", 1, "P1", "bank", sealed)]) == [None]


def test_the_digest_is_keyed_by_ledger_and_stays(database_url: str) -> None:
    with Vault.open(database_url) as vault:
        first = vault.digest(LEDGER, b"{}")
        assert vault.digest("other", b"{}") != first
    with Vault.open(database_url) as vault:
        assert vault.digest(LEDGER, b"{}") == first
        assert len(first) == 64


# --- the file ------------------------------------------------------------------------------------


def test_no_plaintext_is_in_the_files(file: Path) -> None:
    number, account = id_number(7), "6222021234567890"
    with Vault.open(str(file)) as vault:
        who = one(vault, claim(number, "M123456", "张小三"))
        vault.payees(LEDGER, [account])
        vault.sealer(LEDGER, "C1", [who.person]).seal(1, who.person, "identity", {"name": "张小三"})
        stored = b"".join(part.read_bytes() for part in file.parent.iterdir())

    assert who.person.encode() in stored
    for plain in (number, account, "M123456", "张小三"):
        assert plain.encode() not in stored


def test_a_destroyed_key_is_nowhere_in_the_files(file: Path) -> None:
    keys = [bytes([n]) * 96 for n in range(65, 70)]
    drawn = iter([os.urandom(64), *keys])
    with Vault.open(str(file), entropy=lambda _: next(drawn)) as vault:
        vault.sealer(LEDGER, "C1", [f"P{n}" for n in range(5)])
        vault.destroy(LEDGER, ["P2"], ["bank"])
        stored = b"".join(part.read_bytes() for part in file.parent.iterdir())

    assert keys[2] not in stored
    assert stored.count(keys[2][:32]) == 2  # identity and hardship stand where they stood
    assert keys[1] in stored


def test_the_file_is_its_owners_alone(file: Path) -> None:
    with Vault.open(str(file)) as vault:
        vault.digest(LEDGER, b"")

        assert {stat.S_IMODE(part.stat().st_mode) for part in file.parent.iterdir()} == {0o600}


def test_the_pragmas_hold(file: Path) -> None:
    with Vault.open(str(file)) as vault, vault._database.reading() as connection:
        pragmas = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "secure_delete")
        ]

    assert pragmas == ["wal", 2, 1]


def refused(url: str | Path, *, read_only: bool = False, create: bool = True) -> str:
    with (
        pytest.raises(VaultError) as error,
        Vault.open(str(url), read_only=read_only, create=create) as vault,
    ):
        one(vault, claim(None, "M1"))
    for lang in LANGUAGES:
        assert "{" not in error.value.rejection.message(lang)
    return error.value.code


def test_a_missing_vault_is_told(file: Path) -> None:
    assert refused(file, create=False) == "vault.missing"
    assert refused(file, read_only=True) == "vault.missing"
    assert refused(file.parent / "nowhere" / "vault.db") == "vault.missing"
    assert refused(file.parent) == "vault.missing"
    assert not file.exists()


def test_another_program_s_file_is_left_alone(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE event (position INTEGER)")
    connection.close()
    before = file.read_bytes()

    assert refused(file) == "vault.not_a_vault"
    assert file.read_bytes() == before


def test_what_is_no_database_is_damaged(file: Path) -> None:
    file.write_bytes(b"no database at all" * 100)

    assert refused(file) == "vault.damaged"


def test_a_newer_vault_is_refused(database_url: str) -> None:
    with Vault.open(database_url) as vault, vault._database.reading() as connection:
        connection.execute("UPDATE vault_schema SET version = 99")

    assert refused(database_url) == "vault.newer"


def test_a_vault_without_its_version_is_damaged(database_url: str) -> None:
    with Vault.open(database_url) as vault, vault._database.reading() as connection:
        connection.execute("DELETE FROM vault_schema")

    assert refused(database_url) == "vault.damaged"


def test_a_read_only_vault_reads(database_url: str) -> None:
    with Vault.open(database_url) as vault:
        person = one(vault, claim(None, "M1")).person
    with Vault.open(database_url, read_only=True) as vault:
        assert vault.known(LEDGER, [claim(None, "M1")]) == [person]
        assert one(vault, claim(None, "M1")).person == person
        with pytest.raises(VaultError) as error:
            one(vault, claim(None, "M2"))
        with pytest.raises(VaultError):
            vault.digest("new ledger", b"")

    assert error.value.code == "vault.read_only"


def test_a_locked_vault_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger._vault_sqlite.LOCK_TIMEOUT_SECONDS", 0.05)
    with Vault.open(str(file)) as vault:
        vault.digest(LEDGER, b"")
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(VaultError) as error:
            one(vault, claim(None, "M1"))
        other.execute("ROLLBACK")
        other.close()

        assert error.value.code == "vault.locked"
        assert one(vault, claim(None, "M1")).grade == "unproven"


def test_a_full_disk_is_told_and_nothing_is_half_written(file: Path) -> None:
    asked = [claim(None, f"M{n}") for n in range(2000)]
    with Vault.open(str(file)) as vault:
        vault.digest(LEDGER, b"")
        with vault._database.reading() as connection:
            connection.execute("PRAGMA max_page_count = 12")
        with pytest.raises(VaultError) as error:
            vault.identify(LEDGER, asked)

        assert error.value.code == "vault.full"
        assert set(vault.known(LEDGER, asked)) == {None}
        assert len(set(vault.identify(LEDGER, asked))) == 2000


def test_an_unreachable_server_is_told_without_its_password() -> None:
    with pytest.raises(VaultError) as error:
        Vault.open("postgresql+psycopg://clerk:hunter2@127.0.0.1:1/vault")

    assert error.value.code == "vault.unavailable"
    assert "hunter2" not in error.value.rejection.message("en")
    assert pickle.loads(pickle.dumps(error.value)).code == "vault.unavailable"  # noqa: S301


def test_a_network_drive_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledger._vault_sqlite.network_filesystem", lambda _: "cifs")

    assert refused(file) == "vault.network_drive"
