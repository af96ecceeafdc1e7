# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the directory has said of a farm, where its description leaves it out: the audits and fixes of nodes use it.

The description wins: an administrator may know better than a domain controller that is behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from ..model.account_names import ACCOUNT
from ..model.option_checks import CLOCKS_DIFFER
from .description import Farm

NOT_READ = "the directory could not be read"


@dataclass(frozen=True)
class Known:
    """holder: the account that the farm's service principal names are registered on; None: see problem.

    accounts: as read_accounts has them, of those that the description names: name, sid, groups, groups_known.
    """

    holder: str | None = None
    holder_sid: str = ""
    problem: str = ""
    password_set: datetime | None = None
    accounts: Sequence[Mapping[str, Any]] = ()

    @classmethod
    def from_result(cls, result: Mapping[str, Any] | None) -> Known:
        """Of the task that has asked the directory. None: it was not asked."""
        if result is None or result.get("skipped"):
            return cls()
        if "known" not in result:
            return cls(problem=f"{NOT_READ}: {result.get('msg') or 'the task has failed'}")
        known = result["known"]
        holder, set_at = known["holder"], known["password_set"]
        return cls(
            _option(holder) if holder else None,
            holder["sid"] if holder else "",
            known["holder_problem"],
            _past(set_at),
            known["accounts"],
        )

    def held_by(self, account: str, sid: str) -> Known:
        """As it will be once the names are registered on this account, for nodes that get its key before that."""
        return replace(self, holder=account, holder_sid=sid, problem="")

    def completed(self, farm: Farm) -> Farm:
        """The farm with what its description leaves out."""
        return replace(
            farm,
            spn_holder=farm.spn_holder or self.holder,
            spn_holder_sid=self._sid(farm.spn_holder) if farm.spn_holder else self.holder_sid,
            spn_holder_problem="" if farm.spn_holder or self.holder else self.problem,
            password_changed=farm.password_changed or self.password_set,
        )

    def _sid(self, described: str) -> str:
        """Of the account that the description names, where the directory knows that name."""
        named = (one["sid"] for one in self.accounts if one["name"].casefold() == described.casefold())
        return str(next(named, ""))


def _past(set_at: str | None) -> datetime | None:
    """None for a time in the future of this computer: a clock is wrong, and nothing can be held against it."""
    time = datetime.fromisoformat(set_at) if set_at else None
    return time if time and time <= datetime.now(UTC) + CLOCKS_DIFFER else None


def _option(holder: Mapping[str, Any]) -> str:
    """As an option of a module takes an account. It is compared by its identifier in any case."""
    return str(holder["account"] if ACCOUNT.fullmatch(holder["account"]) else holder["sid"])
