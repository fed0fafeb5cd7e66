from __future__ import annotations

from typing import Any

from commands.roster.sign import VERB, SignedRow, SignRoster
from ledger.events.rosters import ReceiptSigned
from tests import rosters
from tests.rosters import ON, in_business, row
from tests.samples import CITY, HANDLER, SCHOOL
from tests.scenario import Given, Scenario


def sign(*rows: SignedRow, **more: Any) -> SignRoster:
    fields = {"union": SCHOOL, "by": HANDLER, "on": ON, "roster": "R1"}
    return SignRoster(rows=rows, **fields | more)


def proxy(n: int, relation: str | None = "配偶") -> SignedRow:
    return SignedRow(row=n, signer="proxy", relation=relation)


def signed(payment: int, **more: Any) -> ReceiptSigned:
    fields = {"signer": "self"} | more
    return ReceiptSigned(
        command=1, by=HANDLER, occurred_on=ON, union=SCHOOL, payment=payment, **fields
    )


def paid(given: Given) -> tuple[Scenario, int]:
    scenario = given(*in_business())
    return scenario, rosters.paid(scenario, row(1), row(2), row(3))


def test_all_have_signed(given: Given) -> None:
    scenario, payment = paid(given)

    scenario.when(VERB, sign(evidence="签领单-5月")).then(
        *(signed(payment + n, evidence="签领单-5月") for n in range(3))
    )


def test_some_have_signed_one_by_proxy_and_the_rest_later(given: Given) -> None:
    scenario, payment = paid(given)

    scenario.when(VERB, sign(SignedRow(row=3), proxy(1))).then(
        signed(payment + 2), signed(payment, signer="proxy", relation="配偶")
    )
    scenario.when(VERB, sign(SignedRow(row=2))).then(signed(payment + 1))


# --- the guards, in their order ------------------------------------------------------------------


def test_the_roster_is_there_and_the_unions_own(given: Given) -> None:
    given(*in_business()).when(VERB, sign()).rejected("roster.unknown")
    scenario, _ = paid(given)

    scenario.when(VERB, sign(union=CITY)).rejected("roster.unknown", union=CITY)


def test_nobody_signs_for_what_was_not_paid(given: Given) -> None:
    scenario = rosters.approved(given(*in_business()), row(1))

    scenario.when(VERB, sign()).rejected("roster.wrong_status", status="approved")


def test_every_signature_has_its_row_in_the_roster(given: Given) -> None:
    scenario, _ = paid(given)

    done = scenario.when(VERB, sign(SignedRow(row=0), SignedRow(row=1), SignedRow(row=4)))

    done.rejected("roster.no_such_row", "roster.no_such_row", count=3)
    assert [r.row for r in done.outcome.rejections] == [0, 4]


def test_nobody_signs_twice(given: Given) -> None:
    scenario, _ = paid(given)
    scenario.when(VERB, sign(SignedRow(row=2))).accepted()

    scenario.when(VERB, sign()).rejected("receipt.signed_already", row=2)
    scenario.when(VERB, sign(SignedRow(row=1), SignedRow(row=1))).rejected(
        "receipt.signed_already", row=1
    )


def test_a_proxy_has_a_relation(given: Given) -> None:
    scenario, _ = paid(given)

    scenario.when(VERB, sign(proxy(1, None), proxy(2, ""), proxy(3))).rejected(
        "receipt.proxy_without_relation", "receipt.proxy_without_relation", row=1
    )
