"""The demo: a smaller district's year, played twice; the figures of the whole one, added up."""

from __future__ import annotations

import contextlib
import io
from collections import Counter
from pathlib import Path

import pytest

from commands import _demo_figures as demo
from commands._demo import office
from commands._demo_findings import records
from commands._demo_people import District, spread
from commands._demo_planted import in_order, planted
from commands._demo_told import Told
from commands._main import run
from ledger.identifiers import grade_id
from ledger.store import Store
from tests.commands._uledger import Uledger
from tests.house._tree import ROOT

SMALL = demo.Figures(
    unions=44, new_unions=12, members=1_760, new_members=500, registered=813, enrolled=520,
    benefits=48, benefits_yuan=47_000, coupons=90, audited=5, inspected=3, subsidised=8,
    remitting=3, share=20,
)  # fmt: skip
WHOLE = demo.DISTRICT
OUTSIDE, OUTSIDE_YUAN = 48, 15_480
"""What 补录 brings, in every district: the same lines."""


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return two folders in which the small district's year was played."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "DISTRICT", SMALL)
        folders = [tmp_path_factory.mktemp(name) for name in ("one", "two")]
        for folder in folders:
            patch.chdir(folder)
            _play(folder)
    return folders


def _play(folder: Path) -> None:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = run(["demo", "--dir", "demo", "--lang", "en"])
    (folder / "out.txt").write_text(out.getvalue(), encoding="utf-8")
    assert (status, err.getvalue().count("error")) == (0, 0), err.getvalue()


