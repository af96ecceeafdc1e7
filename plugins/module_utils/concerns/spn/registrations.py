# Copyright: the nlb.kerberos contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
"""What would remove a difference: which account is to have a name, and which is not, in this order."""

from __future__ import annotations

from dataclasses import dataclass

from ...facts.directory.account import Account
from ...model.finding import Finding, Key

KEY = "service_principals"  # of a setting: it is True where the account holds the name


@dataclass(frozen=True)
class Registration:
    """held: whether the account is to have it."""

    service_principal: str
    account: Account
    held: bool

    @property
    def key(self) -> Key:
        return (KEY, self.service_principal, self.account.sid)


@dataclass(frozen=True)
class Checked:
    """A finding, with what would remove the difference. name: of the farm, or of a node, that it is about."""

    finding: Finding
    steps: tuple[Registration, ...] = ()
    name: str = ""
