"""`uledger bench`: every figure, its floor and its peer; small books are enough to see that."""

from __future__ import annotations

import shutil

import pytest

from commands._bench_figures import ONE, Figure, Floor, decimal, median, most, rate
from tests.commands._uledger import Uledger

MEASURES = {
    "bench_pay", "bench_compile", "bench_workbook", "bench_command", "bench_behind",
    "bench_replay", "bench_balances", "bench_balances_shell", "bench_help",
}  # fmt: skip


def test_a_short_run_gives_every_figure(uledger: Uledger) -> None:
    answer = uledger("bench --events 40 -O json").answer
    rows = {row["measure"]: row for row in answer["rows"]}

    assert answer["schema"] == "uledger.bench/1"
    assert answer["events"] == 40
    assert rows.keys() >= MEASURES
    assert all(not row["figure"].startswith("-") for row in rows.values())
    assert rows["bench_pay"]["beside"] == "bare_rows"
    assert rows["bench_pay"]["ratio_floor"] == "≥ 0.25"
    assert rows["bench_balances"]["floor"] == "≤ 0.05"
    assert rows["bench_replay"]["beside"] == ("ledger_bal" if shutil.which("ledger") else None)
    assert answer["missed"] == [name for name, row in rows.items() if row["holds"] is False]
    assert list(uledger.folder.iterdir()) == []


def test_a_number_of_events_is_asked_for(uledger: Uledger) -> None:
    assert uledger("bench --events many").status == 2
    assert uledger("bench --events 0").status == 2


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (15_234_900_000, "15234"), (1_300_000, "1.3"), (42_100, "0.0421"), (250_000, "0.25"),
        (ONE, "1"), (0, "0"), (999_123_400, "999.1"),
    ],
)  # fmt: skip
def test_figures_are_written_with_four_digits_that_count(value: int, said: str) -> None:
    assert decimal(value) == said


def test_a_figure_holds_when_both_its_floors_do() -> None:
    figure = Figure("-", 20 * ONE, "-", Floor(15 * ONE), "-", 100 * ONE, Floor(ONE // 4))

    assert figure.ratio == ONE // 5
    assert figure.holds() is False
    assert figure._replace(peer=80 * ONE).holds() is True
    assert figure._replace(value=14 * ONE, peer=20 * ONE).holds() is False
    assert Figure("-", 7, "-").holds() is None
    assert Figure("-", 7, "-", most(7)).holds() is True
    assert Figure("-", 8, "-", most(7)).holds() is False


def test_rates_are_by_the_second_and_a_median_is_a_measured_value() -> None:
    assert rate(3, 1_500_000_000) == 2 * ONE
    assert median([9, 1, 4, 2]) == 2
    assert median([5, 3, 4]) == 4
