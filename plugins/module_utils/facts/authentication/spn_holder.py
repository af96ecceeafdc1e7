# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The account that the service principal names are registered on, as options of a module: by the directory, or by the
farm's description where an administrator has verified it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...model.account_names import SID, parse_optional_account
from ...model.masks import Mask
from ...model.option_checks import found

if TYPE_CHECKING:
    from ...farm.description import Farm

ARGUMENT_SPEC = {
    "spn_holder": {"type": "str"},
    "spn_holder_sid": {"type": "str"},
    "spn_holder_problem": {"type": "str"},
}
MASKING = {"spn_holder": Mask.ACCOUNT, "spn_holder_sid": Mask.SIDS, "spn_holder_problem": Mask.REASON}


@dataclass(frozen=True)
class SpnHolder:
    """account: None where it is not known; then problem may say why. sid: empty where the directory has not said it."""

    account: str | None
    sid: str = ""
    problem: str = ""

    @classmethod
    def from_arguments(cls, arguments: Mapping[str, Any]) -> SpnHolder:
        """Raises ValueError, to be shown to the user."""
        sid = arguments.get("spn_holder_sid") or ""
        if sid and not SID.fullmatch(sid):
            raise ValueError(f"spn_holder_sid: found {found(sid)}, expected a SID such as S-1-5-21-1-2-3-1120")
        account = parse_optional_account(arguments["spn_holder"], "spn_holder")
        return cls(account, sid.upper(), arguments.get("spn_holder_problem") or "")

    @property
    def identifiers(self) -> Mapping[str, str]:
        """What Accounts compares it by."""
        return {self.account.lower(): self.sid} if self.account and self.sid else {}

    def advice(self, name: str) -> str:
        """How to make it known. name: one of the farm's."""
        by_hand = f"check with setspn -Q HTTP/{name} and set kerberos_farm.spn_holder"
        return f"{self.problem}; correct that, or {by_hand}" if self.problem else by_hand


def arguments(farm: Farm) -> dict[str, Any]:
    return {
        "spn_holder": farm.spn_holder,
        "spn_holder_sid": farm.spn_holder_sid or None,
        "spn_holder_problem": farm.spn_holder_problem or None,
    }