@pytest.fixture
def uledger(
    twice: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Uledger:
    """Run the program on the first folder's ledger."""
    monkeypatch.chdir(twice[0] / "demo")
    monkeypatch.setenv("ULEDGER_LANG", "en")
    return Uledger(twice[0] / "demo", capsys)


def test_it_prints_the_same_every_time(twice: list[Path]) -> None:
    one, two = ((folder / "out.txt").read_text(encoding="utf-8") for folder in twice)

    count = OUTSIDE + sum(c.count for c in SMALL.campaigns)
    yuan = OUTSIDE_YUAN + sum(c.total for c in SMALL.campaigns)

    assert one == two
    assert _line(one, "condolences and relief paid") == [str(count), f"{yuan:,}.00"]
    assert _line(one, "benefits of mutual aid") == [
        str(SMALL.benefits), f"{SMALL.benefits_yuan:,}.00",
    ]  # fmt: skip


def _line(printed: str, figure: str) -> list[str]:
    """Return what stands behind a figure."""
    [line] = [line for line in printed.splitlines() if line.strip().startswith(figure)]
    return line.strip().removeprefix(figure).split()


def test_it_leaves_the_same_facts_every_time(
    twice: list[Path], uledger: Uledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = uledger("replay --digest").out
    monkeypatch.chdir(twice[1] / "demo")

    assert uledger("replay --digest").out == first


def test_the_files_are_the_same_every_time(twice: list[Path]) -> None:
    one, two = (
        {p.name: p.read_bytes() for p in (folder / "demo").iterdir() if ".db" not in p.name}
        for folder in twice
    )

    assert one == two
    assert sum(name.startswith("花名册-") for name in one) == len(demo.CAMPAIGNS) + 1


def test_the_totals_are_the_districts(uledger: Uledger) -> None:
    paid = uledger("report payout-summary -O json").answer["rows"]
    aid = uledger("report custody -O json").answer["rows"][0]
    coupons = uledger("report coupons -O json").answer["rows"]

    others = [row for row in paid if row["kind"] != "mutual_aid_benefit"]
    assert sum(r["payments"] for r in others) == OUTSIDE + sum(c.count for c in SMALL.campaigns)
    assert _yuan(others) == OUTSIDE_YUAN + sum(c.total for c in SMALL.campaigns)
    assert (aid["enrolled"], aid["payments"]) == (SMALL.enrolled, SMALL.benefits)
    assert aid["paid"] == f"{SMALL.benefits_yuan}.00"
    assert sum(row["issued"] for row in coupons) == SMALL.coupons


def _yuan(rows: list[dict[str, str]]) -> int:
    return sum(int(row["amount"].replace(".", "")) for row in rows) // 100


def test_every_planted_irregularity_is_found_and_no_error_besides(uledger: Uledger) -> None:
    ran = uledger("audit run -O json")
    found = Counter((row["rule"], row["severity"]) for row in ran.answer["rows"])
    of_the_rosters = found.pop(("R48", "I"))

    assert ran.status == 1
    assert found == {
        ("R23", "E"): 1, ("R24", "E"): 1, ("R31", "E"): 1, ("R32", "E"): 1, ("R34", "E"): 1,
        ("R43", "E"): 1, ("R44", "W"): 1, ("R48", "W"): 1, ("R63", "E"): 1,
    }  # fmt: skip
    assert of_the_rosters <= len(demo.CAMPAIGNS)


def test_programs_are_told_the_figures_by_names_of_their_own(twice: list[Path]) -> None:
    with Store.open(str(twice[0] / "demo" / "union-ledger.db")) as store:
        told = Told(store, District(SMALL)).figures({"findings": records(store)})

        counts = {name: count for name, count, _ in told.rows}
        assert told.position == store.head("示范区总工会").size
    assert (counts["unions"], counts["members"]) == (SMALL.unions, SMALL.members)
    assert counts["enrolled"] == SMALL.enrolled
    assert {found["rule"] for found in told.more["findings"]} >= {"R23", "R43", "R63"}


def test_the_ledger_that_it_leaves_verifies(uledger: Uledger) -> None:
    assert uledger("verify --full").status == 0


def test_payments_are_returned_and_made_again_and_entries_put_right(uledger: Uledger) -> None:
    names = Counter(row["name"] for row in uledger("log -O json").answer["rows"])

    assert names["payment.returned/1"] == 1
    assert names["entry.reversed/1"] == 1
    assert names["command.refused/1"] == 0
    assert uledger("report in-transit -O json").answer["rows"]


def test_a_second_demo_in_a_folder_makes_the_first_one_room(tmp_path: Path) -> None:
    for _ in range(2):
        with office(tmp_path, print) as there:
            assert there.books.store.ledgers() == []
            there.day(1, 1)
            there.ask("ledger create", "wang", name="demo", first_year=2023)


def test_it_never_writes_over_a_ledger_that_is_not_a_demos(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "union-ledger.db").write_bytes(b"somebody's books")

    ran = Uledger(tmp_path, capsys)("demo -O json --dir .")

    assert (ran.status, ran.error["code"]) == (2, "demo.other_ledger")
    assert (tmp_path / "union-ledger.db").read_bytes() == b"somebody's books"


def test_the_whole_districts_figures_add_up() -> None:
    district = District(WHOLE)
    lines = [line for found in planted(district, district.people[0]).values() for line in found]
    lines += in_order(district)

    assert (len(lines), sum(line.amount for line in lines)) == (OUTSIDE, OUTSIDE_YUAN)
    assert OUTSIDE + sum(c.count for c in demo.CAMPAIGNS) == WHOLE.condoled
    assert OUTSIDE_YUAN + sum(c.total for c in demo.CAMPAIGNS) == WHOLE.condoled_yuan
    assert sum(spread(WHOLE.benefits_yuan, WHOLE.benefits)) == WHOLE.benefits_yuan


def test_the_people_are_as_many_as_the_district_has_and_nobodys() -> None:
    district = District(WHOLE)

    assert len(district.unions) == len({u.name for u in district.unions}) == WHOLE.unions
    assert len(district.people) == len({p.national_id for p in district.people}) == WHOLE.members
    assert len(district.proven) == WHOLE.registered
    assert sum(p.union.is_new for p in district.people) == WHOLE.new_members
    assert {grade_id(p.national_id) for p in district.people[::100]} == {"proven"}
    assert {p.national_id[:6] for p in district.people} == {"530199"}, "a place that no number has"


def test_the_readmes_show_what_the_whole_demo_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert demo.DISTRICT is WHOLE
    _play(tmp_path)
    printed = [line.rstrip() for line in _lines_of(tmp_path / "out.txt")]

    for name in ("README.md", "README.zh-CN.md"):
        _, _, rest = (ROOT / name).read_text(encoding="utf-8").partition("<!-- demo:")
        shown = rest.partition("```text\n")[2].partition("\n```")[0].splitlines()
        assert len(shown) > 20
        assert [line for line in shown if line != "…" and line not in printed] == []


def _lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
