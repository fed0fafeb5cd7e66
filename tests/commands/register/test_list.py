from __future__ import annotations

from datetime import date
from typing import Any

from commands.register.list import VERB, ListRegister, RegisterRow
from ledger.events import Event, Posted, Source, Supplement
from ledger.events.registers import RegisterPayoutListed
from tests import samples
from tests.samples import CHAIR
from tests.scenario import Given

MAKER = "bulu"
ON = date(2023, 6, 30)
PAID = date(2019, 4, 5)


def ready() -> tuple[Event, ...]:
    return (*samples.founded(), samples.officer(MAKER, "supplementer"))


def row(n: int, fen: int = 1_234, **more: Any) -> RegisterRow:
    fields = {"union": "Directorate of Roads", "payee": f"V{n}", "kind": "grant",
              "occurred_on": PAID, "source_document": "2019.csv", "source_row": str(n)}  # fmt: skip
    return RegisterRow(row=n, amount_fen=fen, **fields | more)


def listing(*rows: RegisterRow, **more: Any) -> ListRegister:
    fields = {"by": MAKER, "on": ON, "body": "City", "evidence": "公开台账", "approved_by": CHAIR}
    return ListRegister(rows=rows, **fields | more)


def test_each_line_is_a_memo_fact_without_legs(given: Given) -> None:
    scenario = given(*ready())

    done = scenario.when(VERB, listing(row(2, reference="INV-1"), row(3, -500, payee="V2")))

    facts = done.outcome.facts
    digests = [f.source.digest for f in facts if isinstance(f, RegisterPayoutListed)]
    common: dict[str, Any] = {
        "command": 1, "by": MAKER, "occurred_on": PAID, "body": "City", "kind": "grant",
        "union": "Directorate of Roads", "person": "P0001",
        "supplement": Supplement(evidence="公开台账", approved_by=CHAIR),
    }  # fmt: skip
    done.then(
        RegisterPayoutListed(
            **common, amount_fen=1_234, reference="INV-1",
            source=Source(system="City", document="2019.csv", row="2", digest=digests[0]),
        ),
        RegisterPayoutListed(
            **common, amount_fen=-500,
            source=Source(system="City", document="2019.csv", row="3", digest=digests[1]),
        ),
    )  # fmt: skip
    assert not any(isinstance(f, Posted) for f in facts)
    assert len(set(digests)) == 2


def test_lines_that_are_equal_but_for_their_place_are_two_facts(given: Given) -> None:
    same = {"payee": "V1"}

    outcome = given(*ready()).when(VERB, listing(row(1, **same), row(2, **same))).outcome

    assert len(outcome.facts) == 2


def test_a_second_run_changes_nothing(given: Given) -> None:
    scenario = given(*ready())
    scenario.when(VERB, listing(row(1), row(2))).accepted()
    before = scenario.store.head(scenario.books.ledger)

    done = scenario.when(VERB, listing(row(1), row(2)))

    assert (done.outcome.known, done.outcome.skipped) == (True, (1, 2))
    assert scenario.store.head(scenario.books.ledger) == before


# --- the guards, in their order ------------------------------------------------------------------


def test_another_officer_approves_who_may(given: Given) -> None:
    scenario = given(*ready())

    scenario.when(VERB, listing(row(1), approved_by=MAKER)).rejected("supplement.same_hands")
    scenario.when(VERB, listing(row(1), approved_by="kuaiji")).rejected(
        "supplement.approver_not_allowed", officer="kuaiji"
    )


def test_a_known_line_with_other_content_is_a_conflict(given: Given) -> None:
    scenario = given(*ready())
    scenario.when(VERB, listing(row(1), row(2))).accepted()

    scenario.when(VERB, listing(row(1), row(2, 1), row(3, 0))).rejected(
        "source.conflict", "payout.zero", row=2, source_row="2"
    )


def test_a_line_is_of_some_amount_and_all_that_are_not_are_told(given: Given) -> None:
    done = given(*ready()).when(VERB, listing(row(1, 0), row(2), row(3, 0)))

    done.rejected("payout.zero", "payout.zero")
    assert [r.row for r in done.outcome.rejections] == [1, 3]
