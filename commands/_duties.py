"""不相容岗位: roles that one person must not hold together in the books of the same union.

Source: 会计基础工作规范 第十二条 (出纳 apart from 稽核 and 会计); 经审会 apart from what it audits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

ROLES_MAX: Final = 30
"""A state stays small: whoever serves more unions is appointed for every union."""

_BOOKS: Final = frozenset(("accountant", "finance_supervisor"))
_CASH: Final = frozenset(("cashier",))
_AUDIT: Final = frozenset(("audit_committee_director", "audit_committee_member"))
INCOMPATIBLE: Final = ((_CASH, _BOOKS), (_AUDIT, _BOOKS | _CASH))


class Held(NamedTuple):
    """A role and where it is held; `union` None: in every union."""

    role: str
    union: str | None

    @classmethod
    def of(cls, text: str) -> Held:
        """Read a role as an officer's state writes it."""
        role, _, union = text.partition("@")
        return cls(role, union or None)

    def meets(self, other: Held) -> bool:
        """Tell whether both are held in some one union."""
        return None in (self.union, other.union) or self.union == other.union


def conflict(wanted: Held, roles: Iterable[str]) -> Held | None:
    """Return the first of the roles held that does not go with the wanted one."""
    for held in map(Held.of, roles):
        if held.meets(wanted) and not compatible(held.role, wanted.role):
            return held
    return None


def compatible(one: str, other: str) -> bool:
    """Tell whether two roles may lie in one hand."""
    return not any((one in a and other in b) or (one in b and other in a) for a, b in INCOMPATIBLE)
