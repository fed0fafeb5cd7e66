"""实名签收: payees, or somebody for them, have signed for what they were paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from commands._guards import first_of
from commands._rosters import in_status
from commands._verb import HANDLERS, Command, Decision, Groups, Id, Title, Verb, arg
from ledger.events.rosters import ReceiptSigned
from ledger.rejections import reject
from ledger.scopes.fact import Fact
from ledger.scopes.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.scopes._scope import Scope
    from ledger.world import World


class SignedRow(BaseModel):
    """One signature. `row`: the place in the roster, from 1, as it was paid."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=500)

    row: int
    signer: Literal["self", "proxy"] = "self"
    relation: str | None = None


class SignRoster(Command):
    """Signatures on a paid roster: all rows by the payees themselves, unless rows say otherwise."""

    union: Id = arg("工会", "the union")
    roster: Id = arg("花名册编号", "the roster")
    evidence: str | None = arg("签领单", "the signed sheet it stands on", default=None)
    rows: tuple[SignedRow, ...] = arg("签收明细", "who signed, where not all did", default=())

    def signed(self, count: int) -> tuple[SignedRow, ...]:
        """Return the rows, or one for each payment."""
        return self.rows or tuple(SignedRow(row=n) for n in range(1, count + 1))


def scopes(command: SignRoster) -> Iterable[Scope[Any]]:
    """Name the roster."""
    return (Roster(command.roster),)


def more_scopes(command: SignRoster, world: World) -> Groups:
    """Name the payments that are signed for."""
    roster = world[Roster(command.roster)]
    return ([Fact(roster.paid_from + r.row - 1) for r in command.signed(roster.count)],)


def decide(command: SignRoster, world: World) -> Decision:
    """Record the signatures, every one or none."""
    roster = world[Roster(command.roster)]
    objections = first_of(in_status(world, command.union, command.roster, "paid"))
    if objections:
        yield from objections
        return
    for row in command.signed(roster.count):
        payment = roster.paid_from + row.row - 1
        if not 1 <= row.row <= roster.count:
            yield reject("roster.no_such_row", row=row.row, count=roster.count)
        elif world[Fact(payment)].signed:
            yield reject("receipt.signed_already", row=row.row)
        elif row.signer == "proxy" and not row.relation:
            yield reject("receipt.proxy_without_relation", row=row.row)
        else:
            yield ReceiptSigned(
                command=world.command, by=command.by, occurred_on=command.on,
                union=command.union, payment=payment, signer=row.signer,
                relation=row.relation, evidence=command.evidence,
            )  # fmt: skip


VERB = Verb(
    SignRoster,
    Title("登记签收", "record signatures on a paid roster"),
    HANDLERS,
    scopes,
    decide,
    more_scopes,
)
