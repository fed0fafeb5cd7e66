"""The demo's year: what the federation's office does, day after day, from opening to audit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from commands import _demo_aid as aid
from commands import _demo_coupons as coupons
from commands import _demo_money as money
from commands._demo import CHAIR, CLERK
from commands._demo_figures import YEAR
from commands._demo_files import write_form
from commands._demo_people import FEDERATION, District
from commands._demo_planted import OPEN_CASE, in_order, log, planted
from commands._demo_rosters import RETURNED_OF, pay, pay_again, payees
from commands._demo_setup import BANK, begin, write_files

if TYPE_CHECKING:
    from commands._demo import Office
    from commands._demo_figures import Campaign

Step = tuple[int, int, Callable[[], object]]
"""Month, day, and what is done then."""


def play(office: Office, district: District) -> None:
    """Play the whole year."""
    office.tell("files")
    write_files(office, district)
    office.tell("ledger")
    begin(office)
    office.tell("year")
    for month, day, step in sorted(_steps(office, district), key=lambda s: s[:2]):
        office.day(month, day)
        step()
    office.tell("supplement")
    supplement(office, district)


def _steps(office: Office, district: District) -> list[Step]:
    """Return the year's work; what stands first in a day is done first."""
    some = [FEDERATION, *(u.id for u in district.unions[:4])]
    steps: list[Step] = [
        (c.month, c.day, partial(_campaign, office, district, c))
        for c in district.figures.campaigns
    ]
    steps += [(month, 15, partial(money.salaries, office)) for month in range(1, 13)]
    steps += [(m, 27, partial(money.dues, office, district)) for m in (3, 6, 9, 11)]
    return [
        *steps,
        *_mutual_aid(office, district),
        *_coupons(office, district),
        (1, 9, partial(money.from_above, office, 1)),
        (2, 20, partial(money.allot, office, district)),
        (3, 2, partial(money.pay_new, office, district)),
        (3, 21, partial(money.pay_ordinary, office, district)),
        (5, 10, partial(money.correct, office)),
        (6, 12, partial(money.remittances, office, district, 1)),
        (7, 8, partial(money.close, office, range(1, 7), some)),
        (7, 10, partial(money.from_above, office, 2)),
        (11, 14, partial(money.remittances, office, district, 2)),
        (12, 11, partial(money.pay_special, office, district)),
    ]


def _mutual_aid(office: Office, district: District) -> Iterator[Step]:
    yield 1, 11, partial(aid.enrol, office, district)
    for batch, (month, day) in enumerate(aid.BATCHES):
        yield month, day, partial(aid.benefits, office, district, batch)


def _coupons(office: Office, district: District) -> Iterator[Step]:
    yield 7, 25, partial(coupons.launch, office, district, coupons.GENERAL)
    yield 9, 30, partial(coupons.end, office, district, coupons.GENERAL)
    yield 10, 25, partial(coupons.launch, office, district, coupons.FLOWERS)
    yield 11, 30, partial(coupons.end, office, district, coupons.FLOWERS)


def _campaign(office: Office, district: District, campaign: Campaign) -> None:
    people = payees(district, campaign)
    assert len(people) == campaign.count, f"{campaign.roster}: {len(people)} payees"
    first = pay(office, campaign, people)
    if campaign.roster == RETURNED_OF:
        pay_again(office, campaign, people, first)


def supplement(office: Office, district: District) -> None:
    """Take in what basic unions had paid outside, as it was."""
    office.day(12, 20)
    [campaign] = [c for c in district.figures.campaigns if c.roster == OPEN_CASE]
    wrong = planted(district, payees(district, campaign)[0])
    lines = [*(line for found in wrong.values() for line in found), *in_order(district)]
    write_form(office.file("基层慰问补录台账.xlsx"), log(lines))
    mapping = office.example_file("supplement", "补录台账-列对应表.toml")
    office.take_in(
        "supplement record", CLERK, "基层慰问补录台账.xlsx", mapping=mapping, bank=BANK,
        system="基层慰问台账", evidence=f"{YEAR}年基层慰问台账", approved_by=CHAIR,
    )  # fmt: skip
